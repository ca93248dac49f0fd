"""Keys of an audit that lead beside it: a concern that cannot wait, and what a re-audit is to look at."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from store_builders import finish, new_audit
from textual.widgets import TextArea

from auditor.audit.details import AuditKind
from auditor.tui.audit.screen import AuditScreen
from auditor.tui.check.then_now import ThenAndNowScreen
from auditor.tui.concerns.raising import ConcernScreen
from auditor.use_cases.audits.concerns import list_concerns
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.audits.start_audit import add_audit, checklist_for
from auditor.use_cases.service import Service

Start = Callable[..., Any]


async def test_a_concern_is_raised_from_the_middle_of_an_audit(audit: Start, service: Service, protected: UUID) -> None:
    async with audit() as desk:
        await desk.press("T")
        assert isinstance(desk.app.screen, AuditScreen)
        await desk.press("exclamation_mark")
        assert isinstance(desk.app.screen, ConcernScreen)
        await desk.type("alone at home")
        await desk.press("escape")
        assert isinstance(desk.app.screen, AuditScreen)
        (one,) = list_concerns(service)
        assert (one.audit_id, one.raised.concern.text) == (protected, "alone at home")
        # The mark is a mark where a text is typed.
        await desk.press("t", "exclamation_mark")
        assert isinstance(desk.app.screen, AuditScreen)
        assert desk.screen.query_one(TextArea).text == "!"


async def test_what_a_re_audit_is_to_look_at_is_one_key_away(audit: Start, service: Service) -> None:
    first = new_audit(service, "9900001")
    finish(service, first)
    details = replace(open_audit(service, first).details, after=first)
    with service.store.writing() as writer:
        checklist = checklist_for(service, AuditKind.RE_AUDIT, "", details.profile)
        again = add_audit(writer, service, "9900001", AuditKind.RE_AUDIT, checklist, details)
    async with audit(again) as desk:
        await desk.press("T")
        assert isinstance(desk.app.screen, ThenAndNowScreen)
        await desk.press("o")
        assert isinstance(desk.app.screen, AuditScreen)
