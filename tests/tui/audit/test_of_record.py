"""An audit whose grades stand shows the grades of record, and why they are not the auditor's."""

from collections.abc import Callable
from typing import Any

from store_builders import World
from team_builders import final_audit

from auditor.audit.completeness import Step
from auditor.use_cases.audits.open_audit import open_audit

Start = Callable[..., Any]


async def test_the_grade_of_record_stands_first_and_says_why(audit: Start, world: World) -> None:
    audit_id = final_audit(world, "9900001", moderated=True)
    async with audit(audit_id, who=world.open("Tess")) as desk:
        desk.screen.go(Step.OVERALL)
        await desk.settle()
        shown = " ".join(desk.text.split())
        assert "Of record ~ Requires improvement" in shown
        assert "moderated: evidence was missed." in shown
        desk.screen.go(Step.SUMMARY)
        await desk.settle()
        sidebar = [" ".join(line.split("│")[0].split()) for line in desk.lines()]
        assert "Overall ~ Req. imp." in sidebar


async def test_without_moderation_the_auditor_s_grades_are_those_of_record(world: World) -> None:
    opened = open_audit(world.open("Tess"), final_audit(world))
    assert opened.agreed == {}
    assert opened.of_record is opened.examination
