"""Writing a file that a person named: see :mod:`auditor.use_cases.write_file`."""

from auditor.use_cases.write_file import STDOUT, check_free, write_file

__all__ = ["STDOUT", "check_free", "write_file"]
