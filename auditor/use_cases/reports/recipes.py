"""How each kind of report comes by its data, and what it can be asked to be of.

To add a kind: its blocks in :mod:`auditor.reports.kinds`, a definition in ``reports/``, and a recipe here. The command
line and the Reports screen read both, so neither has to be told.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from auditor.audit.details import AuditKind
from auditor.errors import InputError
from auditor.measures.publication.profiles import Profile
from auditor.reports.definition import ReportDefinition
from auditor.reports.kinds import KINDS, ReportData
from auditor.use_cases.reports.figures import gather_measures, gather_scorecard
from auditor.use_cases.reports.one_audit import gather_audit
from auditor.use_cases.reports.request import Part, Request
from auditor.use_cases.reports.thematic import ThematicChoice, gather_thematic
from auditor.use_cases.service import Service
from auditor.use_cases.show_measures import Choice

Gather = Callable[[Service, Request, ReportDefinition], ReportData]


@dataclass(frozen=True)
class Recipe:
    """How a kind of report comes by its data.

    Attributes:
        kind: of :data:`auditor.reports.kinds.KINDS`.
        takes: what it can be asked to be of.
        gather: the data; the definition may set a level or a limit of its own.
        needs: which of them have to be said.
    """

    kind: str
    takes: frozenset[Part]
    gather: Gather
    needs: frozenset[Part] = frozenset()

    def check(self, request: Request) -> None:
        """Whether the request says what this report needs, and nothing that means nothing to it.

        Raises:
            InputError: it does not.
        """
        words = KINDS[self.kind].words
        if request.profile is not Profile.INTERNAL:
            raise InputError(
                f"The report '{request.report}' cannot be published.",
                f"It shows {words}, with small numbers as they are.",
                "Build it without --profile, and keep it inside.",
            )
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
                f"Name one, as: auditor report build {request.report} 9904093 --out report.pdf",
            )


def _audit(service: Service, request: Request, _definition: ReportDefinition) -> ReportData:
    assert request.audit is not None, "the recipe needs one"
    return gather_audit(service, request.audit)


def _measures(service: Service, request: Request, _definition: ReportDefinition) -> ReportData:
    kinds = request.kinds or (AuditKind.FULL,)
    return gather_measures(service, Choice(request.first, request.last, request.teams, kinds))


def _scorecard(service: Service, request: Request, _definition: ReportDefinition) -> ReportData:
    return gather_scorecard(service, request.last, by_month=request.by_month)


def _thematic(service: Service, request: Request, definition: ReportDefinition) -> ReportData:
    choice = ThematicChoice(
        request.theme, request.first, request.last, request.teams, request.round_named, request.level
    )
    data = gather_thematic(service, choice)
    return data if request.level is not None else replace(data, level=definition.strong_above)


_SPAN = frozenset({Part.FROM, Part.TO, Part.TEAM})

RECIPES: dict[str, Recipe] = {
    recipe.kind: recipe
    for recipe in (
        Recipe("audit", frozenset({Part.AUDIT}), _audit, frozenset({Part.AUDIT})),
        Recipe("measures", _SPAN | {Part.KIND}, _measures),
        Recipe("scorecard", frozenset({Part.TO, Part.MONTHS}), _scorecard),
        Recipe("thematic", _SPAN | {Part.THEME, Part.ROUND, Part.LEVEL}, _thematic),
    )
}
"""Every recipe, by the kind of report it is for."""
