"""Which reports a person is offered, and in which order. What one may see in it is decided where it is gathered."""

import re
from dataclasses import dataclass
from pathlib import Path

from auditor.audit.permissions import Person, Role
from auditor.measures.publication.profiles import Profile
from auditor.reports.definition import ReportDefinition
from auditor.use_cases.reports.build import list_reports
from auditor.use_cases.reports.recipes import RECIPES, Recipe
from auditor.use_cases.reports.request import Part
from auditor.use_cases.service import Service

GROUPS = ("The whole service", "A theme", "A team", "One audit", "To be published")
_SERVICE, _THEME, _TEAM, _AUDIT, _PUBLIC = GROUPS
_EVERYBODY = frozenset(Role)
_LEADS = frozenset({Role.QA_LEAD})


@dataclass(frozen=True)
class Offer:
    """A report that somebody can ask for.

    Attributes:
        name: what it is called before anything was said of it.
        group: one of :data:`GROUPS`: what it is of.
    """

    definition: ReportDefinition
    recipe: Recipe
    name: str
    group: str

    @property
    def id(self) -> str:
        """Of its definition."""
        return self.definition.id


@dataclass(frozen=True)
class Offers:
    """What somebody is offered.

    Attributes:
        found: by group, then by name.
        others: how many more there are, for people with other roles.
    """

    found: tuple[Offer, ...]
    others: int


def offers(service: Service, folder: Path | None = None) -> Offers:
    """The reports that the person working is offered.

    Raises:
        ProblemsError: the definitions have problems; all are carried.
    """
    every = [_offer(definition) for definition in list_reports(folder)]
    found = [one for one in every if may_build(service.person, one.recipe)]
    found.sort(key=lambda one: (GROUPS.index(one.group), one.name.casefold(), one.id))
    return Offers(tuple(found), len(every) - len(found))


def may_build(person: Person, recipe: Recipe) -> bool:
    """Whether a person is offered a kind of report.

    Of one audit: everybody, and they choose among the audits they may read. Of one team: whoever manages teams. All
    others: the QA lead, unless the recipe names more roles.
    """
    return bool(person.roles & (recipe.roles or _roles_by_what_it_is_of(recipe)))


def plain_name(title: str) -> str:
    """A definition's title without what is filled in: "Thematic audit" of "Thematic audit: {theme}"."""
    parts = [part for part in re.split(r":\s+|\s+[·–]\s+", title) if "{" not in part]
    return " ".join(parts[0].split()) if parts else ""


def _roles_by_what_it_is_of(recipe: Recipe) -> frozenset[Role]:
    if Part.AUDIT in recipe.needs:
        return _EVERYBODY
    return _LEADS | {Role.TEAM_MANAGER} if Part.TEAM in recipe.needs else _LEADS


def _offer(definition: ReportDefinition) -> Offer:
    recipe = RECIPES[definition.report]
    name = plain_name(definition.title) or definition.id.replace("_", " ").replace("-", " ").capitalize()
    return Offer(definition, recipe, name, _group(recipe))


def _group(recipe: Recipe) -> str:
    if Profile.INTERNAL not in recipe.profiles:
        return _PUBLIC
    if Part.AUDIT in recipe.needs:
        return _AUDIT
    if Part.TEAM in recipe.needs:
        return _TEAM
    return _THEME if Part.THEME in recipe.takes else _SERVICE
