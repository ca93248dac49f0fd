"""Starting an audit: who may, what fits, and what it is pinned to from then on."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from store_builders import SMALL, World, child, finish, team
from store_builders import new_audit as new_audit_of

from auditor.audit.details import AuditKind
from auditor.audit.facts import FactKind
from auditor.audit.profile import Profile
from auditor.audit.states import State
from auditor.errors import InputError, NotPermittedError, UnknownIdError
from auditor.standards.hashes import content_hash, scoring_hash
from auditor.standards.load import Standards, load_standards
from auditor.standards.pinning import ChangedUnderItsIdError
from auditor.store.engine import reading
from auditor.store.records import AuditFilter
from auditor.use_cases.audits.move_audit import submit_audit, void_audit
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.audits.start_audit import earlier_audits
from auditor.use_cases.keeping.look_after_store import verify_store
from auditor.use_cases.service import Service

NewAudit = Callable[..., UUID]


def count(service: Service) -> int:
    with service.store.reading() as reader:
        return reader.count(AuditFilter())


def test_a_new_audit_is_a_draft_of_the_newest_edition(service: Service, new_audit: NewAudit) -> None:
    opened = open_audit(service, new_audit(" 990 0001 ", due=date(2026, 12, 1)))
    assert (opened.state, opened.record.lcs_number, opened.record.kind) == (State.DRAFT, "9900001", "full")
    assert opened.checklist == service.standards.current
    assert opened.details.as_at == date(2026, 11, 20)
    assert opened.details.period.start == date(2026, 5, 21)
    assert (opened.details.team, opened.details.due) == (team(service), date(2026, 12, 1))
    assert not opened.read_only
    assert 40 <= len(opened.scope.asked) <= 100
    assert verify_store(service).problems == ()


def test_the_same_number_is_the_same_case(service: Service, new_audit: NewAudit) -> None:
    first, second = new_audit("9900001"), new_audit("9900001")
    other = new_audit("9900002")
    with service.store.reading() as reader:
        cases = [reader.audit(audit).case_id for audit in (first, second, other)]
    assert cases[0] == cases[1] != cases[2]


def test_who_is_not_an_auditor_cannot_start_one(world: World) -> None:
    for name in ("Mo", "Tess"):
        with pytest.raises(NotPermittedError, match="not set up as an auditor"):
            new_audit_of(world.open(name))
    assert count(world.open("Sam")) == 0


REFUSED = {
    "a name": ({"lcs_number": "Mary"}, "not an LCS number"),
    "too short": ({"lcs_number": "123"}, "not an LCS number"),
    "tomorrow": ({"as_at": date(2026, 11, 21)}, "not come yet"),
    "a period the wrong way round": ({"period_start": date(2026, 11, 20), "as_at": date(2026, 11, 1)}, "ends before"),
    "no theme": ({"kind": AuditKind.THEMATIC}, "no theme"),
    "a theme in a full audit": ({"theme": "fathers"}, "Only a thematic audit"),
    "an unknown theme": ({"kind": AuditKind.THEMATIC, "theme": "no-such-theme"}, "no theme called"),
    "an unknown team": ({"team": UUID(int=3)}, "no team called"),
    "an unknown status": ({"profile": Profile("child", frozenset({"chld_protection"}))}, "does not exist"),
    "an unborn child cared for": ({"profile": ("cared_for", "unborn")}, "contradicts itself"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_does_not_fit_is_refused_in_words_and_leaves_nothing(
    service: Service, new_audit: NewAudit, what: str
) -> None:
    given, words = REFUSED[what]
    given = dict(given)
    if isinstance(given.get("profile"), tuple):
        status, age = given["profile"]
        given["profile"] = child(service.standards.current, status, age=age)
    with pytest.raises(InputError, match=words):
        new_audit(**given)
    assert count(service) == 0
    with reading(service.store.engine) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM audit_case").scalar() == 0


def test_a_thematic_audit_is_pinned_to_its_theme(service: Service, new_audit: NewAudit) -> None:
    service.standards = load_standards(SMALL)
    theme = service.standards.themes["fathers"]
    opened = open_audit(service, new_audit(kind=AuditKind.THEMATIC, theme="fathers"))
    assert opened.checklist == theme
    with service.store.reading() as reader:
        assert reader.summary(opened.id).theme == theme.id


def test_a_theme_for_another_subject_is_refused(service: Service, new_audit: NewAudit) -> None:
    service.standards = load_standards(SMALL)
    theme = service.standards.themes["fathers"]
    for_carers = theme.model_copy(update={"subject": "fostering_household"})
    service.standards = replace(service.standards, themes={theme.id: for_carers})
    with pytest.raises(InputError, match="audits"):
        new_audit(kind=AuditKind.THEMATIC, theme=theme.id)


# -- pinning ----------------------------------------------------------------------------------------------------------


def edited(standards_copy: Path, tmp_path: Path, old: str, new: str) -> Standards:
    """The standards after somebody has edited every section file that holds these words."""
    folder = tmp_path / "edited"
    shutil.copytree(standards_copy, folder)
    changed = 0
    for path in folder.glob("practice-standards/*/ps01*.yaml"):
        text = path.read_text(encoding="utf-8")
        changed += text.count(old)
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert changed, "nothing was edited"
    return load_standards(folder)


def test_the_content_is_stored_once_with_the_fact_of_its_first_use(service: Service, new_audit: NewAudit) -> None:
    new_audit()
    new_audit()
    edition = service.standards.current
    with reading(service.store.engine) as connection:
        assert connection.exec_driver_sql("SELECT content_hash FROM checklist").fetchall() == [(content_hash(edition),)]
        assert connection.exec_driver_sql("SELECT count(*) FROM fact WHERE kind = 'checklist'").scalar() == 1
    with service.store.reading() as reader:
        assert reader.standing(FactKind.CHECKLIST, edition.id).body == {
            "content": content_hash(edition),
            "scoring": scoring_hash(edition),
            "revision": False,
        }


def test_changed_scoring_under_a_used_id_is_an_error_that_names_both(
    service: Service, new_audit: NewAudit, standards_copy: Path, tmp_path: Path
) -> None:
    used = service.standards.current
    new_audit()
    service.standards = edited(standards_copy, tmp_path, "weight: standard", "weight: minor")
    files = service.standards.current
    with pytest.raises(ChangedUnderItsIdError) as refusal:
        new_audit()
    for digest in (content_hash(used), scoring_hash(used), content_hash(files), scoring_hash(files)):
        assert digest in refusal.value.detail
    assert count(service) == 1


def test_changed_wording_is_recorded_as_a_revision_and_old_audits_keep_theirs(
    service: Service, new_audit: NewAudit, standards_copy: Path, tmp_path: Path
) -> None:
    used = service.standards.current
    old = new_audit()
    finish(service, old)
    service.standards = edited(standards_copy, tmp_path, "summary: ", "summary: Now, ")
    revised = service.standards.current
    assert content_hash(revised) != content_hash(used)
    new = new_audit()
    assert open_audit(service, old).checklist == used
    assert open_audit(service, new).checklist == revised
    with service.store.reading() as reader:
        assert reader.standing(FactKind.CHECKLIST, used.id).body["revision"] is True
        assert [digest for digest, _ in reader.checklist_uses(used.id)] == [content_hash(used), content_hash(revised)]
    submit_audit(service, old)
    submit_audit(service, finish(service, new).id)
    with service.store.reading() as reader:
        assert reader.counters(AuditFilter(measure="overall"), by=("scoring_hash",))[scoring_hash(used),].total == 2
    assert verify_store(service).problems == ()


def test_an_old_audit_opens_when_the_files_are_gone(world: World, service: Service, finished_audit: UUID) -> None:
    def gone(_: Path | None) -> Standards:
        raise AssertionError("the files are not read for an audit that was started")

    later = world.open("Sam")
    later.read_standards = gone
    opened = open_audit(later, finished_audit)
    assert opened.checklist == world.standards.current
    assert opened.progress.complete
    with reading(later.store.engine) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM checklist").scalar() == 1


# -- earlier audits ---------------------------------------------------------------------------------------------------


def test_earlier_audits_of_a_case_are_named_and_void_ones_are_not(service: Service, new_audit: NewAudit) -> None:
    new_audit("9900001", as_at=date(2026, 6, 1))
    new_audit("9900001", as_at=date(2025, 6, 1))
    void_audit(service, new_audit("9900001", as_at=date(2026, 8, 1)), "the wrong case")
    assert earlier_audits(service, "9900001") == ["audited as at 01/06/2026 (full audit)"]
    assert earlier_audits(service, "9900002") == []


def test_the_team_has_to_be_known_even_when_it_looks_like_one(service: Service, new_audit: NewAudit) -> None:
    with pytest.raises(UnknownIdError):
        new_audit(team=service.person.id)
