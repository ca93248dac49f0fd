"""More of :mod:`blindness_calls`: actions, concerns, rounds, re-audits, checks, agreement and calibration."""

from datetime import date
from uuid import UUID

from blindness_calls import Call, each, reading
from blindness_worlds import NUMBER, Desk
from store_builders import child

from auditor.audit.action_steps import Status
from auditor.audit.concerns import Concern, ConcernKind
from auditor.store.action_queries import ActionFilter
from auditor.use_cases import (
    act_on_action,
    actions_table,
    actions_worked,
    agreement,
    calibration,
    calibration_results,
    check_audits,
    concerns,
    conflicts,
    improvement,
    leniency,
    list_actions,
    look_after_store,
    re_audit,
    rounds,
    rounds_allocate,
    rounds_change,
    rounds_link,
    rounds_mine,
    rounds_texts,
)
from auditor.use_cases.open_audit import read_whole

DAY = date(2026, 12, 24)
CONCERN = Concern(ConcernKind.CHILD, "the moderator's own")
EVERY_ACTION = (ActionFilter(), ActionFilter(started=None), ActionFilter(text=NUMBER), ActionFilter(started=False))


def actions(d: Desk) -> list[ActionFilter]:
    mine = ActionFilter(mine=d.service.person)
    return [*EVERY_ACTION, ActionFilter(audit=d.audit), ActionFilter(teams=(d.north,)), mine]


def round_id(d: Desk) -> str:
    with d.service.store.reading() as reader:
        return rounds.every_round(reader)[0].id


LATER_CALLS: dict[str, Call] = {
    "act_on_action.report_action": lambda d: act_on_action.report_action(
        d.service, d.audit, "action", Status.ON_TRACK, "done"
    ),
    "act_on_action.extend_action": lambda d: act_on_action.extend_action(d.service, d.audit, "action", DAY, "late"),
    "act_on_action.close_action": lambda d: act_on_action.close_action(d.service, d.audit, "action", "seen", DAY),
    "act_on_action.reopen_action": lambda d: act_on_action.reopen_action(d.service, d.audit, "action", "again"),
    "act_on_action.add_action": lambda d: act_on_action.add_action(
        d.service, d.audit, "Read it again", "team manager", DAY
    ),
    "actions_table.action_rows": lambda d: [actions_table.action_rows(d.service, one) for one in actions(d)],
    "actions_table.every_action": lambda d: [list(actions_table.every_action(d.service, one)) for one in actions(d)],
    "actions_table.actions_file": lambda d: [actions_table.actions_file(d.service, one, "csv") for one in actions(d)],
    "actions_worked.did_it_work": lambda d: [actions_worked.did_it_work(d.service, one) for one in actions(d)],
    "actions_worked.what_followed": reading(
        lambda reader, d: [actions_worked.what_followed(reader, d.service.person, one) for one in actions(d)]
    ),
    "list_actions.views": lambda d: list_actions.views(d.service),
    "list_actions.list_actions": lambda d: [list_actions.list_actions(d.service, one) for one in actions(d)],
    "list_actions.count_actions": lambda d: [list_actions.count_actions(d.service, one) for one in actions(d)],
    "list_actions.count_views": lambda d: list_actions.count_views(d.service, list_actions.views(d.service)),
    "list_actions.actions_by_section": lambda d: [
        list_actions.actions_by_section(d.service, one) for one in actions(d)
    ],
    "list_actions.find_action": each(
        lambda d: list_actions.find_action(d.service, "action"),
        lambda d: list_actions.find_action(d.service, "action", d.audit),
    ),
    "list_actions.show_action": lambda d: list_actions.show_action(d.service, d.audit, "action"),
    "list_actions.read_action": reading(
        lambda reader, d: list_actions.read_action(reader, d.service, d.audit, "action")
    ),
    "list_actions.where_to_add": lambda d: list_actions.where_to_add(d.service, d.audit),
    "concerns.list_concerns": lambda d: concerns.list_concerns(d.service),
    "concerns.concerns_in_audit": lambda d: concerns.concerns_in_audit(d.service, d.audit),
    "concerns.concerns_across": reading(lambda reader, d: concerns.concerns_across(reader, d.service)),
    "concerns.concerns_of_audit": reading(
        lambda reader, d: concerns.concerns_of_audit(d.service, read_whole(reader, d.audit))
    ),
    "concerns.find_concern": each(
        lambda d: concerns.find_concern(d.service, NUMBER), lambda d: concerns.find_concern(d.service, str(d.audit))
    ),
    "concerns.read_concern": lambda d: concerns.read_concern(d.service, d.audit, "concern"),
    "concerns.acknowledge_concern": lambda d: concerns.acknowledge_concern(d.service, d.audit, "concern"),
    "concerns.correct_concern": lambda d: concerns.correct_concern(d.service, d.audit, "concern", lambda one: one),
    "concerns.hours_to_response": lambda d: concerns.hours_to_response(d.service),
    "concerns.raise_concern": lambda d: concerns.raise_concern(d.service, d.audit, CONCERN),
    "improvement.list_pathways": lambda d: improvement.list_pathways(d.service),
    "improvement.read_pathway": lambda d: improvement.read_pathway(d.service, d.audit),
    "improvement.read_after": lambda d: improvement.read_after(d.service, d.audit),
    "improvement.keep_plan": lambda d: improvement.keep_plan(d.service, d.audit, owner="head of service"),
    "re_audit.start_re_audit": lambda d: re_audit.start_re_audit(d.service, d.audit),
    "re_audit.carried_forward": lambda d: re_audit.carried_forward(d.service, d.audit),
    "re_audit.compare_then_and_now": lambda d: re_audit.compare_then_and_now(d.service, d.audit),
    "re_audit.find_re_audit": each(
        lambda d: re_audit.find_re_audit(d.service, NUMBER), lambda d: re_audit.find_re_audit(d.service, str(d.audit))
    ),
    "re_audit.to_re_audit": lambda d: re_audit.to_re_audit(d.service, NUMBER),
    "check_audits.check_audits": lambda d: check_audits.check_audits(d.service),
    "rounds.list_rounds": lambda d: rounds.list_rounds(d.service),
    "rounds.read_round": lambda d: rounds.read_round(d.service, round_id(d)),
    "rounds.find_round": lambda d: rounds.find_round(d.service, "Winter"),
    "rounds.keep_case": lambda d: rounds.keep_case(d.service, round_id(d), NUMBER, "so"),
    "rounds_allocate.candidates": lambda d: rounds_allocate.candidates(d.service, round_id(d), NUMBER),
    "rounds_allocate.plan_moderator": lambda d: rounds_allocate.plan_moderator(
        d.service, round_id(d), NUMBER, d.service.person.id
    ),
    "rounds_allocate.allocate": lambda d: rounds_allocate.allocate(d.service, round_id(d), NUMBER, d.service.person.id),
    "rounds_change.extend": lambda d: rounds_change.extend(
        d.service, round_id(d), NUMBER, DAY, "late", d.service.person.id
    ),
    "rounds_change.exempt": lambda d: rounds_change.exempt(d.service, round_id(d), NUMBER, "gone", d.service.person.id),
    "rounds_change.replace_case": lambda d: rounds_change.replace_case(d.service, round_id(d), NUMBER, "gone"),
    "rounds_mine.allocated_to_me": lambda d: rounds_mine.allocated_to_me(d.service),
    "rounds_mine.count_allocated": lambda d: rounds_mine.count_allocated(d.service),
    "rounds_mine.find_allocated": lambda d: rounds_mine.find_allocated(d.service, NUMBER),
    "rounds_link.round_of_audit": reading(lambda reader, d: rounds_link.round_of_audit(reader, d.audit)),
    "rounds_link.rounds_of_audits": reading(lambda reader, d: rounds_link.rounds_of_audits(reader, [d.audit])),
    "rounds_texts.round_texts": lambda d: rounds_texts.round_texts(d.service),
    "look_after_store.verify_store": lambda d: look_after_store.verify_store(d.service),
    "conflicts.list_conflicts": lambda d: conflicts.list_conflicts(d.service),
    "agreement.show_agreement": lambda d: agreement.show_agreement(d.service),
    "agreement.show_one": lambda d: [
        agreement.show_one(d.service, agreement.AgreementChoice(), one, "overall") for one in agreement.Basis
    ],
    "agreement.behind_agreement": lambda d: [
        agreement.behind_agreement(d.service, agreement.AgreementChoice(), one) for one in agreement.Basis
    ],
    "leniency.leniency_of_all": lambda d: leniency.leniency_of_all(d.service),
    "leniency.leniency_of": lambda d: leniency.leniency_of(d.service, d.service.person.id),
    "calibration_results.list_calibrations": lambda d: calibration_results.list_calibrations(d.service),
    "calibration_results.find_calibration": lambda d: calibration_results.find_calibration(d.service, NUMBER),
    "calibration.new_calibration": lambda d: calibration.new_calibration(
        d.service,
        name="of a real audit",
        lcs_number=NUMBER,
        people=[d.service.person.id, UUID(int=3)],
        team=d.north,
        profile=child(d.service.standards.current),
    ),
}
"""What each of these use cases is called with, in both states."""

