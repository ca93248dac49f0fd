"""Every use case, as a blind moderator may try it on the audit they are to moderate; or why it says nothing of one."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from blindness_worlds import NUMBER, Desk
from store_builders import child, everything_left

from auditor.audit.moderation import Assignment, Because, Why
from auditor.audit.permissions import Role
from auditor.audit.states import State
from auditor.measures.trend import Span
from auditor.store.action_queries import ActionFilter
from auditor.store.records import AuditFilter
from auditor.use_cases import show_measures
from auditor.use_cases.actions import listing as list_actions
from auditor.use_cases.audits import (
    close_audit,
    find_audit,
    list_work,
    move_audit,
    open_audit,
    record,
    start_audit,
    windows,
)
from auditor.use_cases.keeping import export_bundle, look_after_store, retention
from auditor.use_cases.moderation import compare_grades, moderate
from auditor.use_cases.moderation import listing as list_moderation
from auditor.use_cases.show_measures import Choice
from auditor.use_cases.team import acknowledge, feedback_letter, reply
from auditor.use_cases.team import view as team_view

Call = Callable[[Desk], Any]


def each(*calls: Call) -> Call:
    """Several calls as one; what is refused in one of them is told beside the others."""
    from blindness_worlds import outcome

    return lambda desk: [outcome(call, desk) for call in calls]


def reading(call: Callable[[Any, Desk], Any]) -> Call:
    def read(desk: Desk) -> Any:
        with desk.service.store.reading() as reader:
            return call(reader, desk)

    return read


def writing(call: Callable[[Any, Desk], Any]) -> Call:
    def write(desk: Desk) -> Any:
        with desk.service.store.writing() as writer:
            return call(writer, desk)

    return write


def later(call: Call) -> Call:
    """The call, half a year on: what was submitted is old by then."""

    def called(desk: Desk) -> Any:
        now = desk.world.clock.at
        desk.world.clock.at += timedelta(days=180)
        try:
            return call(desk)
        finally:
            desk.world.clock.at = now

    return called


FILTERS = (
    AuditFilter(),
    AuditFilter(text=NUMBER),
    AuditFilter(counted=True),
    AuditFilter(not_on_lcs=True),
    AuditFilter(moderated=False),
    AuditFilter(states=(State.SUBMITTED, State.MODERATING)),
    *(AuditFilter(measure=name, meets=meets) for name in ("overall", "1.1-j") for meets in (None, True, False)),
    *(AuditFilter(rule="T03", meets=meets) for meets in (None, True, False)),
    AuditFilter(months=("2026-09", "2026-09")),
)


def filters(desk: Desk) -> list[AuditFilter]:
    mine = (AuditFilter(moderator=desk.service.person.id), AuditFilter(team=desk.north))
    return [*FILTERS, *mine]


def choices(desk: Desk) -> list[Choice]:
    return [Choice(), desk.alone, Choice(teams=(desk.north,)), Choice("2026-09", "2026-10")]


def moderator(desk: Desk) -> Any:
    """The moderator's own examination, once it was started."""
    return desk.kept["opened"]


def actions(desk: Desk) -> list[ActionFilter]:
    every = ActionFilter(started=None)
    mine = (ActionFilter(teams=(desk.north,)), ActionFilter(audit=desk.audit, started=None))
    return [
        every,
        ActionFilter(text=NUMBER),
        ActionFilter(open=True),
        *mine,
        *list_actions.views(desk.service).values(),
    ]


ACTION = "action"
"""The id of an action of the audit to be moderated."""
WINDOW = windows.Window(UUID(int=5), "here", 1)
REVIEW = Assignment(UUID(int=9), Why.REQUESTED)
BOTH = (Role.AUDITOR, Role.MODERATOR)

