"""The briefing from a real store: the records of the thematic audit, the theme as it is now, for the QA lead only."""

from contextlib import closing

import pytest
from store_builders import World, finish, new_audit

from auditor.audit.details import AuditKind
from auditor.errors import NotPermittedError
from auditor.use_cases.audits.move_audit import submit_audit
from auditor.use_cases.reports.briefing import gather_briefing
from auditor.use_cases.reports.build import build_report
from auditor.use_cases.reports.request import Request
from auditor.use_cases.reports.thematic import ThematicChoice, gather_thematic

THEME = "chronologies-and-summaries"


def test_each_theme_is_found_by_its_title(world: World) -> None:
    with closing(world.open("Sam")) as sam:
        for theme in sam.standards.themes:
            assert gather_briefing(sam, ThematicChoice(theme)).theme.id == theme


def test_it_rests_on_what_the_thematic_audit_rests_on(world: World) -> None:
    with closing(world.open("Sam")) as sam:
        audit = new_audit(sam, "9900001", kind=AuditKind.THEMATIC, theme=THEME)
        finish(sam, audit, "requires_improvement")
        submit_audit(sam, audit)
        assert (
            gather_briefing(sam, ThematicChoice(THEME)).found.sums == gather_thematic(sam, ThematicChoice(THEME)).sums
        )
        text = build_report(sam, Request("briefing", theme=THEME), ["text"]).files["text"].decode()
        assert "1 record of November 2026" in text
        assert "Too few records to say" in text
        assert not any(word in text for word in ("9900001", "North", "Sam "))


def test_only_the_qa_lead_builds_it(world: World) -> None:
    with closing(world.open("Tess")) as tess, pytest.raises(NotPermittedError):
        gather_briefing(tess, ThematicChoice(THEME))
