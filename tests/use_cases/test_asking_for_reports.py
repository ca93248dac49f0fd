"""The form of a report: who is offered what, what can be chosen, and the request that follows."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from round_worlds import planned
from store_builders import World, finish, new_audit, team

from auditor.audit.details import AuditKind
from auditor.audit.permissions import Role
from auditor.errors import InputError, NotPermittedError
from auditor.measures.publication.profiles import Profile
from auditor.use_cases.audits.move_audit import submit_audit
from auditor.use_cases.reports.answers import EVERY, Ask, Said, typed
from auditor.use_cases.reports.asking import Asking, audits_to_choose, read_asking
from auditor.use_cases.reports.build import build_report, list_reports, preview
from auditor.use_cases.reports.offers import GROUPS, Offer, may_build, offers, plain_name
from auditor.use_cases.reports.recipes import RECIPES, Recipe
from auditor.use_cases.reports.request import Part, Request
from auditor.use_cases.service import Service

TODAY = date(2026, 11, 20)
PUBLIC = frozenset({Profile.DFE, Profile.NHS})


def offered(service: Service) -> dict[str, Offer]:
    return {one.id: one for one in offers(service).found}


def asking(service: Service, report: str) -> Asking:
    return read_asking(service, offered(service)[report])


def values(form: Asking, said: Said) -> dict[str, str]:
    return {one.name.value: one.value for one in form.fields(said)}


def made_up(**given: object) -> Asking:
    """The form of a kind of report that there may be one day."""
    recipe = Recipe("measures", gather=lambda *_: None, **given)  # type: ignore[arg-type,return-value]
    return Asking(Offer(made_up.definition, recipe, "Made up", GROUPS[0]), TODAY)  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def definition(service: Service) -> None:
    made_up.definition = offered(service)["measures"].definition  # type: ignore[attr-defined]


# -- who is offered what ----------------------------------------------------------------------------------------------


def test_each_person_is_offered_what_goes_with_their_role(world: World) -> None:
    lead, auditor, manager, moderator = (offers(world.open(name)) for name in ("Sam", "Ada", "Tess", "Mo"))
    assert {one.recipe.kind for one in lead.found} == set(RECIPES)
    assert lead.others == 0
    for found in (auditor, manager, moderator):
        assert {"audit", "measures", "scorecard"} <= {one.id for one in found.found}, "the figures are in Measures too"
        assert not {"thematic", "monthly", "measures-published"} & {one.id for one in found.found}
        assert len(found.found) + found.others == len(lead.found)


@pytest.mark.parametrize("name", ["Sam", "Ada", "Tess", "Mo"])
def test_who_is_offered_a_report_may_build_it_and_nobody_else(world: World, name: str) -> None:
    """The screen offers what the command line builds: whatever each of the two asks, it is the same report."""
    with closing(world.open("Ada")) as ada:
        audit = new_audit(ada)
        finish(ada, audit)
        submit_audit(ada, audit)
    service = world.open(name)
    north, mine = team(service), {one.id for one in offers(service).found}
    for definition in list_reports():
        recipe = RECIPES[definition.report]
        if Part.AUDIT in recipe.needs:
            continue  # who may read the audit, not who has a role, decides
        public = Profile.INTERNAL not in recipe.profiles
        request = Request(
            definition.id,
            teams=(north,) if Part.TEAM in recipe.needs else None,
            theme="supervision" if Part.THEME in recipe.takes else "",
            profile=Profile.DFE if public else Profile.INTERNAL,
            why="so" if public else "",
        )
        try:
            build_report(service, request, ["text"])
            refused = False
        except NotPermittedError:
            refused = True
        except InputError:
            refused = False  # there is too little to publish in a store with one audit
        assert refused is (definition.id not in mine), definition.id


def test_a_kind_without_roles_of_its_own_goes_by_what_it_is_of(world: World) -> None:
    people = {name: world.open(name).person for name in ("Sam", "Ada", "Tess")}

    def who(needs: Part | None) -> set[str]:
        recipe = Recipe("team", frozenset(Part), lambda *_: None, frozenset({needs} if needs else ()))  # type: ignore[arg-type,return-value]
        return {name for name, person in people.items() if may_build(person, recipe)}

    assert who(None) == who(Part.THEME) == {"Sam"}
    assert who(Part.TEAM) == {"Sam", "Tess"}
    assert who(Part.AUDIT) == {"Sam", "Ada", "Tess"}


def test_reports_stand_under_what_they_are_of(service: Service) -> None:
    found = offers(service).found
    groups = [GROUPS.index(one.group) for one in found]
    assert groups == sorted(groups)
    by_id = {one.id: (one.name, one.group) for one in found}
    assert by_id["thematic"] == ("Thematic audit", "A theme")
    assert by_id["audit"] == ("Case file audit", "One audit")
    assert by_id["scorecard"] == ("Scorecard of the improvement plan", "The whole service")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Thematic audit: {theme}", "Thematic audit"),
        ("{team}: what its audits said", "what its audits said"),
        ("Audits in {period}", ""),
        ("Learning · {theme}", "Learning"),
    ],
)
def test_a_name_without_what_is_filled_in(title: str, name: str) -> None:
    assert plain_name(title) == name


# -- fields -----------------------------------------------------------------------------------------------------------


def test_measures_begin_with_the_latest_quarter_of_every_team_and_full_audits(service: Service) -> None:
    form = asking(service, "measures")
    assert values(form, Said()) == {"months": "2026-07/2026-09", "teams": EVERY, "kind": "full"}
    assert form.request(Said()) == Request(
        "measures", first="2026-07", last="2026-09", kinds=(AuditKind.FULL,), teams=None
    )
    assert [one.words for one in form.fields(Said())] == ["July 2026 to September 2026", "every team", "full audits"]


def test_what_is_chosen_is_asked_for(service: Service) -> None:
    form, north = asking(service, "measures"), team(service)
    said = Said().put(Ask.SPAN, EVERY).put(Ask.TEAMS, str(north)).put(Ask.KIND, "re_audit")
    assert form.request(said) == Request("measures", teams=(north,), kinds=(AuditKind.RE_AUDIT,))
    assert values(form, said.put(Ask.TEAMS, ""))["teams"] == EVERY


def test_several_teams_and_kinds_are_chosen_together(service: Service) -> None:
    form, both = asking(service, "measures"), (team(service), team(service, "South"))
    said = Said().put(Ask.TEAMS, f"{both[1]},{both[0]}").put(Ask.KIND, "re_audit,full")
    asked = form.request(said)
    assert set(asked.teams or ()) == set(both)
    assert asked.kinds == (AuditKind.FULL, AuditKind.RE_AUDIT)
    words = {one.name: one.words for one in form.fields(said)}
    assert (words[Ask.TEAMS], words[Ask.KIND]) == ("North, South", "full audits, re-audits")
    assert form.file_name(said) == "measures-2-teams-2026-07-to-2026-09"
    assert preview(service, asked).title == "Audit measures"
    one_team = asking(service, "team")
    assert [field.missing for field in one_team.missing(said)] == ["Choose the team."], "that report is of one"
    of_one = Said().put(Ask.TEAM, str(both[0]))
    assert one_team.request(of_one).teams == both[:1]
    assert form.request(of_one).teams is None, "what another report was of does not make this one smaller"


def test_the_form_says_whose_figures_it_builds(world: World) -> None:
    """Whoever manages a team and audits as well sees every team in Measures, and so in the report."""
    tess = world.open("Tess")
    both = replace(tess, person=replace(tess.person, roles=tess.person.roles | {Role.AUDITOR}))
    form = asking(both, "measures")
    assert [one.words for one in form.fields(Said()) if one.name is Ask.TEAMS] == ["every team"]
    assert [name for _, name in form.teams] == ["North", "South"]
    assert [name for _, name in asking(both, "team").teams] == ["North"]


def test_every_choice_of_every_field_can_be_asked_for(service: Service) -> None:
    planned(service, kind=AuditKind.THEMATIC, theme="supervision")
    for offer in offers(service).found:
        form = read_asking(service, offer)
        for one in form.fields(Said()):
            for value, words in one.choices:
                assert words
                stands = {field.name: field for field in form.fields(Said().put(one.name, value))}
                assert stands[one.name].value == value


def test_a_theme_has_to_be_chosen_or_a_round_of_it(service: Service) -> None:
    winter = planned(service, kind=AuditKind.THEMATIC, theme="supervision")
    planned(service, "of full audits")
    form = asking(service, "thematic")
    with pytest.raises(InputError, match="not said yet") as refused:
        form.request(Said())
    assert refused.value.detail == "Choose the theme."
    said = Said().put(Ask.THEME, "supervision").put(Ask.LEVEL, "85")
    asked = form.request(said)
    assert (asked.theme, asked.level, asked.first, asked.last) == ("supervision", 85, "2026-07", "2026-09")
    field = next(one for one in form.fields(said) if one.name is Ask.ROUND)
    assert [value for value, _ in field.choices] == [EVERY, winter.id]
    in_round = form.request(said.put(Ask.ROUND, winter.id))
    assert in_round == Request("thematic", round_named=winter.id, level=85)
    preview(service, in_round)


def test_the_usual_level_is_left_to_the_definition(service: Service) -> None:
    said = Said().put(Ask.THEME, "supervision").put(Ask.LEVEL, "80")
    assert asking(service, "thematic").request(said).level is None


def test_without_a_round_none_is_asked_for(service: Service) -> None:
    assert "round" not in values(asking(service, "thematic"), Said())


def test_a_quarter_or_a_month_of_the_scorecard(service: Service) -> None:
    form = asking(service, "scorecard")
    assert values(form, Said()) == {"period": "quarter", "last": "2026-09"}
    assert form.request(Said()) == Request("scorecard", last="2026-09")
    quarter = Said().put(Ask.LAST, "2026-06")
    assert [one.words for one in form.fields(quarter)] == ["a quarter", "April 2026 to June 2026"]
    month = quarter.put(Ask.PERIOD, "month")
    assert form.request(month) == Request("scorecard", last="2026-10", by_month=True)


def test_a_report_of_one_team_asks_which(service: Service) -> None:
    form = made_up(takes=frozenset({Part.TEAM}), needs=frozenset({Part.TEAM}))
    assert [one.missing for one in form.missing(Said())] == ["There is no team that you may choose."]
    two = Asking(form.offer, TODAY, (("1", "North"), ("2", "South")))
    assert [one.missing for one in two.missing(Said())] == ["Choose the team."]
    assert values(Asking(form.offer, TODAY, (("1", "North"),)), Said()) == {"team": "1"}


def test_a_manager_chooses_among_their_own_teams(world: World) -> None:
    tess, sam = world.open("Tess"), world.open("Sam")
    form = asking(tess, "measures")
    assert [name for _, name in form.teams] == ["North"]
    assert [one.words for one in form.fields(Said()) if one.name is Ask.TEAMS] == ["all your teams"]
    assert [name for _, name in asking(sam, "measures").teams] == ["North", "South"]


def test_what_is_published_says_what_is_hidden_and_why_it_is(service: Service) -> None:
    form = made_up(takes=frozenset(), profiles=frozenset(Profile))
    assert values(form, Said()) == {"profile": "internal"}
    said = Said().put(Ask.PROFILE, "dfe")
    assert [one.missing for one in form.missing(said)] == ["Say for what it is published."]
    asked = form.request(said.put(Ask.WHY, "the board"))
    assert (asked.profile, asked.why) == (Profile.DFE, "the board")
    assert form.request(said.put(Ask.WHY, "the board").put(Ask.PROFILE, "internal")).why == ""
    words = dict(form.fields(Said())[0].choices)
    assert "1 to 5 becomes c" in words["dfe"]
    assert "hides nothing" in words["internal"]
    public = made_up(takes=frozenset(), profiles=PUBLIC)
    assert values(public, Said()) == {"profile": "dfe", "why": ""}


def test_only_what_a_report_takes_is_asked(service: Service) -> None:
    """Whatever kinds there are or will be: a form never asks for what its recipe would refuse."""
    audit = audits_to_choose(service)
    for offer in offers(service).found:
        form, said = read_asking(service, offer), Said()
        said = said.put(Ask.THEME, "supervision").put(Ask.TEAM, str(team(service))).put(Ask.WHY, "so")
        if missing := form.missing(said):
            assert [one.name for one in missing] == [Ask.AUDIT], offer.id
            assert not audit
            continue
        offer.recipe.check(form.request(said))


# -- which audit ------------------------------------------------------------------------------------------------------


def test_audits_to_choose_are_those_one_may_read(world: World, new_audit: Callable[..., UUID]) -> None:
    sam, ada = world.open("Sam"), world.open("Ada")
    audit = new_audit("9900001")
    finish(sam, audit, overall="inadequate")
    submit_audit(sam, audit)
    new_audit("9900002", team=team(sam, "South"))
    found = audits_to_choose(sam)
    assert [one.lcs_number for one in found] == ["9900001", "9900002"]  # the draft after the other
    (one,) = audits_to_choose(sam, " 0001 ")
    assert one.id == audit
    assert one.words == "9900001 · full audit as at 20/11/2026 · submitted · North"
    assert audits_to_choose(ada) == ()
    form = asking(sam, "audit")
    assert [field.missing for field in form.missing(Said())] == ["Choose the audit."]
    said = Said().of(one)
    assert form.request(said) == Request("audit", audit=audit)
    assert form.file_name(said) == "audit-9900001"


# -- what is typed ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("09/2026", "2026-09/2026-09"),
        ("2026-09 to 2026-10", "2026-09/2026-10"),
        ("Sep to Oct 2026", "2026-09/2026-10"),
        ("september 2026 - october 2026", "2026-09/2026-10"),
        ("2026/27 Q2", "2026-07/2026-09"),
        ("2025/26 q4 to 2026/27 q1", "2026-01/2026-06"),
    ],
)
def test_months_are_typed_as_people_write_them(line: str, value: str) -> None:
    assert typed(Ask.SPAN, line, TODAY) == value


@pytest.mark.parametrize(
    ("field", "line", "why"),
    [
        (Ask.SPAN, "soon", "no span of months"),
        (Ask.SPAN, "Jan 2026 to Feb 2026 to Mar 2026", "no span of months"),
        (Ask.SPAN, "10/2026 to 09/2026", "after the last"),
        (Ask.SPAN, "12/2026", "has not come yet"),
        (Ask.LAST, "13/2026", "no span of months"),
        (Ask.LEVEL, "49", "no level"),
        (Ask.LEVEL, "100", "no level"),
        (Ask.LEVEL, "high", "no level"),
    ],
)
def test_what_cannot_be_is_refused(field: Ask, line: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        typed(field, line, TODAY)


def test_other_lines(service: Service) -> None:
    assert typed(Ask.LAST, "2026/27 Q2", TODAY) == "2026-09"
    assert typed(Ask.LEVEL, " 85 % ", TODAY) == "85"
    assert typed(Ask.WHY, "  for the  board ", TODAY) == "for the board"


# -- names of files ---------------------------------------------------------------------------------------------------


def test_files_are_named_by_what_they_are_of(service: Service) -> None:
    winter = planned(service, "Winter: 2026!", kind=AuditKind.THEMATIC, theme="supervision")
    thematic, measures = asking(service, "thematic"), asking(service, "measures")
    said = Said().put(Ask.THEME, "supervision").put(Ask.SPAN, "2026-09/2026-10")
    assert thematic.file_name(said) == "thematic-supervision-2026-09-to-2026-10"
    assert thematic.file_name(said.put(Ask.ROUND, winter.id)) == "thematic-winter-2026"
    assert measures.file_name(said.put(Ask.TEAMS, str(team(service)))) == "measures-north-2026-09-to-2026-10"
    assert measures.file_name(Said().put(Ask.SPAN, EVERY)) == "measures"
    assert asking(service, "scorecard").file_name(Said()) == "scorecard-2026-07-to-2026-09"
    assert asking(service, "scorecard").file_name(Said().put(Ask.PERIOD, "month")) == "scorecard-2026-10"
    form = made_up(takes=frozenset(), profiles=PUBLIC)
    assert form.file_name(Said()) == "measures-dfe"


def test_a_qa_lead_chooses_among_all_rounds_of_a_theme(world: World) -> None:
    sam = world.open("Sam")
    planned(sam, kind=AuditKind.THEMATIC, theme="supervision")
    assert Role.QA_LEAD not in world.open("Tess").person.roles
    form = asking(sam, "thematic")
    other = Said().put(Ask.THEME, "domestic-abuse")
    field = next(one for one in form.fields(other) if one.name is Ask.ROUND)
    assert [value for value, _ in field.choices] == [EVERY]