LATER_SAYS_NOTHING: dict[str, tuple[str, ...]] = {
    "pure: it is handed what somebody was allowed to see": (
        "act_on_action.followed_in",
        "actions_table.action_row",
        "agreement.quarter_of",
        "calibration.named_auditors",
        "calibration_results.require_results",
        "calibration_results.audit_key",
        "calibration_results.standing_words",
        "calibration_results.answer_words",
        "concerns.as_data",
        "concerns.hours_of",
        "improvement.plan_in",
        "leniency.require_leniency",
        "list_actions.of_age",
        "list_actions.visible",
        "list_actions.about_words",
        "list_actions.places",
        "rounds_allocate.against",
        "rounds_allocate.again_words",
        "write_file.check_free",
        "write_file.write_file",
    ),
    "a part of other use cases, which ask for permission before they call it or hand anything on": (
        "act_on_action.take_step",
        "confirm_actions.confirm_by",
        "confirm_actions.withdraw_by",
        "conflicts.conflicts_by_case",
        "improvement.pathways_in",
        "rounds.every_round",
        "rounds.one_round",
        "rounds.allocations_in",
        "rounds.lines_of",
        "rounds.audited_lately",
        "rounds.view_of",
        "rounds.put_round",
        "rounds.put_allocations",
        "rounds_allocate.audited_again",
    ),
    "cases and people of a round, before anything was audited": (
        "rounds.new_round",
        "rounds_texts.erase_round_text",
        "rounds.read_cases",
        "rounds.draw_sample",
        "rounds_allocate.spread_evenly",
        "rounds_change.approvers",
        "rounds_mine.start_allocated",
    ),
    "people, teams, settings and keys of the store": (
        "conflicts.add_conflict",
        "conflicts.remove_conflict",
        "improvement.set_re_audit_months",
    ),
    "only audits of a calibration, which are nobody's to moderate": (
        "calibration.start_calibration",
        "calibration.record_reference",
        "calibration.open_results",
        "calibration.calibration_from_form",
        "calibration_results.calibration_results",
        "calibration_results.all_in",
        "calibration_results.known_in",
        "calibration_results.audit_of",
        "calibration_results.submitted_in",
    ),
}
"""What tells nothing of one audit, by the reason."""
