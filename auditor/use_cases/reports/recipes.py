"""How each kind of report comes by its data, and what it can be asked to be of.

To add a kind: its blocks in :mod:`auditor.reports.kinds`, a definition in ``reports/``, and a recipe here. The command
line and the Reports screen read both, so neither has to be told.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.audit.details import AuditKind
from auditor.audit.permissions import Role
from auditor.errors import InputError
from auditor.measures.publication.profiles import Profile
from auditor.measures.publication.publisher import Publisher
from auditor.reports.definition import ReportDefinition
from auditor.reports.document import Document
from auditor.reports.kinds import KINDS, ReportData
from auditor.use_cases.reports.briefing import gather_briefing
from auditor.use_cases.reports.figures import gather_measures, gather_scorecard
from auditor.use_cases.reports.letter import finds_in_letter, gather_letter
from auditor.use_cases.reports.moderation import gather_moderation
from auditor.use_cases.reports.monthly import gather_monthly
from auditor.use_cases.reports.one_audit import finds_of_audit, gather_audit
from auditor.use_cases.reports.programme import gather_programme
from auditor.use_cases.reports.published_measures import publish_measures
from auditor.use_cases.reports.published_scorecard import publish_scorecard
from auditor.use_cases.reports.published_thematic import publish_thematic
from auditor.use_cases.reports.request import Part, Request
from auditor.use_cases.reports.team import TeamChoice, finds_in_team, gather_team
from auditor.use_cases.reports.thematic import ThematicChoice, gather_thematic
from auditor.use_cases.service import Service
from auditor.use_cases.show_measures import Choice

if TYPE_CHECKING:
    from auditor.audit.screening.in_audit import OpenFind

Gather = Callable[[Service, Request, ReportDefinition], ReportData]
Publish = Callable[[Service, Request, ReportDefinition, Publisher], ReportData]
Finds = Callable[[Service, Request, Document], "tuple[OpenFind, ...]"]


@dataclass(frozen=True)
class Recipe:
    """How a kind of report comes by its data.

    Attributes:
        kind: of :data:`auditor.reports.kinds.KINDS`.
        takes: what it can be asked to be of.
        gather: the data; the definition may set a level or a limit of its own.
        needs: which of them have to be said.
        finds: what in it may say who somebody is; most reports hold nothing that somebody typed.
        roles: who is offered it in the program; empty: by what it is of (see
            :func:`auditor.use_cases.reports.offers.may_build`).
        profiles: for whom it can be built.
        publish: of a public report, in place of ``gather``: its data, which holds what the publisher released only.
        published: the kind that is built in its place for a public profile; empty where there is none.
    """

    kind: str
    takes: frozenset[Part]
    gather: Gather
    needs: frozenset[Part] = frozenset()
    finds: Finds = lambda _service, _request, _document: ()
    roles: frozenset[Role] = frozenset()
    profiles: frozenset[Profile] = frozenset({Profile.INTERNAL})
    publish: Publish | None = None
    published: str = ""

    def check(self, request: Request) -> None:
        """Whether the request says what this report needs, and nothing that means nothing to it.

        Raises:
            InputError: it does not.
        """
        words = KINDS[self.kind].words
        self._check_profile(request, words)
        strange = sorted(request.parts - self.takes)
        if strange:
            takes = ", ".join(f"--{part}" for part in sorted(self.takes - {Part.AUDIT})) or "nothing more"
            raise InputError(
                f"The report '{request.report}' cannot be asked for by {' or '.join(strange)}.",
                f"It shows {words}, and takes: {takes}.",
                "Leave it out.",
            )
        missing = sorted(self.needs - request.parts)
        if missing:
            raise InputError(
                f"The report '{request.report}' is not said to be of any {missing[0]}.",
                f"It shows {words}.",
                f"Name one, as: auditor report build {request.report} {_EXAMPLES[missing[0]]} --out report.pdf",
            )

    def _check_profile(self, request: Request, words: str) -> None:
        if request.profile is Profile.INTERNAL and self.publish is not None:
            raise InputError(
                f"The report '{request.report}' is made to be published.",
                f"It shows {words}, with small numbers hidden.",
                "Say for whom with --profile dfe or --profile nhs, and for what with --why.",
            )
        if request.profile not in self.profiles:
            others = " or ".join(sorted(kind for kind, recipe in RECIPES.items() if recipe.published))
            raise InputError(
                f"The report '{request.report}' cannot be published.",
                f"It shows {words}: who reads it could tell of which child, or of which worker, it speaks.",
                f"Publish {others} with this profile, or leave --profile out and keep it inside.",
            )
        if self.publish is not None and Part.TEAM in request.parts:
            raise InputError(
                "What is published is of the whole service, not of some teams.",
                "Nobody records how many workers a team's audits rest on; with fewer than three it speaks of a person.",
                "Leave --team out.",
            )


def _audit(service: Service, request: Request, _definition: ReportDefinition) -> ReportData:
    assert request.audit is not None, "the recipe needs one"
    return gather_audit(service, request.audit)


def _letter(service: Service, request: Request, _definition: ReportDefinition) -> ReportData:
    assert request.audit is not None, "the recipe needs one"
    return gather_letter(service, request.audit)


def _finds_of_audit(service: Service, request: Request, _document: Document) -> "tuple[OpenFind, ...]":
    assert request.audit is not None, "the recipe needs one"
    return finds_of_audit(service, request.audit)


def _finds_in_letter(service: Service, request: Request, document: Document) -> "tuple[OpenFind, ...]":
    assert request.audit is not None, "the recipe needs one"
    return finds_in_letter(service, request.audit, document)


def _measures(service: Service, request: Request, _definition: ReportDefinition) -> ReportData:
    kinds = request.kinds or (AuditKind.FULL,)
    return gather_measures(service, Choice(request.first, request.last, request.teams, kinds))


def _scorecard(service: Service, request: Request, _definition: ReportDefinition) -> ReportData:
    return gather_scorecard(service, request.last, by_month=request.by_month)


def _thematic(service: Service, request: Request, definition: ReportDefinition) -> ReportData:
    return gather_thematic(service, _of_theme(request, definition))


def _briefing(service: Service, request: Request, definition: ReportDefinition) -> ReportData:
    return gather_briefing(service, _of_theme(request, definition))


def _of_theme(request: Request, definition: ReportDefinition) -> ThematicChoice:
    level = definition.strong_above if request.level is None else request.level
    return ThematicChoice(request.theme, request.first, request.last, request.teams, request.round_named, level)


def _moderation(service: Service, request: Request, _definition: ReportDefinition) -> ReportData:
    return gather_moderation(service, request.first, request.last)


def _team_choice(request: Request) -> TeamChoice:
    assert request.teams is not None, "the recipe needs one"
    return TeamChoice(request.teams, request.first, request.last)


def _team(service: Service, request: Request, _definition: ReportDefinition) -> ReportData:
    return gather_team(service, _team_choice(request))


def _finds_in_team(service: Service, request: Request, _document: Document) -> "tuple[OpenFind, ...]":
    return finds_in_team(service, _team_choice(request))


def _monthly(service: Service, request: Request, _definition: ReportDefinition) -> ReportData:
    return gather_monthly(service, request.last, request.teams)


def _programme(service: Service, request: Request, _definition: ReportDefinition) -> ReportData:
    return gather_programme(service, request.first, request.last)


def _never(_service: Service, _request: Request, _definition: ReportDefinition) -> ReportData:
    raise AssertionError("a public report is made of what the publisher released")


def _public(kind: str, takes: frozenset[Part], publish: Publish, needs: frozenset[Part] = frozenset()) -> Recipe:
    """The recipe of a public report; only the QA lead publishes."""
    return Recipe(
        kind,
        takes | {Part.MERGE},
        _never,
        needs,
        roles=frozenset({Role.QA_LEAD}),
        profiles=frozenset(Profile) - {Profile.INTERNAL},
        publish=publish,
    )


_OF_AUDIT = frozenset({Part.AUDIT})
_EXAMPLES = {Part.AUDIT: "9904093", Part.TEAM: "--team North"}
"""How somebody says what a report needs."""
_SPAN = frozenset({Part.FROM, Part.TO, Part.TEAM})
_SEE_FIGURES = frozenset(Role)
"""Who sees these figures in Measures, too: everybody, a team manager those of their own teams."""

RECIPES: dict[str, Recipe] = {
    recipe.kind: recipe
    for recipe in (
        Recipe("audit", _OF_AUDIT, _audit, _OF_AUDIT, _finds_of_audit),
        Recipe("measures", _SPAN | {Part.KIND}, _measures, roles=_SEE_FIGURES, published="published_measures"),
        Recipe(
            "scorecard",
            frozenset({Part.TO, Part.MONTHS}),
            _scorecard,
            roles=_SEE_FIGURES,
            published="published_scorecard",
        ),
        Recipe("thematic", _SPAN | {Part.THEME, Part.ROUND, Part.LEVEL}, _thematic, published="published_thematic"),
        Recipe("briefing", frozenset({Part.FROM, Part.TO, Part.THEME, Part.ROUND, Part.LEVEL}), _briefing),
        Recipe("letter", _OF_AUDIT, _letter, _OF_AUDIT, _finds_in_letter),
        Recipe("moderation", frozenset({Part.FROM, Part.TO}), _moderation),
        Recipe("team", _SPAN, _team, frozenset({Part.TEAM}), _finds_in_team),
        Recipe("monthly", frozenset({Part.TO, Part.TEAM}), _monthly),
        Recipe("programme", frozenset({Part.FROM, Part.TO}), _programme),
        _public("published_measures", frozenset({Part.FROM, Part.TO}), publish_measures),
        _public("published_scorecard", frozenset({Part.TO, Part.MONTHS}), publish_scorecard),
        _public(
            "published_thematic", frozenset({Part.FROM, Part.TO, Part.THEME, Part.ROUND, Part.LEVEL}), publish_thematic
        ),
    )
}
"""Every recipe, by the kind of report it is for."""
