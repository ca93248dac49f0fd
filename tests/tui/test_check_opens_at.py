"""A row of the check opens the real audit screen at the section it is about, not where the audit was left."""

from collections.abc import Callable
from contextlib import closing
from typing import Any

from store_builders import PASSPHRASE, World, everything_left, new_audit

from auditor.audit.changes import note
from auditor.tui.widgets.virtual_list import VirtualList
from auditor.use_cases.audits.move_audit import reopen_audit, submit_audit
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.audits.record import keep_draft, keep_place, record

Start = Callable[..., Any]


async def unlock(desk: Any) -> None:
    """Unlock as Sam."""
    names = [slot.label for slot in desk.screen._door.slots]
    for _ in range(names.index("Sam")):
        desk.screen.action_who(1)
    desk.put("#passphrase", PASSPHRASE)
    await desk.press("enter")
    assert desk.app.who == "Sam"


def listed(desk: Any) -> int:
    rows: VirtualList[Any] = desk.screen.query_one(VirtualList)
    return rows.count


async def test_a_row_on_evidence_opens_the_audit_at_its_section(at_the_door: Start, world: World) -> None:
    """Graded good, with neither evidence nor a note in one section; the audit was left elsewhere."""
    with closing(world.open("Sam")) as sam:
        audit_id = new_audit(sam, "9900001")
        opened = open_audit(sam, audit_id)
        section = opened.scope.graded_sections[2].id
        notes = [note(one.id, "as read") for one in opened.scope.sections if one.graded_with != section]
        record(sam, opened, [*everything_left(opened), *notes])
        first = next(one for one in opened.scope.sections if one.id == section).asked[0].criterion.id
        submit_audit(sam, audit_id)
        reopen_audit(sam, audit_id, "the evidence is to be named")
        keep_place(sam, open_audit(sam, audit_id), "overall", "overall")
        submit_audit(sam, audit_id)
    async with at_the_door(size=(80, 24)) as desk:
        await unlock(desk)
        await desk.press("k")
        await desk.press("f")
        await desk.type("evidence")
        await desk.press("enter")
        assert listed(desk) == 1
        assert "opens the audit at the section" in desk.text
        await desk.press("enter")
        assert desk.app.current_mode == "audit"
        assert desk.screen.place == section
        assert desk.screen.panel.row.key == first
        # The audit is open: from elsewhere in it, the row leads there again.
        await desk.press("right_square_bracket", "f2", "enter")
        assert desk.screen.place == section
        assert desk.screen.panel.row.key == first


async def test_an_unfinished_text_is_told_of_where_a_section_was_asked_for(at_the_door: Start, world: World) -> None:
    with closing(world.open("Sam")) as sam:
        audit_id = new_audit(sam, "9900001")
        opened = open_audit(sam, audit_id)
        sections = opened.scope.graded_sections
        keep_draft(sam, opened, "note:overall", "half written")
        where = next(one for one in opened.scope.sections if one.id == sections[1].id).asked[0].criterion.id
    async with at_the_door() as desk:
        await unlock(desk)
        desk.app.open_audit(audit_id, at=sections[1].id)
        await desk.settle()
        assert (desk.screen.place, desk.screen.panel.row.key) == (sections[1].id, where)
        assert "A text was not finished when you left" in desk.text
        assert desk.screen.desk.drafts == {"note:overall": "half written"}
