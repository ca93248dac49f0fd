"""The second examination on screen: what a moderator does not have, and that it is taken from them."""

from collections.abc import Callable
from contextlib import closing
from typing import Any

from moderation_builders import assigned
from store_builders import PASSPHRASE, World

from auditor.audit.permissions import Role
from auditor.store.vault import CHEAP
from auditor.tui.moderation.screen import ModerationScreen
from auditor.use_cases.council.add_person import add_person
from auditor.use_cases.moderation.moderate import hand_over

Start = Callable[..., Any]


async def test_a_moderator_has_no_dates_findings_or_lcs_entry(at_moderation: Start, world: World) -> None:
    assigned(world)
    async with at_moderation("Mo") as mo:
        await mo.press("enter", "up")
        answers = {"audit.met", "audit.evidence", "audit.note"}
        assert answers <= mo.works
        assert mo.works.isdisjoint({"audit.dates", "audit.accept_all", "audit.finding", "audit.accept"})
        await mo.press("3")
        mo.screen.show("summary")
        await mo.settle()
        assert mo.works.isdisjoint({"summary.copy", "summary.mark"})


async def test_whoever_has_it_open_is_told_that_it_was_given_to_somebody_else(
    at_moderation: Start, world: World
) -> None:
    audit_id = assigned(world)
    with closing(world.open("Sam")) as service:
        mia = add_person(service, "Mia", PASSPHRASE, {Role.MODERATOR}, cost=CHEAP)
    async with at_moderation("Mo") as mo:
        await mo.press("enter", "g")
        with closing(world.open("Sam")) as service:
            hand_over(service, audit_id, mia.id, "on sick leave")
        await mo.press("g")
        assert "This moderation was given to somebody else." in mo.text
        await mo.press("escape", "escape", "y")
        assert isinstance(mo.screen, ModerationScreen)
        assert mo.numbers == []
