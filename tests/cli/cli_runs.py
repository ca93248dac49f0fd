"""What running a command gives, and a whole audit done from the command line."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

FEW = 40
"""Audits in the demo of these tests."""


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """stdout as JSON."""
        return json.loads(self.out)


Run = Callable[..., Ran]

NEW = ("audit", "new", "9904093", "--team", "North", "--status", "child_protection", "--age-band", "age_5_9")


def finish(sam: Run, audit_id: str) -> None:
    """Do everything that is left in an audit, from the command line."""
    shown = sam("audit", "show", audit_id, "--json").data
    answers = [f"{question['id']}=met" for question in shown["questions"]]
    assert sam("audit", "answer", audit_id, *answers, "--reason", "as read").code == 0
    left = sam("audit", "show", audit_id, "--json").data["left"]
    grades = [f"{item['key']}=good" for item in left if item["step"] in ("sections", "judgements", "overall")]
    assert sam("audit", "grade", audit_id, *grades, "--reason", "as read").code == 0
    for who in ("worker", "child", "parent"):
        talk = ("audit", "conversation", audit_id, who, "--outcome", "tried", "--why", "rang twice")
        assert sam(*talk).code == 0
    assert sam("audit", "finding", audit_id, "--strength", "Visits are kept.").code == 0
    assert sam("audit", "finding", audit_id, "--improve", "The chronology stops in May.").code == 0
    assert sam("audit", "difference", audit_id, "some").code == 0
