"""The register of releases: what was published, by whom, when and why, so that no later release undoes what was hidden.

A release keeps its tables as they were shown, with what a reader knows of each number, and never a hidden one.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from auditor.audit.facts import Fact, FactKind
from auditor.errors import InputError
from auditor.measures.publication.profiles import Profile
from auditor.measures.publication.publisher import Publisher
from auditor.measures.publication.tables import CountTable, MaskedTable, table_as_body, table_from_body
from auditor.store.ledger import NewFact
from auditor.store.store import Reader
from auditor.use_cases.service import Service, require_qa_lead


@dataclass(frozen=True)
class Release:
    """One release.

    Attributes:
        report: which report was published.
        files: the SHA-256 of each file, by its format.
        tables: as they were shown.
    """

    id: UUID
    at: datetime
    by: UUID
    report: str
    profile: Profile
    why: str
    files: Mapping[str, str]
    tables: tuple[MaskedTable, ...]

    def as_body(self) -> dict[str, Any]:
        """As plain data; id, moment and person are the fact's."""
        return {
            "report": self.report,
            "profile": self.profile.value,
            "why": self.why,
            "files": dict(self.files),
            "tables": [table_as_body(table) for table in self.tables],
        }

    @classmethod
    def from_fact(cls, fact: Fact) -> "Release":
        """From its fact.

        Raises:
            InputError: a newer version of the program recorded it.
        """
        body = fact.body or {}
        try:
            tables = tuple(table_from_body(table) for table in body["tables"])
            profile = Profile(body["profile"])
        except (KeyError, ValueError, TypeError) as error:
            raise InputError(
                "A release in the register cannot be read.",
                f"Recorded {fact.at:%d/%m/%Y}: {error}.",
                "Use the version of auditor that published it, or a newer one.",
            ) from error
        return cls(UUID(fact.key), fact.at, fact.by, body["report"], profile, body["why"], dict(body["files"]), tables)


@dataclass(frozen=True)
class OpenRelease:
    """A release that is being put together.

    Attributes:
        publisher: what the report takes every number from.
        known: the releases it was checked against.
    """

    publisher: Publisher
    known: frozenset[UUID]


def list_releases(service: Service) -> tuple[Release, ...]:
    """Everything published, oldest first.

    Raises:
        NotPermittedError: the person is not a QA lead.
        InputError: a newer version of the program recorded some of it.
    """
    require_qa_lead(service.person, "see the register of releases")
    with service.store.reading() as reader:
        return releases_in(reader)


def releases_in(reader: Reader) -> tuple[Release, ...]:
    """Everything published, oldest first."""
    return tuple(Release.from_fact(fact) for fact in reader.releases())


def open_release(service: Service, profile: Profile) -> OpenRelease:
    """Begin a release: what its report takes every number from.

    Args:
        profile: an internal report is masked by nothing and compared with nothing, so anybody may make one.

    Raises:
        NotPermittedError: the person is not a QA lead, and the profile is a public one.
        InputError: the register cannot be read.
    """
    if profile is Profile.INTERNAL:
        return OpenRelease(Publisher(profile), frozenset())
    require_qa_lead(service.person, "publish a report")
    earlier = list_releases(service)
    tables = [table for release in earlier for table in release.tables]
    return OpenRelease(Publisher(profile, tables), frozenset(release.id for release in earlier))


def check_release(service: Service, tables: Sequence[CountTable], profile: Profile) -> tuple[MaskedTable, ...]:
    """What some tables would look like if they were published now; nothing is recorded.

    Raises:
        NotPermittedError: as :func:`open_release`.
        PublicationError: they cannot be published: something hidden could be worked out, or figures differ from those
            published before, or it cannot be decided.
    """
    opened = open_release(service, profile)
    opened.publisher.together(*tables)
    return opened.publisher.finish()


def record_release(
    service: Service,
    opened: OpenRelease,
    *,
    report: str,
    why: str,
    files: Mapping[str, bytes],
    beside: Sequence[NewFact] = (),
) -> Release:
    """Enter a release into the register, before its files are handed to anybody.

    Args:
        report: which report it is.
        why: for what or whom it is published.
        files: the content of each file, by its format: their digests are kept.
        beside: facts that are recorded with it, or not at all.

    Raises:
        NotPermittedError: the person is not a QA lead.
        PublicationError: the attack on all its tables finds something.
        InputError: there is no reason or no file, the profile is internal, or something was published in the meantime.
    """
    require_qa_lead(service.person, "publish a report")
    publisher = opened.publisher
    if publisher.profile is Profile.INTERNAL:
        raise InputError("An internal report is not a release.", "", "Build it with --profile dfe or --profile nhs.")
    if not why.strip():
        raise InputError("It is not said why this is published.", "", "Say for what or for whom.")
    if not files:
        raise InputError("There is nothing to publish.", "No file was given.", "")
    tables = publisher.finish()
    digests = {format_: hashlib.sha256(content).hexdigest() for format_, content in sorted(files.items())}
    with service.store.writing() as writer:
        if {release.id for release in releases_in(writer)} != opened.known:
            raise InputError(
                "Something else was published in the meantime.",
                "This release was not checked against it.",
                "Build the report again.",
            )
        release = Release(
            service.new_id(), service.now(), service.person.id, report, publisher.profile, why.strip(), digests, tables
        )
        writer.append([service.fact(FactKind.RELEASE, release.id.hex, release.as_body()), *beside])
    return release
