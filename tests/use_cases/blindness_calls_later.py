"""More of :mod:`blindness_calls`: actions, concerns, rounds, re-audits, checks, agreement and calibration."""

from datetime import date
from uuid import UUID

from blindness_calls import Call, each, reading
from blindness_worlds import NUMBER, Desk
from store_builders import child

from auditor.audit.action_steps import Status
from auditor.audit.concerns import Concern, ConcernKind
from auditor.store.action_queries import ActionFilter
from auditor.use_cases.actions import act as act_on_action
from auditor.use_cases.actions import listing as list_actions
from auditor.use_cases.actions import table as actions_table
from auditor.use_cases.actions import worked as actions_worked
from auditor.use_cases.audits import check_audits, concerns, improvement, re_audit
from auditor.use_cases.audits.open_audit import read_whole
from auditor.use_cases.keeping import look_after_store, unfinished
from auditor.use_cases.measures.scorecard import show_scorecard
from auditor.use_cases.measures.trend import TrendChoice, measure_trend
from auditor.use_cases.moderation import agreement, calibration, calibration_results, leniency
from auditor.use_cases.rounds import allocate as rounds_allocate
from auditor.use_cases.rounds import change as rounds_change
from auditor.use_cases.rounds import conflicts, findings, narrative, recommend, voices
from auditor.use_cases.rounds import link as rounds_link
from auditor.use_cases.rounds import mine as rounds_mine
from auditor.use_cases.rounds import plan as rounds
from auditor.use_cases.rounds import texts as rounds_texts
from auditor.use_cases.show_measures import Choice

DAY = date(2026, 12, 24)
CONCERN = Concern(ConcernKind.CHILD, "the moderator's own")
EVERY_ACTION = (ActionFilter(), ActionFilter(started=None), ActionFilter(text=NUMBER), ActionFilter(started=False))


def actions(d: Desk) -> list[ActionFilter]:
    mine = ActionFilter(mine=d.service.person)
    return [*EVERY_ACTION, ActionFilter(audit=d.audit), ActionFilter(teams=(d.north,)), mine]


def round_id(d: Desk) -> str:
    with d.service.store.reading() as reader:
        return rounds.every_round(reader)[0].id


LINES = 5


def lines(d: Desk) -> list[unfinished.Unfinished]:
    kinds = ("agreement", "action_step-note", "reply", "move-void", "concern-told")
    return [unfinished.Unfinished(d.audit, kind, "overall") for kind in kinds]


