"""Reading a report in its tests: what stands beneath a heading, and whether its text is the one that was agreed."""

import os

from report_samples import ROOT

from auditor.reports.build import write
from auditor.reports.document import Block, Document, Heading


def beneath(document: Document, heading: str) -> list[Block]:
    """The blocks beneath a heading of the first level."""
    found: list[Block] = []
    inside = False
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            inside = block.text == heading
        elif inside:
            found.append(block)
    return found


def is_golden(document: Document, name: str) -> None:
    """Compare a report as text with the one stored under a name; ``AUDITOR_GOLDEN=write`` stores it anew."""
    written = write(document, "text").decode()
    golden = ROOT / f"tests/data/reports/{name}.txt"
    if os.environ.get("AUDITOR_GOLDEN") == "write":
        golden.write_text(written, "utf-8")
    assert written == golden.read_text("utf-8")
