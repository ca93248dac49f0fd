"""A store of synthetic audits to try the tool with: no child, family, worker or council in it is real."""

from auditor.use_cases.demo.build import build_demo
from auditor.use_cases.demo.plan import DEMO_LCS

__all__ = ["DEMO_LCS", "build_demo"]