LATER_CALLS: dict[str, Call] = {
    "actions.act.report_action": lambda d: act_on_action.report_action(
        d.service, d.audit, "action", Status.ON_TRACK, "done"
    ),
    "actions.act.extend_action": lambda d: act_on_action.extend_action(d.service, d.audit, "action", DAY, "late"),
    "actions.act.close_action": lambda d: act_on_action.close_action(d.service, d.audit, "action", "seen", DAY),
    "actions.act.reopen_action": lambda d: act_on_action.reopen_action(d.service, d.audit, "action", "again"),
    "actions.act.add_action": lambda d: act_on_action.add_action(
        d.service, d.audit, "Read it again", "team manager", DAY
    ),
    "actions.table.action_rows": lambda d: [actions_table.action_rows(d.service, one) for one in actions(d)],
    "actions.table.every_action": lambda d: [list(actions_table.every_action(d.service, one)) for one in actions(d)],
    "actions.table.actions_file": lambda d: [actions_table.actions_file(d.service, one, "csv") for one in actions(d)],
    "actions.worked.did_it_work": lambda d: [actions_worked.did_it_work(d.service, one) for one in actions(d)],
    "actions.worked.what_followed": reading(
        lambda reader, d: [actions_worked.what_followed(reader, d.service.person, one) for one in actions(d)]
    ),
    "actions.listing.views": lambda d: list_actions.views(d.service),
    "actions.listing.list_actions": lambda d: [list_actions.list_actions(d.service, one) for one in actions(d)],
    "actions.listing.count_actions": lambda d: [list_actions.count_actions(d.service, one) for one in actions(d)],
    "actions.listing.count_views": lambda d: list_actions.count_views(d.service, list_actions.views(d.service)),
    "actions.listing.actions_by_section": lambda d: [
        list_actions.actions_by_section(d.service, one) for one in actions(d)
    ],
    "actions.listing.find_action": each(
        lambda d: list_actions.find_action(d.service, "action"),
        lambda d: list_actions.find_action(d.service, "action", d.audit),
    ),
    "actions.listing.show_action": lambda d: list_actions.show_action(d.service, d.audit, "action"),
    "actions.listing.read_action": reading(
        lambda reader, d: list_actions.read_action(reader, d.service, d.audit, "action")
    ),
    "actions.listing.where_to_add": lambda d: list_actions.where_to_add(d.service, d.audit),
    "audits.concerns.list_concerns": lambda d: concerns.list_concerns(d.service),
    "audits.concerns.concerns_in_audit": lambda d: concerns.concerns_in_audit(d.service, d.audit),
    "audits.concerns.concerns_across": reading(lambda reader, d: concerns.concerns_across(reader, d.service)),
    "audits.concerns.concerns_of_audit": reading(
        lambda reader, d: concerns.concerns_of_audit(d.service, read_whole(reader, d.audit))
    ),
    "audits.concerns.find_concern": each(
        lambda d: concerns.find_concern(d.service, NUMBER), lambda d: concerns.find_concern(d.service, str(d.audit))
    ),
    "audits.concerns.concern_in": reading(lambda reader, d: concerns.concern_in(reader, d.service, d.audit, "concern")),
    "audits.concerns.read_concern": lambda d: concerns.read_concern(d.service, d.audit, "concern"),
    "audits.concerns.acknowledge_concern": lambda d: concerns.acknowledge_concern(d.service, d.audit, "concern"),
    "audits.concerns.correct_concern": lambda d: concerns.correct_concern(
        d.service, d.audit, "concern", lambda one: one
    ),
    "audits.concerns.hours_to_response": lambda d: concerns.hours_to_response(d.service),
    "audits.concerns.raise_concern": lambda d: concerns.raise_concern(d.service, d.audit, CONCERN),
    "audits.improvement.list_pathways": lambda d: improvement.list_pathways(d.service),
    "audits.improvement.read_pathway": lambda d: improvement.read_pathway(d.service, d.audit),
    "audits.improvement.read_after": lambda d: improvement.read_after(d.service, d.audit),
    "audits.improvement.keep_plan": lambda d: improvement.keep_plan(d.service, d.audit, owner="head of service"),
    "audits.re_audit.start_re_audit": lambda d: re_audit.start_re_audit(d.service, d.audit),
    "audits.re_audit.carried_forward": lambda d: re_audit.carried_forward(d.service, d.audit),
    "audits.re_audit.compare_then_and_now": lambda d: re_audit.compare_then_and_now(d.service, d.audit),
    "audits.re_audit.find_re_audit": each(
        lambda d: re_audit.find_re_audit(d.service, NUMBER), lambda d: re_audit.find_re_audit(d.service, str(d.audit))
    ),
    "audits.re_audit.to_re_audit": lambda d: re_audit.to_re_audit(d.service, NUMBER),
    "audits.check_audits.check_audits": lambda d: check_audits.check_audits(d.service),
    "rounds.plan.list_rounds": lambda d: rounds.list_rounds(d.service),
    "rounds.plan.read_round": lambda d: rounds.read_round(d.service, round_id(d)),
    "rounds.plan.find_round": lambda d: rounds.find_round(d.service, "Winter"),
    "rounds.plan.keep_case": lambda d: rounds.keep_case(d.service, round_id(d), NUMBER, "so"),
    "rounds.allocate.candidates": lambda d: rounds_allocate.candidates(d.service, round_id(d), NUMBER),
    "rounds.allocate.plan_moderator": lambda d: rounds_allocate.plan_moderator(
        d.service, round_id(d), NUMBER, d.service.person.id
    ),
    "rounds.allocate.allocate": lambda d: rounds_allocate.allocate(d.service, round_id(d), NUMBER, d.service.person.id),
    "rounds.change.extend": lambda d: rounds_change.extend(
        d.service, round_id(d), NUMBER, DAY, "late", d.service.person.id
    ),
    "rounds.change.exempt": lambda d: rounds_change.exempt(d.service, round_id(d), NUMBER, "gone", d.service.person.id),
    "rounds.change.replace_case": lambda d: rounds_change.replace_case(d.service, round_id(d), NUMBER, "gone"),
    "rounds.mine.allocated_to_me": lambda d: rounds_mine.allocated_to_me(d.service),
    "rounds.mine.count_allocated": lambda d: rounds_mine.count_allocated(d.service),
    "rounds.mine.find_allocated": lambda d: rounds_mine.find_allocated(d.service, NUMBER),
    "rounds.link.round_of_audit": reading(lambda reader, d: rounds_link.round_of_audit(reader, d.audit)),
    "rounds.link.rounds_of_audits": reading(lambda reader, d: rounds_link.rounds_of_audits(reader, [d.audit])),
    "rounds.findings.draft_findings": lambda d: findings.draft_findings(d.service, round_id(d)),
    "rounds.findings.write_finding": lambda d: findings.write_finding(d.service, round_id(d), "grades", "so"),
    "rounds.findings.drop_finding": lambda d: findings.drop_finding(d.service, round_id(d), "grades"),
    "rounds.narrative.narrative_of": lambda d: narrative.narrative_of(d.service, round_id(d)),
    "rounds.narrative.heard_in": reading(
        lambda reader, d: narrative.heard_in(reader, d.service.person, rounds.one_round(reader, round_id(d))[0])
    ),
    "rounds.narrative.narrative_in": reading(
        lambda reader, d: narrative.narrative_in(reader, d.service.person, rounds.one_round(reader, round_id(d))[0])
    ),
    "rounds.recommend.recommend": lambda d: recommend.recommend(d.service, round_id(d), "so", "head of service"),
    "rounds.recommend.change_recommendation": lambda d: recommend.change_recommendation(d.service, round_id(d), "1"),
    "rounds.recommend.move_recommendation": lambda d: recommend.move_recommendation(d.service, round_id(d), "1", 2),
    "rounds.recommend.drop_recommendation": lambda d: recommend.drop_recommendation(d.service, round_id(d), "1"),
    "rounds.voices.quotes_to_choose_from": lambda d: voices.quotes_to_choose_from(d.service, round_id(d)),
    "rounds.voices.practice_to_share": lambda d: voices.practice_to_share(d.service, round_id(d)),
    "rounds.voices.choose_quote": lambda d: voices.choose_quote(d.service, round_id(d), "0"),
    "rounds.voices.publish_passage": lambda d: voices.publish_passage(d.service, round_id(d), "0"),
    "rounds.voices.withdraw_quote": lambda d: voices.withdraw_quote(d.service, round_id(d), "0"),
    "rounds.voices.share_practice": lambda d: voices.share_practice(d.service, round_id(d), "0"),
    "rounds.voices.withdraw_practice": lambda d: voices.withdraw_practice(d.service, round_id(d), "0"),
    "rounds.texts.round_texts": lambda d: rounds_texts.round_texts(d.service),
    "keeping.unfinished.unfinished": lambda d: [unfinished.unfinished(d.service, one) for one in lines(d)],
    "keeping.unfinished.keep_unfinished": each(
        *(lambda d, at=at: unfinished.keep_unfinished(d.service, lines(d)[at], "so") for at in range(LINES))
    ),
    "keeping.unfinished.forget_unfinished": lambda d: unfinished.forget_unfinished(d.service, *lines(d)),
    "keeping.look_after_store.typed_in_rounds": lambda d: look_after_store.typed_in_rounds(d.service),
    "keeping.look_after_store.verify_store": lambda d: look_after_store.verify_store(d.service),
    "rounds.conflicts.list_conflicts": lambda d: conflicts.list_conflicts(d.service),
    "moderation.agreement.show_agreement": lambda d: agreement.show_agreement(d.service),
    "moderation.agreement.show_one": lambda d: [
        agreement.show_one(d.service, agreement.AgreementChoice(), one, "overall") for one in agreement.Basis
    ],
    "moderation.agreement.behind_agreement": lambda d: [
        agreement.behind_agreement(d.service, agreement.AgreementChoice(), one) for one in agreement.Basis
    ],
    "moderation.leniency.leniency_of_all": lambda d: leniency.leniency_of_all(d.service),
    "moderation.leniency.leniency_of": lambda d: leniency.leniency_of(d.service, d.service.person.id),
    "moderation.calibration_results.list_calibrations": lambda d: calibration_results.list_calibrations(d.service),
    "moderation.calibration_results.find_calibration": lambda d: calibration_results.find_calibration(
        d.service, NUMBER
    ),
    "measures.scorecard.show_scorecard": lambda d: [
        show_scorecard(d.service, "2026-09", by_month=by_month) for by_month in (True, False)
    ],
    "measures.trend.measure_trend": lambda d: [
        measure_trend(d.service, measure, TrendChoice(by_month=by_month, audits=choice))
        for measure in ("1.1-j", "1.1-q", "2.0-a")
        for by_month in (True, False, None)
        for choice in (Choice(), d.alone)
    ],
    "moderation.calibration.new_calibration": lambda d: calibration.new_calibration(
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
    "figures of the whole service that no audit decides": (
        "measures.figures.import_figures",
        "measures.figures.imported_figures",
        "measures.figures.figures_template",
        "measures.trend.rebase_measure",
    ),
    "pure: it is handed what somebody was allowed to see": (
        "measures.scorecard.long_rows",
        "measures.scorecard.shown_history",
        "measures.trend.trend_rows",
        "measures.words.figure_words",
        "measures.words.row_words",
        "measures.words.report_words",
        "measures.words.counts_words",
        "measures.words.shown_figure",
        "measures.words.limits_words",
        "measures.words.chart_words",
        "measures.words.point_words",
        "actions.act.followed_in",
        "team.reply.typed_reply",
        "actions.table.action_row",
        "moderation.agreement.quarter_of",
        "moderation.calibration.named_auditors",
        "moderation.calibration_results.require_results",
        "moderation.calibration_results.audit_key",
        "moderation.calibration_results.standing_words",
        "moderation.calibration_results.answer_words",
        "audits.concerns.as_data",
        "audits.concerns.hours_of",
        "audits.improvement.plan_in",
        "moderation.leniency.require_leniency",
        "actions.listing.of_age",
        "actions.listing.visible",
        "actions.listing.about_words",
        "actions.listing.places",
        "rounds.allocate.against",
        "rounds.allocate.again_words",
        "rounds.plan.line_numbered",
        "write_file.check_free",
        "write_file.write_file",
    ),
    "a part of other use cases, which ask for permission before they call it or hand anything on": (
        "actions.act.take_step",
        "keeping.unfinished.drop_unfinished",
        "actions.confirm.confirm_by",
        "actions.confirm.withdraw_by",
        "rounds.conflicts.conflicts_by_case",
        "audits.improvement.pathways_in",
        "rounds.plan.every_round",
        "rounds.plan.one_round",
        "rounds.plan.allocations_in",
        "rounds.plan.lines_of",
        "rounds.plan.audited_lately",
        "rounds.plan.view_of",
        "rounds.plan.put_round",
        "rounds.plan.put_allocations",
        "rounds.narrative.round_to_report",
        "rounds.narrative.put_in_narrative",
        "rounds.allocate.audited_again",
    ),
    "what was published, which anybody may read; or counts that the caller was allowed to see": (
        "reports.releases.check_release",
        "reports.releases.list_releases",
        "reports.releases.open_release",
        "reports.releases.record_release",
        "reports.releases.releases_in",
    ),
    "cases and people of a round, before anything was audited": (
        "rounds.plan.new_round",
        "rounds.texts.erase_round_text",
        "rounds.plan.read_cases",
        "rounds.plan.draw_sample",
        "rounds.allocate.spread_evenly",
        "rounds.change.approvers",
        "rounds.mine.start_allocated",
    ),
    "people, teams, settings and keys of the store": (
        "rounds.conflicts.add_conflict",
        "rounds.conflicts.remove_conflict",
        "audits.improvement.set_re_audit_months",
    ),
    "only audits of a calibration, which are nobody's to moderate": (
        "moderation.calibration.start_calibration",
        "moderation.calibration.record_reference",
        "moderation.calibration.open_results",
        "moderation.calibration.calibration_from_form",
        "moderation.calibration_results.calibration_results",
        "moderation.calibration_results.all_in",
        "moderation.calibration_results.known_in",
        "moderation.calibration_results.audit_of",
        "moderation.calibration_results.submitted_in",
        "moderation.calibration_results.audits_ever",
        "moderation.calibration_results.calibration_with",
        "moderation.calibration_results.require_texts",
        "moderation.calibration_texts.calibration_texts",
        "moderation.calibration_texts.erase_calibration_text",
    ),
}
"""What tells nothing of one audit, by the reason."""
