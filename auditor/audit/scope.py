"""What an audit asks: the sections and criteria in scope, with the reason for each that is not."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from auditor.audit.applicability import Applies, Truth, explain, holds, tags_of
from auditor.audit.examination import OVERALL
from auditor.audit.profile import Profile
from auditor.standards.model import Checklist, Criterion, KeyJudgement, Section

ReadsAs = Literal["auditor", "moderator", "reviewer"]


@dataclass(frozen=True)
class AskedCriterion:
    """A criterion, whether it is asked, and why."""

    criterion: Criterion
    section: Section
    applies: Applies

    @property
    def is_timescale(self) -> bool:
        """Whether a rule on time answers it, rather than judgement."""
        return bool(self.criterion.timescale)


@dataclass(frozen=True)
class AskedSection:
    """A section of this audit.

    Attributes:
        asked: the criteria put to the auditor, in order.
        not_asked: those that do not apply, with the reason.
        unopened: deep criteria that apply and that the auditor may open.
        graded_with: the section whose grade covers this one; its own id when it has its own.
    """

    section: Section
    asked: tuple[AskedCriterion, ...]
    not_asked: tuple[AskedCriterion, ...]
    unopened: tuple[AskedCriterion, ...]
    graded_with: str

    @property
    def id(self) -> str:
        """The section's id."""
        return self.section.id


@dataclass(frozen=True)
class AskedJudgement:
    """A key judgement that applies.

    Attributes:
        lens: the lens it is judged through, when it is one.
        members: the criteria asked in this audit that it rests on.
        graded_by_auditor: False when it takes a section's grade, or is computed.
    """

    judgement: KeyJudgement
    lens: str | None
    members: tuple[str, ...]
    graded_by_auditor: bool


@dataclass(frozen=True)
class Scope:
    """Everything one audit asks.

    Attributes:
        checklist: the edition or theme the audit is pinned to.
        profile: the subject's.
        full: a full audit: core criteria, and deep ones where opened. Otherwise every criterion that applies.
        opened: sections whose deep criteria the auditor opened.
        reads_as: the auditor answers everything; a moderator grades, and answers what they like; a reviewer, who has
            seen the auditor's grades, grades only what they would grade otherwise.
    """

    checklist: Checklist
    profile: Profile
    full: bool = True
    opened: frozenset[str] = frozenset()
    reads_as: ReadsAs = "auditor"

    @property
    def grades_only(self) -> bool:
        """Whether the criteria are there to read and may be answered, while grades alone are asked."""
        return self.reads_as != "auditor"

    @cached_property
    def tags(self) -> dict[str, Truth]:
        """The truth of every tag for the profile."""
        return tags_of(self.profile, self.checklist.tags)

    @cached_property
    def sections(self) -> tuple[AskedSection, ...]:
        """The sections that ask something or could, in order."""
        built = [self._section(section) for section in self.checklist.sections]
        return tuple(section for section in built if section.asked or section.unopened)

    @cached_property
    def not_asked_sections(self) -> tuple[AskedSection, ...]:
        """The sections that ask nothing of this subject."""
        built = [self._section(section) for section in self.checklist.sections]
        return tuple(section for section in built if not section.asked and not section.unopened)

    @cached_property
    def asked(self) -> dict[str, AskedCriterion]:
        """Every criterion asked, by id, in order."""
        return {item.criterion.id: item for section in self.sections for item in section.asked}

    @cached_property
    def graded_sections(self) -> tuple[Section, ...]:
        """The sections that get a grade of their own, in order."""
        own = {section.graded_with for section in self.sections if section.asked}
        return tuple(section for section in self.checklist.sections if section.id in own)

    @cached_property
    def graded_keys(self) -> tuple[str, ...]:
        """Everything that gets a grade, by its key, in order: sections, key judgements, the whole."""
        judgements = (item.judgement.id for item in self.judgements if item.graded_by_auditor)
        return (*(section.id for section in self.graded_sections), *judgements, OVERALL)

    def graded_criteria(self, section_id: str) -> tuple[str, ...]:
        """The asked criteria that a section's grade covers, those of sections graded with it included."""
        return tuple(
            item.criterion.id
            for section in self.sections
            if section.graded_with == section_id
            for item in section.asked
        )

    @cached_property
    def judgements(self) -> tuple[AskedJudgement, ...]:
        """The key judgements that apply and rest on something this audit asks."""
        return tuple(found for judgement in self.checklist.judgements if (found := self._judgement(judgement)))

    def _section(self, section: Section) -> AskedSection:
        whole = explain(section.applies_to, self.tags, self.checklist.tags)
        record = self.checklist.tags.subject(self.profile.subject).record
        asked, not_asked, unopened = [], [], []
        for criterion in section.criteria:
            item = AskedCriterion(criterion, section, self._applies(criterion, whole, record))
            if not item.applies.shown:
                not_asked.append(item)
            elif self.full and criterion.depth == "deep" and section.id not in self.opened:
                unopened.append(item)
            else:
                asked.append(item)
        return AskedSection(section, tuple(asked), tuple(not_asked), tuple(unopened), self._graded_with(section))

    def _applies(self, criterion: Criterion, whole: Applies, record: str) -> Applies:
        if record not in criterion.seen_on:
            words = {"child_record": "a child's", "carer_record": "a carer's", "supervision_record": "a supervision"}
            seen = " or ".join(words[place] for place in criterion.seen_on if place in words)
            return Applies(
                False, f"not asked: seen on {seen} record" if seen else "not asked: seen in conversation only"
            )
        if not whole.shown:
            return whole
        own = explain(criterion.applies_to, self.tags, self.checklist.tags)
        if own.value is True and (criterion.applies_to is None or whole.value is None):
            return whole
        return own

    def _graded_with(self, section: Section) -> str:
        if section.graded_with is None:
            return section.id
        alone = section.graded_alone_when is not None and holds(section.graded_alone_when, self.tags) is True
        return section.id if alone else section.graded_with

    def _judgement(self, judgement: KeyJudgement) -> AskedJudgement | None:
        if holds(judgement.applies_to, self.tags) is False:
            return None
        source = judgement.source
        if source.computed is not None:
            return AskedJudgement(judgement, None, (), graded_by_auditor=False)
        sections = (source.section,) if source.section is not None else source.lowest_of or ()
        if sections:
            members = tuple(item for section in sections for item in self.graded_criteria(section))
            if not all(self.graded_criteria(section) for section in sections):
                return None
            return AskedJudgement(judgement, None, members, graded_by_auditor=source.section is None)
        lens = self._lens(judgement)
        members = tuple(name for name, item in self.asked.items() if lens in item.criterion.lenses)
        return AskedJudgement(judgement, lens, members, graded_by_auditor=True) if members else None

    def _lens(self, judgement: KeyJudgement) -> str | None:
        for choice in judgement.source.lens_by_profile or ():
            if holds(choice.when, self.tags) is not False:
                return choice.lens
        return judgement.source.lens
