"""For :mod:`blindness_calls`: each report a blind moderator could ask for, of what would show the hidden audit."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from blindness_worlds import NUMBER, Desk, outcome

from auditor.measures.publication.profiles import Profile
from auditor.measures.publication.publisher import Publisher
from auditor.standards.hashes import scoring_hash
from auditor.use_cases.reports.asking import audits_to_choose, read_asking
from auditor.use_cases.reports.briefing import gather_briefing
from auditor.use_cases.reports.build import build_report, chosen, note_left, preview
from auditor.use_cases.reports.editions import editions_of
from auditor.use_cases.reports.figures import gather_measures, gather_scorecard
from auditor.use_cases.reports.left_out import left_out, left_out_of_days
from auditor.use_cases.reports.letter import finds_in_letter, gather_letter
from auditor.use_cases.reports.moderation import gather_moderation
from auditor.use_cases.reports.monthly import gather_monthly
from auditor.use_cases.reports.offers import offers
from auditor.use_cases.reports.one_audit import finds_of_audit, gather_audit
from auditor.use_cases.reports.programme import gather_programme
from auditor.use_cases.reports.published_measures import publish_measures
from auditor.use_cases.reports.published_scorecard import publish_scorecard
from auditor.use_cases.reports.published_thematic import publish_thematic
from auditor.use_cases.reports.publishing import check_nothing_is_hidden_from, counted_months, population_of
from auditor.use_cases.reports.request import Request
from auditor.use_cases.reports.saving import places, save_report
from auditor.use_cases.reports.team import TeamChoice, finds_in_team, gather_team
from auditor.use_cases.reports.thematic import ThematicChoice, gather_thematic
from auditor.use_cases.show_measures import Choice, counting

ALONE = "2026-09"
"""The month in which the hidden audit stands alone."""
BESIDE_THE_SERVICE = ThematicChoice("supervision", ALONE, ALONE)


def requests(desk: Desk) -> dict[str, list[Request]]:
    """By the kind of report; the proof asks for every kind that there is."""
    return {
        "audit": [Request("audit", audit=desk.audit)],
        "measures": [
            Request("measures"),
            Request("measures", teams=(desk.north,)),
            Request("measures", first=ALONE, last=ALONE, teams=(desk.north,)),
            Request("measures", first=ALONE, last="2026-10"),
        ],
        "scorecard": [Request("scorecard", last=ALONE), Request("scorecard", last=ALONE, by_month=True)],
        "thematic": [Request("thematic", theme="supervision", first=ALONE, last=ALONE)],
        "briefing": [Request("briefing", theme="supervision", first=ALONE, last=ALONE)],
        "letter": [Request("letter", audit=desk.audit)],
        "moderation": [Request("moderation"), Request("moderation", first="2026-11", last="2026-11")],
        "monthly": [
            Request("monthly", last=ALONE),
            Request("monthly", last=ALONE, teams=(desk.north,)),
            Request("monthly"),
        ],
        "published_measures": [
            Request("measures", profile=Profile.DFE, why="x"),
            Request("measures-published", first=ALONE, last=ALONE, profile=Profile.NHS, why="x"),
        ],
        "published_scorecard": [Request("scorecard", last=ALONE, profile=Profile.DFE, why="x")],
        "published_thematic": [
            Request("thematic", theme="supervision", first=ALONE, last=ALONE, profile=Profile.DFE, why="x")
        ],
        "programme": [Request("programme"), Request("programme", first=ALONE, last=ALONE)],
        "team": [Request("team", teams=(desk.north,)), Request("team", teams=(desk.north,), first=ALONE, last=ALONE)],
    }


def every(call: Callable[[Desk, Request], Any]) -> Callable[[Desk], Any]:
    """A call for each request; what is refused in one of them is told beside the others."""
    return lambda desk: [
        outcome(lambda d, one=one: call(d, one), desk)  # type: ignore[misc]
        for several in requests(desk).values()
        for one in several
    ]


def _editions(desk: Desk) -> Any:
    with desk.service.store.reading() as reader:
        scorings = desk.service.standards.current, *desk.service.standards.themes.values()
        return editions_of(desk.service, reader, [scoring_hash(checklist) for checklist in scorings])


def _left_out(desk: Desk) -> Any:
    person = desk.service.person
    with desk.service.store.reading() as reader:
        wanted = counting(desk.service, Choice(ALONE, ALONE, (desk.north,)))
        return left_out(reader, person, wanted), left_out_of_days(reader, person, None, None)


def _note_left(desk: Desk) -> Any:
    with desk.service.store.writing() as writer:
        note_left(writer, desk.service, desk.audit.hex, "letter", "text")


def _publish(desk: Desk, publish: Callable[..., Any], request: Request) -> Any:
    definition, _ = chosen(replace(request, profile=Profile.DFE))
    return publish(desk.service, request, definition, Publisher(Profile.DFE))


def _publishing(desk: Desk) -> Any:
    wanted = counting(desk.service, Choice(ALONE, ALONE))
    with desk.service.store.reading() as reader:
        return counted_months(reader, wanted), population_of(reader, frozenset({ALONE}))


def _refused(desk: Desk) -> None:
    with desk.service.store.reading() as reader:
        check_nothing_is_hidden_from(desk.service, reader, counting(desk.service, Choice(ALONE, ALONE)))


def _save(desk: Desk, request: Request) -> Any:
    found = places(str(desk.folder), "report", ["text"])
    save_report(desk.service, request, found, overwrite=True, looked=True)
    return found["text"].read_text("utf-8")


REPORT_CALLS: dict[str, Callable[[Desk], Any]] = {
    "reports.build.build_report": every(lambda d, one: build_report(d.service, one, ["text"])),
    "reports.build.preview": every(lambda d, one: preview(d.service, one)),
    "reports.build.note_left": _note_left,
    "reports.saving.save_report": every(_save),
    "reports.offers.offers": lambda d: offers(d.service),
    "reports.asking.read_asking": lambda d: [read_asking(d.service, one) for one in offers(d.service).found],
    "reports.asking.audits_to_choose": lambda d: [audits_to_choose(d.service, part) for part in ("", "99", NUMBER)],
    "reports.briefing.gather_briefing": lambda d: gather_briefing(d.service, BESIDE_THE_SERVICE),
    "reports.left_out.left_out": _left_out,
    "reports.left_out.left_out_of_days": _left_out,
    "reports.letter.gather_letter": lambda d: gather_letter(d.service, d.audit),
    "reports.letter.finds_in_letter": lambda d: finds_in_letter(
        d.service, d.audit, preview(d.service, Request("letter", audit=d.audit))
    ),
    "reports.editions.editions_of": _editions,
    "reports.one_audit.gather_audit": lambda d: gather_audit(d.service, d.audit),
    "reports.one_audit.finds_of_audit": lambda d: finds_of_audit(d.service, d.audit),
    "reports.figures.gather_measures": lambda d: [
        gather_measures(d.service, one) for one in (Choice(), Choice(ALONE, ALONE, (d.north,)))
    ],
    "reports.figures.gather_scorecard": lambda d: gather_scorecard(d.service, ALONE),
    "reports.moderation.gather_moderation": lambda d: gather_moderation(d.service, None, None),
    "reports.team.gather_team": lambda d: gather_team(d.service, TeamChoice((d.north,), ALONE, ALONE)),
    "reports.team.finds_in_team": lambda d: finds_in_team(d.service, TeamChoice((d.north,))),
    "reports.monthly.gather_monthly": lambda d: [
        gather_monthly(d.service, month, teams) for month, teams in ((None, None), (ALONE, None), (ALONE, (d.north,)))
    ],
    "reports.programme.gather_programme": lambda d: gather_programme(d.service),
    "reports.published_measures.publish_measures": lambda d: _publish(
        d, publish_measures, Request("measures", first=ALONE, last=ALONE)
    ),
    "reports.published_scorecard.publish_scorecard": lambda d: _publish(
        d, publish_scorecard, Request("scorecard", last=ALONE)
    ),
    "reports.published_thematic.publish_thematic": lambda d: _publish(
        d, publish_thematic, Request("thematic", theme="supervision", first=ALONE, last=ALONE)
    ),
    "reports.publishing.counted_months": _publishing,
    "reports.publishing.population_of": _publishing,
    "reports.publishing.check_nothing_is_hidden_from": _refused,
    "reports.thematic.gather_thematic": lambda d: gather_thematic(d.service, BESIDE_THE_SERVICE),
}
REPORTS_SAY_NOTHING: dict[str, tuple[str, ...]] = {
    "only the definitions of reports, and what is typed": (
        "reports.build.list_reports",
        "reports.build.check_definitions",
        "reports.build.check_name",
        "reports.build.chosen",
        "reports.request.check_months",
        "reports.naming.names_of",
        "reports.offers.may_build",
        "reports.offers.plain_name",
        "reports.answers.typed",
        "reports.answers.joined",
        "reports.answers.split",
        "reports.saving.usual_folder",
        "reports.saving.places",
        "reports.saving.in_the_way",
        "view_file.show_file",
    ),
    "pure: it is handed what somebody was allowed to see": (
        "reports.saving.text_lines",
        "reports.publishing.check_workers",
        "reports.published_measures.tables_of_measures",
        "reports.published_measures.counted_table",
        "reports.published_thematic.tables_of",
        "reports.published_thematic.section_table",
        "reports.published_thematic.as_published",
    ),
}
