"""What is typed in dialogues on its way to the store: nothing holds up anything else, and the latest text stays."""

from contextlib import closing
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event
from store_builders import World
from team_builders import final_audit

from auditor.errors import InputError, NotPermittedError, StoreError
from auditor.tui.unfinished import Typing
from auditor.use_cases.keeping.unfinished import Unfinished, keep_unfinished, unfinished


def step(audit_id: UUID, part: str) -> Unfinished:
    return Unfinished(audit_id, f"action_step-{part}", "a1")


def refuse_writing(connection: Any, *_: object) -> None:
    """As a folder without permission does."""
    connection.cursor().execute("pragma query_only = on")


def test_what_is_refused_holds_up_nothing_else(world: World) -> None:
    audit_id, typing = final_audit(world), Typing()
    with closing(world.open("Tess")) as tess:
        typing.put(Unfinished(None, "round-exempt", "winter/9900001"), "not hers")
        typing.put(step(audit_id, "note"), "rang")
        typing.put(step(audit_id, "note"), "rang the school")
        with pytest.raises(NotPermittedError):
            typing.save(tess)
        assert unfinished(tess, step(audit_id, "note")) == "rang the school"
        typing.save(tess)  # what was refused waits no longer


def test_what_the_store_cannot_take_waits_until_it_can(world: World) -> None:
    audit_id, typing = final_audit(world), Typing()
    with closing(world.open("Tess")) as tess:
        typing.put(step(audit_id, "note"), "rang the school")
        event.listen(tess.store.engine, "checkout", refuse_writing)
        with pytest.raises(StoreError):
            typing.save(tess)
        assert typing.read(tess, step(audit_id, "note")) == "rang the school"
    with closing(world.open("Tess")) as again:
        typing.save(again)
        assert unfinished(again, step(audit_id, "note")) == "rang the school"


def test_what_is_recorded_is_forgotten_and_what_is_refused_is_offered_again(world: World) -> None:
    audit_id, typing = final_audit(world), Typing()
    with closing(world.open("Tess")) as tess:
        for part in ("note", "because"):
            keep_unfinished(tess, step(audit_id, part), "so")
        typing.put(step(audit_id, "note"), "so it is")
        assert typing.read(tess, step(audit_id, "note")) == "so it is"

        def refuse() -> None:
            raise InputError("No.")

        with pytest.raises(InputError):
            typing.recorded(tess, [step(audit_id, "note")], refuse)
        assert typing.read(tess, step(audit_id, "note")) == "so it is"
        assert typing.recorded(tess, [step(audit_id, "note")], lambda: 3) == 3
        typing.save(tess)
        assert typing.read(tess, step(audit_id, "note")) == ""
        assert typing.read(tess, step(audit_id, "because")) == "so"
