"""The entry for the child's own record: what it says, and what it must never say."""

from datetime import date

from audit_builders import checklist, child, criterion, finding, grade, section

from auditor.audit.examination import OVERALL, Examination
from auditor.audit.facts import FactKind
from auditor.audit.lcs_entry import lcs_entry
from auditor.audit.scope import Scope

DAY = date(2026, 11, 22)
SCOPE = Scope(checklist(section("ps01", criterion("ps01.a"))), child("child_in_need"))


def with_action(examination: Examination, key: str, due: str | None) -> Examination:
    body = {"what": f" do {key} ", "owner": "social worker", "due": due, "finding": "f1"}
    return examination.record(FactKind.ACTION, key, body)


def test_the_entry_in_full() -> None:
    examination = finding(Examination(), "f2", "improve", "The plan is not dated.")
    examination = finding(examination, "f1", "strength", " She is known well. ")
    examination = finding(examination, "f3", "strength", "Her aunt was found.")
    examination = with_action(with_action(examination, "one", "2026-12-01"), "two", None)
    assert lcs_entry(examination, DAY, "full audit") == (
        "Case file audit (full audit), 22/11/2026. Recorded by the auditor.\n"
        "\n"
        "What was done well:\n"
        "- She is known well.\n"
        "- Her aunt was found.\n"
        "\n"
        "What we will do better:\n"
        "- The plan is not dated.\n"
        "\n"
        "Agreed actions:\n"
        "- do one (social worker, by 01/12/2026)\n"
        "- do two (social worker)\n"
    )


def test_a_part_that_is_empty_has_no_heading() -> None:
    assert lcs_entry(Examination(), DAY, "dip sample") == (
        "Case file audit (dip sample), 22/11/2026. Recorded by the auditor.\n"
    )
    only = lcs_entry(finding(Examination(), "f1", "improve", "x"), DAY, "dip sample")
    assert "done well" not in only
    assert "actions" not in only


def test_a_finding_taken_back_is_not_in_it() -> None:
    examination = finding(Examination(), "f1", "strength", "no longer said")
    taken_back = examination.record(FactKind.FINDING, "f1", {"removed": True})
    assert "no longer said" not in lcs_entry(taken_back, DAY, "full audit")


def test_no_grade_and_no_other_text_is_in_it() -> None:
    """Every other text field holds a marker, every grade is given; none may come through."""
    secret = "SECRET"
    examination = finding(Examination(), "f1", "strength", "She is known well.")
    for kind, key, body in [
        (FactKind.NOTE, "ps01.a", {"text": secret}),
        (FactKind.NOTE, OVERALL, {"text": secret}),
        (FactKind.EVIDENCE, "ps01.a", {"text": secret}),
        (FactKind.ANSWER, "ps01.a", {"answer": "exceeded", "not_applicable": None}),
        (FactKind.GRADE, "ps01", {"grade": "inadequate", "suggested": "outstanding", "reason": secret}),
        (FactKind.CONVERSATION, "child", {"outcome": "spoken", "why": secret, "said": secret, "follow_up": secret}),
        (FactKind.DIFFERENCE, "", {"choice": "worse", "text": secret}),
    ]:
        examination = examination.record(kind, key, body)
    entry = lcs_entry(grade(examination, OVERALL, "requires_improvement", secret), DAY, "full audit")
    assert secret not in entry
    scale = SCOPE.checklist.scale
    words = [word for g in scale.grades for word in (g.id, g.word, g.symbol)] + [
        c.word for c in scale.difference.choices
    ]
    assert [word for word in words if word.lower() in entry.lower()] == []


def test_what_a_finding_rests_on_is_not_in_it() -> None:
    examination = Examination().record(
        FactKind.FINDING, "f1", {"kind": "strength", "text": "She is known well.", "about": "ps01.a"}
    )
    assert "ps01" not in lcs_entry(examination, DAY, "full audit")
