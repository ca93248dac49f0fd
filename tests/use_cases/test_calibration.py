"""Calibration on a real store: nobody sees another's, it counts nowhere, and the spread is shown when it is time."""

from collections.abc import Callable
from contextlib import closing
from uuid import UUID

import pytest
from moderation_builders import person
from store_builders import World, child, everything_left, new_audit, team

from auditor.audit.calibration import Calibration
from auditor.audit.changes import Change
from auditor.audit.details import AuditKind
from auditor.audit.facts import FactKind
from auditor.audit.states import State
from auditor.errors import InputError, NotPermittedError, UnknownIdError
from auditor.store.records import AuditFilter
from auditor.use_cases.audits.find_audit import find_audit
from auditor.use_cases.audits.list_work import count_audits, count_work
from auditor.use_cases.audits.move_audit import reopen_audit, submit_audit, void_audit
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.audits.record import record
from auditor.use_cases.audits.start_audit import earlier_audits
from auditor.use_cases.keeping.export_bundle import export_audit
from auditor.use_cases.keeping.look_after_store import verify_store
from auditor.use_cases.moderation.calibration import new_calibration, open_results, record_reference, start_calibration
from auditor.use_cases.moderation.calibration_results import calibration_results, find_calibration, list_calibrations
from auditor.use_cases.reports.one_audit import gather_audit
from auditor.use_cases.service import Service
from auditor.use_cases.show_measures import months_counted, show_measures

NUMBER = "9905551"


def made(world: World, *names: str, **given: object) -> Calibration:
    """A calibration for these people, by Sam."""
    with closing(world.open("Sam")) as sam:
        people = [person(sam, name) for name in names or ("Ada", "Tom")]
        wanted = {"name": "Autumn", "lcs_number": NUMBER, "people": people, "team": team(sam)}
        wanted["profile"] = child(sam.standards.current)
        return new_calibration(sam, **{**wanted, **given})  # type: ignore[arg-type]


def examined(world: World, name: str, calibration: Calibration, grade: str, answer: str = "met") -> UUID:
    """Somebody carries out their own audit of it and submits; the answer is given to the first question only."""
    with closing(world.open(name)) as service:
        audit_id = start_calibration(service, calibration.id)
        opened = open_audit(service, audit_id)
        first = next(key for key, one in opened.scope.asked.items() if not one.is_timescale)
        changes = everything_left(opened, lambda key: grade if key == "overall" else "good")
        body = {"answer": answer, "not_applicable": None}
        changes = [
            Change(one.kind, one.key, body) if one.kind is FactKind.ANSWER and one.key == first else one
            for one in changes
        ]
        record(service, opened, changes)
        submit_audit(service, audit_id)
    return audit_id


def test_everybody_starts_their_own_audit_of_the_same_case(world: World) -> None:
    calibration = made(world)
    ada, tom = world.open("Ada"), world.open("Tom")
    first, second = start_calibration(ada, calibration.id), start_calibration(tom, calibration.id)
    assert first != second
    assert start_calibration(ada, calibration.id) == first, "once is enough"
    opened = open_audit(ada, first)
    assert (opened.record.kind, opened.record.lcs_number) == (AuditKind.CALIBRATION, NUMBER)
    assert opened.scope.full, "the same questions as a full audit"
    assert find_audit(ada, NUMBER) == first
    with closing(world.open("Mo")) as mo, pytest.raises(UnknownIdError):
        start_calibration(mo, calibration.id)
    with pytest.raises(NotPermittedError, match="not asked to take part"):
        start_calibration(world.open("Sam"), calibration.id)
    void_audit(ada, first, "began in the wrong file")
    assert start_calibration(ada, calibration.id) != first


def test_nobody_sees_anothers_not_even_the_qa_lead(world: World) -> None:
    calibration = made(world)
    audit_id = examined(world, "Ada", calibration, "inadequate")
    sights: list[Callable[[Service], object]] = [
        lambda service: open_audit(service, audit_id),
        lambda service: gather_audit(service, audit_id),
        lambda service: export_audit(service, audit_id),
        lambda service: void_audit(service, audit_id, "no"),
        lambda service: reopen_audit(service, audit_id, "no"),
        lambda service: find_audit(service, NUMBER),
    ]
    for name in ("Sam", "Tom", "Tess", "Mo"):
        with closing(world.open(name)) as service:
            for sight in sights:
                with pytest.raises((NotPermittedError, InputError)) as refused:
                    sight(service)
                assert "inadequate" not in str(refused.value)
            assert count_audits(service, AuditFilter()) == 0
    assert count_audits(world.open("Ada"), AuditFilter()) == 1


def test_it_counts_nowhere(world: World) -> None:
    calibration = made(world)
    examined(world, "Ada", calibration, "inadequate")
    with closing(world.open("Sam")) as sam:
        assert months_counted(sam) is None
        assert show_measures(sam).main.audits == 0
        with sam.store.reading() as reader:
            assert reader.counters(AuditFilter()) == {}
            assert reader.timescales(AuditFilter()) == {}
        assert earlier_audits(sam, NUMBER) == []
        assert verify_store(sam).problems == ()
    assert count_work(world.open("Ada")).not_on_lcs == 0