CALLS: dict[str, Call] = {
    "audits.open_audit.open_audit": each(*(lambda d, r=r: open_audit.open_audit(d.service, d.audit, r) for r in BOTH)),  # type: ignore[misc]
    "audits.open_audit.read_audit": reading(lambda reader, d: open_audit.read_audit(reader, d.service, d.audit)),
    "audits.windows.open_in_window": each(
        *(lambda d, r=r: windows.open_in_window(d.service, d.audit, WINDOW, r) for r in BOTH)  # type: ignore[misc]
    ),
    "audits.windows.take_over": lambda d: windows.take_over(d.service, d.audit, WINDOW),
    "moderation.compare_grades.open_comparison": lambda d: compare_grades.open_comparison(d.service, d.audit),
    "moderation.compare_grades.read_comparison": reading(
        lambda reader, d: compare_grades.read_comparison(reader, d.service, d.audit)
    ),
    "moderation.compare_grades.propose_grade": lambda d: compare_grades.propose_grade(
        d.service, d.audit, "overall", "good", Because.JUDGEMENT, "so"
    ),
    "moderation.compare_grades.agree_to": lambda d: compare_grades.agree_to(d.service, d.audit, "overall"),
    "moderation.compare_grades.disagree": lambda d: compare_grades.disagree(d.service, d.audit, "no"),
    "moderation.compare_grades.settle": lambda d: compare_grades.settle(
        d.service, d.audit, "overall", "good", Because.JUDGEMENT, "so"
    ),
    "audits.find_audit.find_audit": each(
        lambda d: find_audit.find_audit(d.service, NUMBER), lambda d: find_audit.find_audit(d.service, str(d.audit))
    ),
    "audits.list_work.count_work": lambda d: list_work.count_work(d.service),
    "audits.list_work.list_audits": lambda d: [list_work.list_audits(d.service, one) for one in filters(d)],
    "audits.list_work.count_audits": lambda d: [list_work.count_audits(d.service, one) for one in filters(d)],
    "show_measures.show_measures": lambda d: [show_measures.show_measures(d.service, one) for one in choices(d)],
    "show_measures.show_timescales": lambda d: [
        show_measures.show_timescales(d.service, one, by_team=apart) for one in choices(d) for apart in (False, True)
    ],
    "show_measures.months_counted": lambda d: show_measures.months_counted(d.service),
    "keeping.export_bundle.export_audit": lambda d: export_bundle.export_audit(d.service, d.audit),
    "keeping.look_after_store.erasable_texts": lambda d: look_after_store.erasable_texts(d.service, d.audit),
    "moderation.moderate.moderators": lambda d: moderate.moderators(d.service, d.audit),
    "moderation.moderate.to_moderate": lambda d: moderate.to_moderate(d.service),
    "moderation.listing.count_moderation": lambda d: list_moderation.count_moderation(d.service),
    "moderation.listing.list_moderation": lambda d: [
        list_moderation.list_moderation(d.service, which) for which in list_moderation.Waiting
    ],
    "moderation.listing.find_moderation": each(
        lambda d: list_moderation.find_moderation(d.service, NUMBER),
        lambda d: list_moderation.find_moderation(d.service, str(d.audit)),
    ),
    "moderation.moderate.assign_moderation": lambda d: moderate.assign_moderation(d.service, d.audit, REVIEW),
    "moderation.moderate.assign_in": writing(lambda writer, d: moderate.assign_in(writer, d.service, d.audit, REVIEW)),
    "moderation.moderate.hand_over": lambda d: moderate.hand_over(d.service, d.audit, UUID(int=9), "ill"),
    "moderation.moderate.ask_to_moderate": lambda d: moderate.ask_to_moderate(d.service, d.audit, d.service.person.id),
    "audits.move_audit.submit_audit": lambda d: move_audit.submit_audit(d.service, d.audit),
    "audits.move_audit.void_audit": lambda d: move_audit.void_audit(d.service, d.audit, "no"),
    "audits.move_audit.reopen_audit": lambda d: move_audit.reopen_audit(d.service, d.audit, "no"),
    "audits.move_audit.finalise_audit": lambda d: move_audit.finalise_audit(d.service, d.audit),
    "audits.move_audit.mark_entered_on_lcs": lambda d: move_audit.mark_entered_on_lcs(
        d.service, d.audit, date(2026, 11, 1)
    ),
    "audits.start_audit.earlier_audits": lambda d: start_audit.earlier_audits(d.service, NUMBER),
    "team.view.my_teams": lambda d: team_view.my_teams(d.service),
    "team.view.count_team": each(
        lambda d: team_view.count_team(d.service), lambda d: team_view.count_team(d.service, [d.north])
    ),
    "team.view.list_team": each(
        lambda d: team_view.list_team(d.service),
        lambda d: team_view.list_team(d.service, [d.north]),
        lambda d: team_view.list_team(d.service, mine=True),
    ),
    "team.view.team_trend": each(
        lambda d: team_view.team_trend(d.service), lambda d: team_view.team_trend(d.service, [d.north], Span.MONTH)
    ),
    "team.view.team_audit": lambda d: team_view.team_audit(d.service, d.audit),
    "team.view.read_team_audit": reading(lambda reader, d: team_view.read_team_audit(reader, d.service, d.audit)),
    "team.feedback_letter.write_letter": lambda d: feedback_letter.write_letter(d.service, d.audit),
    "team.feedback_letter.note_letter": lambda d: feedback_letter.note_letter(d.service, d.audit, "file"),
    "team.acknowledge.acknowledge": lambda d: acknowledge.acknowledge(d.service, d.audit),
    "team.reply.reply": lambda d: reply.reply(d.service, d.audit, "overall", "No."),
    "team.reply.answer_reply": lambda d: reply.answer_reply(d.service, d.audit, UUID(int=5), "Yes."),
    "audits.close_audit.close_audit": lambda d: close_audit.close_audit(d.service, d.audit),
    "keeping.retention.audits_due": later(
        each(lambda d: retention.set_retention(d.service, 1), lambda d: retention.audits_due(d.service))
    ),
    # What follows needs the moderator's own examination.
    "moderation.moderate.start_moderation": lambda d: moderate.start_moderation(d.service, d.audit),
    "audits.windows.look_again": lambda d: windows.look_again(d.service, moderator(d), WINDOW),
    "audits.record.record": lambda d: (
        d.kept.update(opened=record.record(d.service, moderator(d), everything_left(moderator(d))[:5])) or moderator(d)
    ),
    "audits.record.undo": lambda d: record.undo(d.service, moderator(d)),
    "audits.record.keep_draft": lambda d: record.keep_draft(d.service, moderator(d), "note:overall", "typing"),
    "audits.record.keep_place": lambda d: record.keep_place(d.service, moderator(d), "overall", "overall"),
    "audits.windows.keep_beside": lambda d: windows.keep_beside(
        d.service, moderator(d), WINDOW.id, {"note:overall": "x"}
    ),
    "audits.windows.let_go": lambda d: windows.let_go(d.service, moderator(d)),
    "audits.move_audit.lcs_text": lambda d: move_audit.lcs_text(moderator(d)),
    "moderation.moderate.submit_moderation": lambda d: moderate.submit_moderation(d.service, d.audit, seen_first=False),
    "audits.start_audit.start_audit": lambda d: start_audit.start_audit(
        d.service, lcs_number=NUMBER, team=d.north, profile=child(d.service.standards.current)
    ),
    "keeping.retention.remove_due": later(
        lambda d: retention.remove_due(d.service, retention.audits_due(d.service), "their time is over")
    ),
}
"""What each use case is called with."""
ONE_BY_ONE = tuple(list(CALLS)[list(CALLS).index("moderation.moderate.start_moderation") :])
"""What is tried once, while moderating: it writes, or needs the moderator's examination."""
IN_BOTH_STATES = tuple(name for name in CALLS if name not in ONE_BY_ONE)
"""What is tried before the moderation has begun, and again while it goes on."""

