"""The findings of a thematic round's report: each drafted from the figures, or in the QA lead's own words."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from auditor.audit.facts import FactKind
from auditor.audit.narrative import OwnWords, drafted_digest, narrative_key
from auditor.errors import InputError, UnknownIdError
from auditor.reports.definition import ReportDefinition, fill, load_reports
from auditor.reports.thematic.data import ThematicReportData
from auditor.reports.thematic.findings import SAID_BY, draft
from auditor.reports.thematic.report import placeholders
from auditor.use_cases.reports.thematic import ThematicChoice, gather_thematic
from auditor.use_cases.rounds.narrative import put_in_narrative, round_to_report
from auditor.use_cases.service import Service

LONGEST = 2_000
"""Characters of own words: a finding is a sentence or a few."""
_KIND = "thematic"


@dataclass(frozen=True)
class FindingDraft:
    """A finding of a round's report.

    Attributes:
        name: what it is called, as ``strong``.
        heading: that of the part of the report in which it stands.
        drafted: the sentence that the figures give now; empty where they say nothing.
        own: what was written in its place; None where the draft stands.
        withheld: somebody else wrote something in its place, which this person may not read yet.
    """

    name: str
    heading: str
    drafted: str
    own: OwnWords | None = None
    withheld: bool = False

    @property
    def changed(self) -> bool:
        """Whether the figures have changed since own words were written."""
        return self.own is not None and self.own.changed_since(self.drafted)

    @property
    def reported(self) -> str:
        """What the report says."""
        return self.own.text if self.own else self.drafted


def draft_findings(service: Service, round_id: str) -> list[FindingDraft]:
    """Every finding in the order of the report.

    Raises:
        InputError: the round is of no theme.
        UnknownIdError: there is no such round.
        NotPermittedError: only the QA lead writes a report.
        ProblemsError: the report definitions have problems.
    """
    with service.store.reading() as reader:
        of = round_to_report(reader, service.person, round_id)
    definition = _definition()
    data = gather_thematic(service, ThematicChoice(round_named=of.id, level=definition.strong_above))
    narrative = data.narrative
    assert narrative is not None, "of a round there is one"
    return [
        FindingDraft(
            name,
            heading,
            draft(name, data),
            narrative.findings.get(name),
            narrative_key(FactKind.ROUND_FINDING.value, name) in narrative.withheld,
        )
        for name, heading in _in_order(definition, data)
    ]


def _definition() -> ReportDefinition:
    """The thematic report; where a council has several, the one of that name, otherwise the first."""
    found = load_reports()
    every = [definition for _, definition in sorted(found.items()) if definition.report == _KIND]
    if not every:
        raise UnknownIdError("report", _KIND, list(found))
    return found[_KIND] if _KIND in found and found[_KIND].report == _KIND else every[0]


def _in_order(definition: ReportDefinition, data: ThematicReportData) -> Iterator[tuple[str, str]]:
    """The findings in the order in which the report says them, each once, with the heading it stands under. One that is
    said again at the top stands where it is said with its figures.
    """
    values = placeholders(data)
    elsewhere = {name for one in definition.sections if one.shows != "in_short" for name in SAID_BY.get(one.shows, ())}
    for section in definition.sections:
        for name in SAID_BY.get(section.shows, ()):
            if section.shows != "in_short" or name not in elsewhere:
                yield name, fill(section.heading, values)


def write_finding(service: Service, round_id: str, name: str, text: str) -> FindingDraft:
    """Put own words in the place of a drafted finding.

    Args:
        name: of the finding.
        text: it is reported as it is.

    Raises:
        UnknownIdError: there is no such round or finding.
        InputError: nothing was typed, too much, or the round is of no theme.
        NotPermittedError: only the QA lead writes a report; or somebody else's words stand there, which this person may
            not read yet.
    """
    said = text.strip()
    if not said:
        raise InputError("Nothing was typed.", "", "To let the drafted sentence stand again: --drop")
    if len(said) > LONGEST:
        raise InputError(
            "That is too long for a finding.", f"{len(said)} characters; at most {LONGEST}.", "Say it in fewer words."
        )
    found = _one(draft_findings(service, round_id), name)
    own = OwnWords(said, drafted_digest(found.drafted), service.person.id)
    with service.store.writing() as writer:
        of = round_to_report(writer, service.person, round_id)
        put_in_narrative(writer, service, of, FactKind.ROUND_FINDING, found.name, own.as_body())
    return replace(found, own=own)


def drop_finding(service: Service, round_id: str, name: str) -> FindingDraft:
    """Let the drafted sentence stand again; what was written stays on record.

    Raises:
        UnknownIdError: there is no such round or finding.
        InputError: nothing was written in its place.
        NotPermittedError: as :func:`write_finding`.
    """
    found = _one(draft_findings(service, round_id), name)
    if found.own is None and not found.withheld:
        raise InputError(f"The finding '{found.name}' is the drafted one.", "", "Nothing needs to be dropped.")
    with service.store.writing() as writer:
        of = round_to_report(writer, service.person, round_id)
        put_in_narrative(writer, service, of, FactKind.ROUND_FINDING, found.name, {"text": "", "drafted": ""})
    return replace(found, own=None)


def _one(findings: list[FindingDraft], name: str) -> FindingDraft:
    found = next((one for one in findings if one.name == name.strip().casefold()), None)
    if found is None:
        known = [one.name for one in findings]
        raise UnknownIdError("finding", name, known)
    return found