def test_results_wait_for_ones_own_and_for_the_qa_lead(world: World) -> None:
    calibration = made(world, "Ada", "Tom", "Sam")
    with pytest.raises(InputError, match="no submitted audit"), closing(world.open("Sam")) as sam:
        record_reference(sam, calibration.id)
    examined(world, "Ada", calibration, "inadequate", "not_met")
    examined(world, "Tom", calibration, "good")
    sam, ada = world.open("Sam"), world.open("Ada")
    with pytest.raises(NotPermittedError, match="have not submitted your own"):
        open_results(sam, calibration.id)
    with pytest.raises(NotPermittedError, match="have not submitted your own"):
        calibration_results(sam, calibration.id)
    with pytest.raises(NotPermittedError, match="not open yet"):
        calibration_results(ada, calibration.id)
    with pytest.raises(NotPermittedError):
        open_results(ada, calibration.id)
    examined(world, "Sam", calibration, "good")
    record_reference(sam, calibration.id)
    assert find_calibration(ada, "autumn").calibration.reference == {}, "it would be known before the results are"
    open_results(sam, calibration.id)
    assert find_calibration(ada, "autumn").may_see
    assert len(calibration_results(ada, calibration.id).labels) == 3


def test_the_spread_names_nobody_but_to_the_qa_lead(world: World) -> None:
    calibration = made(world)
    examined(world, "Ada", calibration, "inadequate", "not_met")
    examined(world, "Tom", calibration, "good")
    sam, ada = world.open("Sam"), world.open("Ada")
    record_reference(sam, calibration.id, {"overall": "good"})
    open_results(sam, calibration.id)
    lead, hers = calibration_results(sam, calibration.id), calibration_results(ada, calibration.id)
    assert lead.labels == ("Ada", "Tom")
    assert lead.graded[0].grades == {"Ada": "inadequate", "Tom": "good"}
    assert (lead.graded[0].steps, lead.graded[0].reference) == (2, "good")
    assert [(one.label, one.same, one.of, one.passed) for one in lead.passes] == [
        ("Ada", 0, 1, False),
        ("Tom", 1, 1, True),
    ]
    assert [one.others for one in lead.answers] == [1]
    assert set(lead.answers[0].answers.values()) == {"met", "not_met"}
    assert hers.labels == ("person A", "person B")
    assert hers.graded[0].grades[str(hers.own)] == "inadequate"
    assert [one.label for one in hers.passes] == [hers.own]
    said = str((hers.labels, hers.graded, hers.answers, hers.passes))
    assert "Ada" not in said
    assert "Tom" not in said
    with closing(world.open("Mo")) as mo:
        assert list_calibrations(mo) == []
        with pytest.raises(UnknownIdError):
            calibration_results(mo, calibration.id)


def test_what_does_not_fit_is_refused(world: World) -> None:
    with closing(world.open("Sam")) as sam:
        ada, mo, sams = person(sam, "Ada"), person(sam, "Mo"), sam.person.id
        new_audit(sam, "9900001")
    cases: list[tuple[dict[str, object], str]] = [
        ({"lcs_number": "1234567"}, "may be a real case"),
        ({"lcs_number": "9900001"}, "has been audited"),
        ({"name": " "}, "needs a name"),
        ({"people": [ada]}, "at least two"),
        ({"people": [ada, mo]}, "- Mo"),
        ({"team": UUID(int=1)}, "team"),
        ({"pass_percent": 0}, "no share"),
    ]
    for given, said in cases:
        with pytest.raises(InputError, match=said):
            made(world, **given)
    made(world)
    with pytest.raises(InputError, match="already"):
        made(world)
    with closing(world.open("Ada")) as service, pytest.raises(NotPermittedError):
        record_reference(service, "x", {})
    with closing(world.open("Sam")) as sam:
        found = find_calibration(sam, "Autumn").calibration
        with pytest.raises(UnknownIdError):
            record_reference(sam, found.id, {"nothing": "good"})
        with pytest.raises(UnknownIdError):
            record_reference(sam, found.id, {"overall": "fair"})  # type: ignore[dict-item]
        with pytest.raises(InputError, match="nothing to compare"):
            open_results(sam, found.id)
        with pytest.raises(InputError, match="not started by itself"):
            new_audit(sam, "9900009", kind=AuditKind.CALIBRATION)
        assert sams not in found.people


def test_the_list_says_what_it_asks(world: World) -> None:
    calibration = made(world)
    examined(world, "Ada", calibration, "good")
    row = find_calibration(world.open("Tom"), calibration.id)
    assert (row.invited, row.own, row.started, row.submitted, row.may_see) == (True, None, 1, 1, False)
    assert find_calibration(world.open("Ada"), "Autumn").own_state is State.SUBMITTED