SAYS_NOTHING: dict[str, tuple[str, ...]] = {
    "pure: it is handed what somebody was allowed to see": (
        "audits.keep_find.keep_find",
        "audits.keep_find.finds_in",
        "audits.keep_find.changes_that_keep",
        "audits.keep_find.finds_in_entry",
        "audits.key_dates.dates_in_list",
        "audits.key_dates.take_list",
        "audits.key_dates.accept_in_time",
        "audits.windows.change_in_words",
        "moderation.moderate.blinded",
        "moderation.listing.lists_of",
        "moderation.listing.wanted_for",
        "keeping.look_after_store.said_in",
        "show_measures.filter_of",
        "show_measures.counting",
        "show_measures.narrowed",
        "team.view.team_filter",
        "team.view.may_choose_teams",
        "team.view.in_the_way",
        "team.view.graded_key",
        "team.reply.reply_to_answer",
        "moderation.compare_grades.graded_names",
        "audits.list_work.visible",
        "audits.open_audit.require_sight",
        "audits.start_audit.checklist_for",
        "audits.start_audit.check_subject",
        "service.require_qa_lead",
        "open_store.person_body",
        "council.council_calendar.calendar_in",
    ),
    "a part of other use cases, which ask for permission before they call it or hand anything on": (
        "audits.open_audit.read_whole",
        "team.view.comparison_of",
        "audits.open_audit.refuse_removed",
        "audits.move_audit.append_move",
        "audits.start_audit.following_fact",
        "audits.start_audit.add_audit",
        "audits.start_audit.case_numbered",
        "audits.start_audit.refresh_summary",
        "audits.windows.hold_on",
        "audits.windows.refuse_if_held",
        "keeping.look_after_store.erase_again",
        "keeping.look_after_store.texts_in",
        "keeping.back_up.copies_since",
        "moderation.moderate.conflicts_on",
        "council.add_person.check_person",
        "council.add_team.check_team",
        "council.add_team.put_team",
    ),
    "only of audits that nobody was asked to moderate": (
        "moderation.pick.preview_pick",
        "moderation.pick.record_pick",
    ),
    "no audit is read: standards, files, dates typed": (
        "audits.check_timescales.key_dates_in",
        "audits.check_timescales.school_terms_in",
        "audits.check_timescales.check_timescales",
        "audits.check_timescales.as_rows",
        "audits.check_timescales.touches",
        "audits.check_timescales.period_from",
        "table_files.read_table",
    ),
    "people, teams, settings and keys of the store": (
        "council.add_person.add_person",
        "council.add_team.add_team",
        "council.change_passphrase.change_passphrase",
        "council.change_passphrase.choose_passphrase",
        "council.change_person.change_person",
        "council.change_setting.change_setting",
        "council.change_team.change_team",
        "council.remove_person.remove_person",
        "keeping.recovery.note_typed_back",
        "keeping.recovery.code_is_missing",
        "keeping.recovery.renew_recovery_code",
        "council.council_calendar.council_calendar",
        "council.council_calendar.set_closures",
        "council.council_calendar.set_first_day",
        "council.council_calendar.set_terms",
        "audits.find_audit.find_team",
        "audits.find_audit.find_teams",
        "audits.find_audit.find_person",
        "moderation.pick.moderation_settings",
        "moderation.pick.change_moderation_settings",
        "keeping.retention.retention_months",
        "keeping.retention.set_retention",
        "open_store.init_store",
        "open_store.add_slot_for",
        "open_store.who_can_unlock",
        "open_store.unlock_store",
        "open_store.open_demo_store",
    ),
    "the whole store: sums over every audit, or a file that opens with the same passphrases": (
        "keeping.look_after_store.rebuild_projections",
        "keeping.doctor.diagnose",
        "keeping.back_up.back_up",
        "keeping.restore.inspect_backup",
        "keeping.restore.check_free_place",
        "keeping.restore.restore_backup",
        "keeping.retention.removals_so_far",
    ),
    "whoever has a bundle has read it: it is not encrypted, and comes from outside the store": (
        "keeping.import_bundle.import_audit",
        "keeping.import_bundle.read_bundle",
    ),
    "it needs the id of a fact, which nothing above hands out; tried in its own test": (
        "keeping.look_after_store.erase_text",
    ),
}
"""What tells nothing of one audit, by the reason."""
