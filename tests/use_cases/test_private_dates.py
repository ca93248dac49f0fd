"""The three dates that are asked only where a rule needs them never leave the store."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from store_builders import Template, child, copy_of, new_audit

from auditor.audit.changes import key_date
from auditor.audit.timescales.key_dates import KeyDate, key_for
from auditor.errors import InputError, UnknownIdError
from auditor.standards.load import Standards
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.audits.record import record
from auditor.use_cases.keeping.export_bundle import export_audit
from auditor.use_cases.keeping.import_bundle import import_audit
from auditor.use_cases.keeping.look_after_store import verify_store
from auditor.use_cases.service import Service


def unborn_audit(service: Service) -> tuple[KeyDate, KeyDate, str]:
    """An unborn child's audit: its expected date of delivery, its strategy meeting, and the text of its bundle."""
    edition = service.standards.current
    profile = child(edition, "child_protection", age="unborn", strategy_meeting=True)
    audit_id = new_audit(service, "9900001", profile=profile)
    opened = open_audit(service, audit_id)
    expected_on = opened.details.as_at + timedelta(days=20)
    key = key_for(edition.events.by_id["expected_delivery"], service.new_id())
    expected = KeyDate(key, "expected_delivery", expected_on)
    held = KeyDate("held", "strategy_meeting_held", opened.details.as_at - timedelta(days=60))
    record(service, opened, [key_date(expected), key_date(held)])
    return expected, held, export_audit(service, audit_id)


def test_a_bundle_carries_no_private_date(
    service: Service, template_store: Template, tmp_path: Path, loaded_standards: Standards
) -> None:
    expected, held, bundle = unborn_audit(service)
    assert expected.day.isoformat() not in bundle
    assert held.day.isoformat() in bundle
    other = copy_of(template_store, tmp_path / "other", loaded_standards)
    elsewhere = other.open("Sam")
    try:
        taken = import_audit(elsewhere, bundle, "bundle.json")
        assert verify_store(elsewhere).problems == ()
        opened = open_audit(elsewhere, taken.audit_id)
        assert set(opened.examination.key_dates) == {"held"}
        assert opened.timescales.results["T13"].waits
    finally:
        other.close()


def test_a_bundle_that_comes_home_takes_no_date_away(service: Service) -> None:
    expected, _, bundle = unborn_audit(service)
    taken = import_audit(service, bundle, "bundle.json")
    assert (taken.added, taken.erased) == (0, 0)
    opened = open_audit(service, taken.audit_id)
    assert opened.examination.key_dates[expected.id].day == expected.day
    assert opened.timescales.results["T13"].result == "in time"


def test_a_private_date_is_asked_only_where_a_rule_needs_it(service: Service) -> None:
    opened = open_audit(service, new_audit(service, "9900001"))
    with pytest.raises(UnknownIdError, match="birth"):
        record(service, opened, [key_date(KeyDate("private-1", "birth", date(2026, 3, 2)))])


def test_a_private_date_is_known_by_its_id(service: Service) -> None:
    profile = child(service.standards.current, "child_protection", age="unborn", strategy_meeting=True)
    opened = open_audit(service, new_audit(service, "9900001", profile=profile))
    with pytest.raises(InputError, match="private-"):
        record(service, opened, [key_date(KeyDate("1", "expected_delivery", date(2026, 12, 2)))])
