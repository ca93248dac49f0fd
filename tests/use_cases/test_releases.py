"""The register of releases: what was published is kept as it was shown, and no later release undoes it."""

import json

import pytest
from publication_builders import by_team, months
from store_builders import World

from auditor.audit.facts import FactKind
from auditor.errors import InputError, NotPermittedError
from auditor.measures.publication.masking import mask
from auditor.measures.publication.profiles import Profile
from auditor.measures.publication.refusals import PublicationError
from auditor.measures.publication.tables import MaskedTable
from auditor.use_cases.keeping.look_after_store import verify_store
from auditor.use_cases.reports.releases import check_release, list_releases, open_release, record_release
from auditor.use_cases.service import Service

COUNTS = [[20, 30, 13, 3], [25, 35, 15, 12], [22, 40, 17, 19]]
FILES = {"pdf": b"the pdf", "csv": b"the csv"}


def publish(service: Service, *tables: object, why: str = "for the board") -> tuple[MaskedTable, ...]:
    opened = open_release(service, Profile.DFE)
    masked = opened.publisher.together(*tables)  # type: ignore[arg-type]
    record_release(service, opened, report="thematic", why=why, files=FILES)
    return masked


def test_a_release_is_kept_as_it_was_shown(service: Service) -> None:
    masked = publish(service, by_team(COUNTS))
    kept = list_releases(service)
    assert [one.tables for one in kept] == [masked]
    assert (kept[0].report, kept[0].why, kept[0].by, kept[0].profile) == (
        "thematic",
        "for the board",
        service.person.id,
        Profile.DFE,
    )
    assert set(kept[0].files) == {"pdf", "csv"}
    assert not verify_store(service).problems


def test_no_hidden_number_is_in_the_register(service: Service) -> None:
    """The counts are chosen so that each stands in the table once."""
    masked = publish(service, by_team([[101, 203, 307, 3], [409, 503, 601, 709], [811, 907, 1009, 1103]]))
    with service.store.reading() as reader:
        [fact] = reader.releases()
    assert fact.kind is FactKind.RELEASE
    told = json.dumps(fact.body)
    counts = (101, 203, 307, 3, 614), (409, 503, 601, 709, 2222)
    for truths, cells in zip(counts, masked[0].cells, strict=False):
        for truth, cell in zip(truths, cells, strict=True):
            if truth > 100:
                assert (str(truth) in told) is not cell.hidden
    assert masked[0].hidden_share > 0


def test_a_year_to_date_that_gives_away_a_month_is_protected(service: Service) -> None:
    """January to May and January to June differ by June: 2 audits of North were inadequate then."""
    before = [[20, 30, 13, 10], [25, 35, 15, 12], [22, 40, 17, 19]]
    june = [[9, 8, 7, 2], [10, 10, 10, 10], [10, 10, 10, 10]]
    until_june = [[a + b for a, b in zip(*rows, strict=True)] for rows in zip(before, june, strict=True)]
    assert publish(service, by_team(before, in_months=months(1, 2, 3, 4, 5)))[0].hidden_share == 0
    later = by_team(until_june, in_months=months(1, 2, 3, 4, 5, 6))
    [alone] = mask(later, Profile.DFE)
    assert alone.hidden_share == 0
    [masked] = check_release(service, [later], Profile.DFE)
    assert masked.cell("t0", "inadequate").hidden
    assert masked.hidden_share < 1


def test_figures_that_changed_since_they_were_published_are_refused(service: Service) -> None:
    publish(service, by_team(COUNTS))
    changed = [list(row) for row in COUNTS]
    changed[2][1] += 1
    with pytest.raises(PublicationError, match="do not agree with what was published before"):
        check_release(service, [by_team(changed)], Profile.DFE)
    other = [by_team(changed, in_months=months(3, 4))]
    assert check_release(service, other, Profile.DFE)


def test_the_same_tables_may_be_published_again(service: Service) -> None:
    first = publish(service, by_team(COUNTS))
    assert check_release(service, [by_team(COUNTS)], Profile.DFE) == first


def test_what_was_hidden_stays_hidden_in_another_report(service: Service) -> None:
    """The second report has only one team, which by itself needs no hiding beyond its small number."""
    first = publish(service, by_team(COUNTS))[0]
    hidden = {line.label for line, cell in zip(first.layout.columns, first.cells[1], strict=True) if cell.hidden}
    assert hidden
    again = check_release(service, [by_team(COUNTS[1:], teams=("t1", "t2"))], Profile.DFE)[0]
    assert hidden <= {
        line.label for line, cell in zip(again.layout.columns, again.cells[0], strict=True) if cell.hidden
    }


def test_something_published_meanwhile_is_noticed(service: Service) -> None:
    opened = open_release(service, Profile.DFE)
    opened.publisher.publish(by_team(COUNTS))
    publish(service, by_team(COUNTS, in_months=months(3)))
    with pytest.raises(InputError, match="published in the meantime"):
        record_release(service, opened, report="thematic", why="for the board", files=FILES)
    assert len(list_releases(service)) == 1


def test_only_the_qa_lead_publishes(world: World) -> None:
    ada = world.open("Ada")
    for tried in (
        lambda: list_releases(ada),
        lambda: open_release(ada, Profile.NHS),
        lambda: check_release(ada, [by_team(COUNTS)], Profile.DFE),
    ):
        with pytest.raises(NotPermittedError):
            tried()
    inside = open_release(ada, Profile.INTERNAL)
    assert inside.publisher.publish(by_team(COUNTS)).hidden_share == 0


def test_a_release_says_why_and_what(service: Service) -> None:
    opened = open_release(service, Profile.DFE)
    opened.publisher.publish(by_team(COUNTS))
    with pytest.raises(InputError, match="not said why"):
        record_release(service, opened, report="thematic", why=" ", files=FILES)
    with pytest.raises(InputError, match="nothing to publish"):
        record_release(service, opened, report="thematic", why="for the board", files={})
    with pytest.raises(InputError, match="not a release"):
        record_release(service, open_release(service, Profile.INTERNAL), report="x", why="y", files=FILES)
    assert list_releases(service) == ()
