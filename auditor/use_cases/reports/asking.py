"""The form of a report: its fields, what can be chosen in each, and the request that follows.

Pure once it is read, so that a screen only draws it. What was said is kept for every report: months chosen for one
stand in the form of the next.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from auditor.audit.details import KIND_WORDS, AuditKind
from auditor.audit.permissions import Role
from auditor.audit.states import State
from auditor.audit.whole_months import Months, month_before, periods_up_to
from auditor.errors import InputError
from auditor.measures.publication.profiles import Profile
from auditor.reports.words import months_words
from auditor.store.records import AuditFilter, AuditSummary
from auditor.use_cases.audits.list_work import list_audits
from auditor.use_cases.reports.answers import (
    EVERY,
    HOW_TO_TYPE,
    PROFILE_WORDS,
    Ask,
    Field,
    PickedAudit,
    Said,
    joined,
    split,
)
from auditor.use_cases.reports.offers import Offer
from auditor.use_cases.reports.request import Part, Request
from auditor.use_cases.rounds.plan import every_round
from auditor.use_cases.service import Service
from auditor.use_cases.show_measures import Choice, narrowed

MOST_LISTED = 50
"""Audits that are listed to choose from; typing part of a number finds the others."""
_LEVELS, _MONTHS, _QUARTERS, _LONGEST = (70, 75, 80, 85, 90), 12, 8, 80
_SUBMITTED = tuple(state for state in State if state not in (State.DRAFT, State.VOID))
_UNCOUNTED = AuditKind.CALIBRATION
_BY_MONTH, _BY_QUARTER = "month", "quarter"
_FOUR, _MERGED = "four", "merged"
_ASKED_BY: dict[Part, Ask] = {
    Part.AUDIT: Ask.AUDIT,
    Part.THEME: Ask.THEME,
    Part.ROUND: Ask.ROUND,
    Part.MONTHS: Ask.PERIOD,
    Part.TEAM: Ask.TEAMS,
    Part.KIND: Ask.KIND,
    Part.LEVEL: Ask.LEVEL,
    Part.MERGE: Ask.MERGE,
}
_OF_A_ROUND = frozenset({Ask.THEME, Ask.SPAN, Ask.LAST, Ask.PERIOD, Ask.TEAMS})
"""What a round decides by itself."""


@dataclass(frozen=True)
class Asking:
    """The form of one report.

    Attributes:
        teams: id and name of each that can be chosen.
        every_team: what stands for no choice of a team.
        themes: id and title.
        rounds: id, name and theme.
    """

    offer: Offer
    today: date
    teams: tuple[tuple[str, str], ...] = ()
    every_team: str = "every team"
    themes: tuple[tuple[str, str], ...] = ()
    rounds: tuple[tuple[str, str, str], ...] = ()

    # -- fields ---------------------------------------------------------------------------------------------------

    def fields(self, said: Said) -> tuple[Field, ...]:
        """The fields, in the order in which they are asked."""
        made = {name: self._field(name, said) for name in self._asked(said)}
        return tuple(made[name] for name in Ask if name in made)

    def missing(self, said: Said) -> tuple[Field, ...]:
        """The fields in which something has to be said, and is not."""
        return tuple(one for one in self.fields(said) if one.missing)

    def _asked(self, said: Said) -> frozenset[Ask]:
        recipe = self.offer.recipe
        asked = {_ASKED_BY[part] for part in recipe.takes if part in _ASKED_BY}
        if Part.TEAM in recipe.needs:
            asked = asked - {Ask.TEAMS} | {Ask.TEAM}
        if {Part.FROM, Part.TO} <= recipe.takes:
            asked.add(Ask.SPAN)
        elif recipe.takes & {Part.FROM, Part.TO}:
            asked.add(Ask.LAST)
        if not self.rounds:
            asked.discard(Ask.ROUND)
        if len(recipe.profiles) > 1:
            asked.add(Ask.PROFILE)
        if any(profile is not Profile.INTERNAL for profile in recipe.profiles) and self._profile(said) != "internal":
            asked.add(Ask.WHY)
        if Ask.ROUND in asked and self._round(said):
            asked -= _OF_A_ROUND
        return frozenset(asked)

    def _field(self, name: Ask, said: Said) -> Field:
        value = said.answers.get(name, "")
        match name:
            case Ask.AUDIT:
                words = said.audit.words if said.audit else ""
                chosen = str(said.audit.id) if said.audit else ""
                return Field(name, "Audit", chosen, words, missing="" if chosen else "Choose the audit.")
            case Ask.THEME:
                return _chosen(name, "Theme", value, self.themes, missing="Choose the theme.")
            case Ask.ROUND:
                return _chosen(name, "Round", self._round(said) or EVERY, self._round_choices(said))
            case Ask.SPAN:
                return self._span(value)
            case Ask.PERIOD:
                choices = ((_BY_QUARTER, "a quarter"), (_BY_MONTH, "a month"))
                return _chosen(name, "Period", value, choices, usual=_BY_QUARTER)
            case Ask.LAST:
                return self._last(value, said)
            case Ask.TEAM:
                return self._team(value)
            case Ask.TEAMS:
                return _several(name, "Teams", value, self.teams, EVERY, self.every_team)
            case Ask.KIND:
                kinds = tuple((kind.value, f"{KIND_WORDS[kind]}s") for kind in AuditKind if kind is not _UNCOUNTED)
                usual = AuditKind.FULL
                return _several(name, "Kinds", value, kinds, usual.value, f"{KIND_WORDS[usual]}s")
            case Ask.LEVEL:
                return self._level(value)
            case Ask.PROFILE:
                profiles = tuple((one.value, PROFILE_WORDS[one]) for one in Profile if one in self._profiles)
                return _chosen(name, "For whom", self._profile(said), profiles)
            case Ask.MERGE:
                choices = (
                    (_FOUR, "each of the four"),
                    (_MERGED, "requires improvement and inadequate as one: less is hidden"),
                )
                return _chosen(name, "Grades", value, choices, usual=_FOUR)
            case Ask.WHY:
                missing = "" if value else "Say for what it is published."
                return Field(name, "Published for", value, value, typed=HOW_TO_TYPE[name], missing=missing)

    @property
    def _profiles(self) -> frozenset[Profile]:
        return self.offer.recipe.profiles

    def _profile(self, said: Said) -> str:
        value = said.answers.get(Ask.PROFILE, "")
        known = [one.value for one in Profile if one in self._profiles]
        return value if value in known else known[0]

    def _round(self, said: Said) -> str:
        value = said.answers.get(Ask.ROUND, "")
        return value if value in {one for one, _, _ in self.rounds} else ""

    def _round_choices(self, said: Said) -> tuple[tuple[str, str], ...]:
        theme = said.answers.get(Ask.THEME, "") if Part.THEME in self.offer.recipe.takes else ""
        titles = dict(self.themes)
        chosen = self._round(said)
        fitting = [one for one in self.rounds if chosen or theme in ("", one[2])]
        named = tuple((round_id, " · ".join(filter(None, (name, titles.get(of))))) for round_id, name, of in fitting)
        return ((EVERY, "none: by months and teams"), *named)

    def _span(self, value: str) -> Field:
        month = f"{self.today:%Y-%m}"
        quarter = Months.quarter_of(month).before()
        last = month_before(month)
        spans = [
            ("the latest quarter", quarter.first, quarter.last),
            ("the quarter before", quarter.before().first, quarter.before().last),
            ("the latest month", last, last),
            ("this month so far", month, month),
            ("the latest 12 months", month_before(last, _MONTHS - 1), last),
        ]
        choices = tuple((f"{one}/{two}", f"{words}: {months_words(one, two)}") for words, one, two in spans)
        if Part.FROM not in self.offer.recipe.needs:
            choices += ((EVERY, "all months"),)
        stands = value or choices[0][0]
        words = "all months" if stands == EVERY else months_words(*_span_of(stands))
        return Field(Ask.SPAN, "Months", stands, words, choices, HOW_TO_TYPE[Ask.SPAN])

    def _last(self, value: str, said: Said) -> Field:
        by_month = Part.MONTHS not in self.offer.recipe.takes or said.answers.get(Ask.PERIOD) == _BY_MONTH
        this = f"{self.today:%Y-%m}"
        over = month_before(this) if by_month else Months.quarter_of(this).before().last
        found = periods_up_to(over, _MONTHS if by_month else _QUARTERS, by_month=by_month)
        choices = tuple((one.last, months_words(one.first, one.last)) for one in reversed(found))
        stands = value or choices[0][0]
        of = Months.month(stands) if by_month else Months.quarter_of(stands)
        label = "Month" if by_month else "Quarter"
        return Field(Ask.LAST, label, stands, months_words(of.first, of.last), choices, HOW_TO_TYPE[Ask.LAST])

    def _team(self, value: str) -> Field:
        only = self.teams[0][0] if len(self.teams) == 1 else ""
        missing = "Choose the team." if self.teams else "There is no team that you may choose."
        return _chosen(Ask.TEAM, "Team", value, self.teams, usual=only, missing=missing)

    def _level(self, value: str) -> Field:
        usual = self.offer.definition.strong_above
        levels = sorted({*_LEVELS, usual})
        said = {str(level): f"{level}%" + (", as the report says" if level == usual else "") for level in levels}
        stands = value or str(usual)
        words = f"more than {stands}% met it"
        return Field(Ask.LEVEL, "Strong when", stands, words, tuple(said.items()), HOW_TO_TYPE[Ask.LEVEL])

    # -- what follows ---------------------------------------------------------------------------------------------

    def request(self, said: Said) -> Request:
        """What is asked for.

        Raises:
            InputError: something has to be said, and is not; all of it is named.
        """
        if missing := [one.missing for one in self.missing(said)]:
            raise InputError("It is not said yet what the report is of.", "\n".join(missing), "Choose, and try again.")
        stands = {one.name: one.value for one in self.fields(said)}
        first, last = self._months(stands)
        teams = split(stands.get(Ask.TEAM) or stands.get(Ask.TEAMS, EVERY))
        kinds = split(stands.get(Ask.KIND, ""))
        level = stands.get(Ask.LEVEL, "")
        in_round = stands.get(Ask.ROUND, EVERY)
        profile = Profile(self._profile(said))
        return Request(
            report=self.offer.id,
            audit=UUID(stands[Ask.AUDIT]) if Ask.AUDIT in stands else None,
            first=first,
            last=last,
            teams=None if teams == (EVERY,) else tuple(UUID(team) for team in teams),
            kinds=tuple(AuditKind(kind) for kind in kinds),
            theme=stands.get(Ask.THEME, ""),
            round_named="" if in_round == EVERY else in_round,
            level=None if level in ("", str(self.offer.definition.strong_above)) else int(level),
            by_month=stands.get(Ask.PERIOD) == _BY_MONTH,
            profile=profile,
            why=stands.get(Ask.WHY, "") if profile is not Profile.INTERNAL else "",
            merged=stands.get(Ask.MERGE) == _MERGED,
        )

    def _months(self, stands: Mapping[Ask, str]) -> tuple[str | None, str | None]:
        if Ask.SPAN in stands and stands[Ask.SPAN] != EVERY:
            return _span_of(stands[Ask.SPAN])
        if Ask.LAST not in stands:
            return None, None
        return (None, stands[Ask.LAST]) if Part.TO in self.offer.recipe.takes else (stands[Ask.LAST], None)

    def file_name(self, said: Said) -> str:
        """A name for its files, without an ending: ``thematic-supervision-2026-09-to-2026-10``."""
        stands = {one.name: one.value for one in self.fields(said)}
        names = {one: name for one, name, _ in self.rounds} | dict(self.teams)
        parts = [self.offer.id, said.audit.lcs_number if Ask.AUDIT in stands and said.audit else ""]
        parts += [stands.get(Ask.THEME, "")]
        parts.append(names.get(stands.get(Ask.ROUND, ""), ""))
        teams = split(stands.get(Ask.TEAM) or stands.get(Ask.TEAMS, ""))
        parts.append(f"{len(teams)}-teams" if len(teams) > 1 else names.get("".join(teams), ""))
        if Ask.LAST in stands:
            by_month = Ask.PERIOD not in stands or stands[Ask.PERIOD] == _BY_MONTH
            of = Months.month(stands[Ask.LAST]) if by_month else Months.quarter_of(stands[Ask.LAST])
            parts.append(_months_in_name(of.first, of.last))
        elif stands.get(Ask.SPAN, EVERY) != EVERY:
            parts.append(_months_in_name(*_span_of(stands[Ask.SPAN])))
        profile = self._profile(said)
        parts.append("" if profile == Profile.INTERNAL else profile)
        name = "-".join(slug for part in parts if (slug := re.sub(r"[^a-z0-9]+", "-", part.casefold()).strip("-")))
        return name[:_LONGEST].rstrip("-")


def read_asking(service: Service, offer: Offer) -> Asking:
    """The form of a report: what can be chosen now.

    Raises:
        ProblemsError: the standards cannot be read.
    """
    person, takes = service.person, offer.recipe.takes
    leads = Role.QA_LEAD in person.roles
    # As the report itself narrows it: one of a team is for those who manage it, figures are for all but managers alone.
    own = not leads if Part.TEAM in offer.recipe.needs else narrowed(service, Choice()).teams is not None
    with service.store.reading() as reader:
        teams = reader.teams().values() if Part.TEAM in takes else ()
        rounds = every_round(reader) if Part.ROUND in takes and leads else []
    themes = service.standards.themes if takes & {Part.THEME, Part.ROUND} else {}
    return Asking(
        offer,
        service.today(),
        tuple((str(team.id), team.name) for team in teams if not own or team.id in person.teams),
        "all your teams" if own else "every team",
        tuple((name, theme.title) for name, theme in themes.items()),
        tuple((one.id, one.name, one.theme) for one in rounds if one.theme or Part.THEME not in takes),
    )


def audits_to_choose(service: Service, part: str = "") -> tuple[PickedAudit, ...]:
    """Audits that the person may read, drafts last: which they are, and nothing that was found in them.

    Args:
        part: of an LCS number.
    """
    teams = {team.id: team.name for team in service.teams().values()}
    found: list[AuditSummary] = []
    for states in (_SUBMITTED, (State.DRAFT,)):
        found += list_audits(service, AuditFilter(text=part.strip(), states=states), 0, MOST_LISTED - len(found))
    return tuple(
        PickedAudit(
            one.audit_id,
            one.lcs_number,
            f"{one.lcs_number} · {KIND_WORDS[AuditKind(one.kind)]} as at {one.as_at:%d/%m/%Y} · "
            f"{one.state.value} · {teams.get(one.team_id, '')}",
        )
        for one in found
    )


def _span_of(value: str) -> tuple[str, str]:
    first, _, last = value.partition("/")
    return first, last or first


def _months_in_name(first: str, last: str) -> str:
    return first if first == last else f"{first}-to-{last}"


def _chosen(
    name: Ask, label: str, value: str, choices: tuple[tuple[str, str], ...], *, usual: str = "", missing: str = ""
) -> Field:
    """A field answered by one of some choices; an answer that is none of them was given for another report."""
    words = dict(choices)
    stands = value if value in words else usual
    return Field(name, label, stands, words.get(stands, ""), choices, missing="" if stands in words else missing)


def _several(
    name: Ask, label: str, value: str, choices: tuple[tuple[str, str], ...], usual: str, usual_words: str
) -> Field:
    """A field in which several can be chosen; what is none of the choices was given for another report.

    Args:
        usual: what stands where none is chosen, and its words; it may be one of the choices.
    """
    given = frozenset(split(value))
    found = [(one, words) for one, words in choices if one in given]
    stands = joined(one for one, _ in found) or usual
    words = ", ".join(words for _, words in found) or usual_words
    return Field(name, label, stands, words, choices, several=usual_words)
