"""Agreement and leniency over real moderations: kept apart by how they came about, traced to their audits, and only
shown to whom they belong."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from moderation_builders import moderate, person, submitted
from store_builders import Template, World, copy_of, seeded_ids

from auditor.audit.moderation import Assignment, Because, Why
from auditor.audit.permissions import Person, Role
from auditor.errors import InputError, NotPermittedError
from auditor.measures.rates import wilson
from auditor.standards.load import Standards
from auditor.use_cases.audits.move_audit import finalise_audit, void_audit
from auditor.use_cases.council.change_person import change_person
from auditor.use_cases.moderation.agreement import (
    AgreementChoice,
    AgreementFigures,
    Basis,
    GradedAgreement,
    behind_agreement,
    quarter_of,
    show_agreement,
    show_one,
)
from auditor.use_cases.moderation.compare_grades import agree_to, propose_grade
from auditor.use_cases.moderation.leniency import leniency_of, leniency_of_all, require_leniency
from auditor.use_cases.moderation.moderate import assign_moderation

CASES = {
    "9900001": (Why.RANDOM, True, False, "good", "good"),
    "9900002": (Why.RANDOM, True, False, "outstanding", "good"),
    "9900003": (Why.INADEQUATE, True, False, "inadequate", "good"),
    "9900004": (Why.RANDOM, False, False, "good", "inadequate"),
    "9900005": (Why.RANDOM, True, True, "good", "good"),
}
"""Why it was picked, whether blind, whether the first grade was seen; the auditor's overall grade, the moderator's."""


@pytest.fixture(scope="module")
def moderated_template(
    tmp_path_factory: pytest.TempPathFactory, template_store: Template, loaded_standards: Standards
) -> Template:
    folder = tmp_path_factory.mktemp("moderated") / "store"
    world = copy_of(template_store, folder, loaded_standards)
    for number, (why, blind, seen, given, second) in CASES.items():
        audit_id = submitted(world, number, lambda key, given=given: given if key == "overall" else "good")  # type: ignore[misc]
        with closing(world.open("Sam")) as sam:
            assign_moderation(sam, audit_id, Assignment(person(sam, "Mo"), why, blind))
        moderate(world, audit_id, {"overall": second}, otherwise="good" if blind else None, seen_first=seen)
    with closing(world.open("Ada")) as ada:
        found = behind_agreement(ada, AgreementChoice(), Basis.BLIND_TARGETED).audits[0].audit_id
        propose_grade(ada, found, "overall", "good", Because.MISSED, "the minutes were not read")
    with closing(world.open("Mo")) as mo:
        agree_to(mo, found, "overall")
    world.close()
    return Template(folder, template_store.recovery_code)


@pytest.fixture
def world(tmp_path: Path, moderated_template: Template, loaded_standards: Standards) -> Iterator[World]:
    made = copy_of(moderated_template, tmp_path / "store", loaded_standards)
    made.ids = seeded_ids(made.clock, 50)
    yield made
    made.close()


def item(figures: AgreementFigures, basis: Basis, key: str = "overall") -> GradedAgreement:
    return next(one for one in next(b for b in figures.bases if b.basis is basis).graded if one.key == key)


def test_the_four_kinds_of_moderation_are_never_added(world: World) -> None:
    figures = show_agreement(world.open("Mo"))
    assert {one.basis: one.audits for one in figures.bases} == {
        Basis.BLIND_RANDOM: 2,
        Basis.BLIND_TARGETED: 1,
        Basis.LIGHT_TOUCH: 1,
        Basis.SEEN: 1,
    }
    drawn = item(figures, Basis.BLIND_RANDOM).figures
    assert (drawn.n, drawn.exact, drawn.within_one, drawn.moved_up, drawn.moved_down) == (2, 1, 2, 0, 1)
    assert drawn.exact_interval == wilson(1, 2)
    assert item(figures, Basis.BLIND_TARGETED).figures.moved_up == 1
    assert item(figures, Basis.LIGHT_TOUCH).figures.moved_down == 1
    assert "at least 20 pairs" in show_one(world.open("Mo"), figures.choice, Basis.BLIND_RANDOM, "overall").reason


def test_every_section_and_judgement_has_its_own_figures(world: World) -> None:
    service = world.open("Sam")
    figures = show_agreement(service)
    edition = service.standards.current
    graded = next(one for one in figures.bases if one.basis is Basis.BLIND_RANDOM).graded
    assert [one.key for one in graded] == [
        "overall",
        *(section.id for section in edition.sections),
        *(judgement.id for judgement in edition.judgements),
    ]
    section = next(one for one in graded[1:] if one.figures.n)
    assert (section.figures.n, section.figures.exact) == (2, 2)
    assert item(figures, Basis.LIGHT_TOUCH, section.key).figures.n == 0, "what the reviewer let stand is no pair"


def test_a_quarter_a_period_and_the_reasons(world: World) -> None:
    service = world.open("Sam")
    figures = show_agreement(service)
    assert [(one.name, one.n, one.exact) for one in item(figures, Basis.BLIND_RANDOM).quarters] == [("2026 Q4", 2, 1)]
    assert item(figures, Basis.BLIND_TARGETED).because == ((Because.MISSED, 1),)
    past = show_agreement(service, AgreementChoice.of_months(None, "2026-10"))
    assert {one.audits for one in past.bases} == {0}
    assert AgreementChoice.of_months("2026-02", "2028-02").last == date(2028, 2, 29)
    with pytest.raises(InputError, match="first day is after"):
        show_agreement(service, AgreementChoice(date(2026, 2, 1), date(2026, 1, 1)))
    with pytest.raises(InputError, match="these standards"):
        show_agreement(service, AgreementChoice(scoring="other"))
    assert [quarter_of(date(2026, month, 1)) for month in (3, 4, 12)] == ["2026 Q1", "2026 Q2", "2026 Q4"]


def test_a_figure_leads_to_its_audits_those_one_may_read(world: World) -> None:
    lead = behind_agreement(world.open("Sam"), AgreementChoice(), Basis.BLIND_RANDOM, first="outstanding")
    assert [one.lcs_number for one in lead.audits] == ["9900002"]
    everything = behind_agreement(world.open("Sam"), AgreementChoice(), Basis.BLIND_RANDOM, quarter="2026 Q4")
    assert len(everything.audits) == 2
    assert not behind_agreement(world.open("Sam"), AgreementChoice(), Basis.BLIND_RANDOM, quarter="2026 Q3").audits
    tom = behind_agreement(world.open("Tom"), AgreementChoice(), Basis.BLIND_RANDOM, second="good")
    assert [one.lcs_number for one in tom.audits] == ["9900001"], "of his team, and it stands"
    assert tom.others == 1


def test_a_void_audit_leaves_the_figures(world: World) -> None:
    sam = world.open("Sam")
    found = behind_agreement(sam, AgreementChoice(), Basis.BLIND_RANDOM, first="outstanding").audits[0]
    void_audit(sam, found.audit_id, "the wrong child")
    assert item(show_agreement(sam), Basis.BLIND_RANDOM).figures.n == 1


def test_a_team_manager_alone_sees_no_agreement_of_every_team(world: World) -> None:
    with pytest.raises(NotPermittedError, match="how far moderators agree"):
        show_agreement(world.open("Tess"))


# -- leniency ---------------------------------------------------------------------------------------------------------


def test_gaps_are_counted_in_steps_and_only_where_the_moderator_was_blind(world: World) -> None:
    ada = world.open("Ada")
    mine = leniency_of(ada, ada.person.id)
    assert sorted(point.gap for point in mine.found.points) == [0, 1]
    assert mine.found.mean == 0.5
    assert {mine.audits[point.audit].lcs_number for point in mine.found.points} == {"9900001", "9900002"}
    chosen = leniency_of(ada, ada.person.id, Basis.BLIND_TARGETED)
    assert [point.gap for point in chosen.found.points] == [-2]
    with pytest.raises(InputError, match="Only blind"):
        leniency_of(ada, ada.person.id, Basis.LIGHT_TOUCH)
    assert not leniency_of(ada, ada.person.id, last=date(2026, 1, 1)).found.points


def test_the_qa_lead_sees_everybody_in_order_of_name(world: World) -> None:
    shown = leniency_of_all(world.open("Sam"))
    assert [one.name for one in shown] == ["Ada"]


ALLOWED = {"Sam": True, "Ada": True, "Mo": False, "Tess": False, "Tom": False}


@pytest.mark.parametrize("name", ALLOWED)
def test_leniency_is_the_qa_leads_and_the_auditors_alone(world: World, name: str) -> None:
    service = world.open(name)
    ada = person(service, "Ada")
    if ALLOWED[name]:
        assert leniency_of(service, ada).found.n == 2
    else:
        with pytest.raises(NotPermittedError) as refused:
            leniency_of(service, ada)
        assert "Ada" not in str(refused.value)
    if name != "Sam":
        with pytest.raises(NotPermittedError):
            leniency_of_all(service)


def test_who_audits_no_more_has_no_leniency_of_their_own() -> None:
    somebody = Person(UUID(int=1), "Mo", frozenset({Role.MODERATOR}))
    with pytest.raises(NotPermittedError):
        require_leniency(somebody, somebody.id)


def test_a_role_taken_away_takes_the_sight_away(world: World) -> None:
    with closing(world.open("Sam")) as sam:
        mo = next(one for one in sam.people().values() if one.name == "Mo")
        change_person(sam, Person(mo.id, "Mo", frozenset({Role.MODERATOR, Role.QA_LEAD})))
    assert leniency_of_all(world.open("Mo"))


def test_an_audit_made_final_without_moderation_is_no_pair(world: World) -> None:
    audit_id = submitted(world, "9900006")
    sam = world.open("Sam")
    finalise_audit(sam, audit_id)
    assert sum(one.audits for one in show_agreement(sam).bases) == len(CASES)
