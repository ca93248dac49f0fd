"""What the agreement screens read and say: figures as they are printed, coefficients, and the audits behind them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from auditor.audit.moderation import BECAUSE_WORDS
from auditor.audit.permissions import Role
from auditor.measures.agreement import Agreement
from auditor.measures.drawn import coefficient_words, direction_words, percent_words, share_words, table_lines
from auditor.store.records import AuditSummary
from auditor.tui.widgets.virtual_list import Cell, Column
from auditor.tui.words import day, graded, role_of_grade
from auditor.tui.work.listing import Names, read_names
from auditor.use_cases.moderation.agreement import (
    BASIS_WORDS,
    AgreementChoice,
    AgreementFigures,
    Basis,
    BasisAgreement,
    BehindAgreement,
    GradedAgreement,
    show_agreement,
    show_one,
)
from auditor.use_cases.moderation.leniency import BASES, AuditorLeniency, leniency_of, leniency_of_all
from auditor.use_cases.service import Service

_ROOMY = 104


@dataclass(frozen=True)
class Shown:
    """The figures as read, and which basis is shown."""

    figures: AgreementFigures
    basis: Basis

    @property
    def of_basis(self) -> BasisAgreement:
        """The figures of the basis shown."""
        return next(one for one in self.figures.bases if one.basis is self.basis)

    @property
    def rows(self) -> list[GradedAgreement]:
        """What two people graded on this basis."""
        return [one for one in self.of_basis.graded if one.figures.n]

    @property
    def standards(self) -> str:
        """The title of the standards by which these audits were graded."""
        found = (one for one in self.figures.scorings if one.scoring == self.figures.choice.scoring)
        return next((one.title for one in found), "")


def read_figures(service: Service, choice: AgreementChoice, basis: Basis) -> Shown:
    """Read the figures."""
    return Shown(show_agreement(service, choice), basis)


def read_one(service: Service, choice: AgreementChoice, basis: Basis, key: str) -> tuple[Basis, str, Agreement]:
    """Read one thing with its coefficients, and what it is of."""
    return basis, key, show_one(service, choice, basis, key)


def columns() -> tuple[Column[GradedAgreement], ...]:
    """The columns of the list."""
    return (
        Column("Graded", 0, lambda row: (name_of(row), "strong" if row.key == "overall" else "")),
        Column("Pairs", 5, lambda row: (str(row.figures.n), "muted"), right=True),
        Column("The same", 16, lambda row: (percent_words(row.figures.exact, row.figures.n), "strong")),
        Column("95% range", 9, lambda row: (_range(row), "")),
        Column("Within one", 16, lambda row: (percent_words(row.figures.within_one, row.figures.n), "")),
        Column("Moderator", 21, _direction_cell, from_width=_ROOMY),
        Column("Mod.", 7, _direction_short, below_width=_ROOMY),
    )


def name_of(row: GradedAgreement) -> str:
    """Code and title."""
    return " ".join(part for part in row.name if part)


def _range(row: GradedAgreement) -> str:
    return share_words(row.figures.exact, row.figures.n, row.figures.exact_interval).rpartition(" ")[2]


def _direction_cell(row: GradedAgreement) -> Cell:
    found = row.figures
    return (f"higher in {found.moved_up}, lower {found.moved_down}", "") if found.n > found.exact else ("", "")


def _direction_short(row: GradedAgreement) -> Cell:
    return f"↑{row.figures.moved_up} ↓{row.figures.moved_down}", ""


def about(row: GradedAgreement, found: Agreement | None) -> list[str]:
    """What is said below the list: the table, then the coefficients, quarters and reasons.

    Args:
        found: with coefficients; None while they are worked out.
    """
    lines = [*table_lines(row.figures), "", f"Direction: {direction_words(row.figures)}."]
    if found is None:
        lines.append("Coefficients: working them out…")
    elif found.coefficients is None:
        lines.append(f"Coefficients: {found.reason}.")
    else:
        lines += [f"{one.name}: {coefficient_words(one)}" for one in found.coefficients]
        lines += ["Fewer than 50 pairs: coefficients are only indicative."] if found.indicative else []
    lines += [f"{one.name}: {share_words(one.exact, one.n, one.interval)} the same" for one in row.quarters]
    if row.because:
        reasons = ", ".join(f"{BECAUSE_WORDS[because]} {count}" for because, count in row.because)
        lines.append(f"Why grades differed: {reasons}.")
    return lines


def basis_choices(figures: AgreementFigures) -> list[tuple[str, str]]:
    """Every basis with how many audits it has, to choose from."""
    return [(one.basis.value, f"{BASIS_WORDS[one.basis].capitalize()} ({one.audits})") for one in figures.bases]


def cells_of(row: GradedAgreement) -> list[tuple[str, str]]:
    """The cells of the table that hold an audit, to choose from; the id is both grades with a colon between."""
    found = row.figures
    return [
        (f"{first}:{second}", f"{count}: auditor {_plain(first)}, moderator {_plain(second)}")
        for first, counts in zip(found.order, found.table, strict=True)
        for second, count in zip(found.order, counts, strict=True)
        if count
    ]


def _plain(grade: str) -> str:
    return grade.replace("_", " ")


# -- the audits behind a figure ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Behind:
    """Audits behind a figure, with the words for their ids."""

    found: BehindAgreement
    names: Names


def read_behind(service: Service, read: Callable[[Service], BehindAgreement]) -> Behind:
    """Read the audits behind a figure."""
    return Behind(read(service), read_names(service))


def behind_columns(names: Names, key: str) -> tuple[Column[AuditSummary], ...]:
    """The columns of that list."""

    def given(row: AuditSummary, place: int) -> Cell:
        assert row.moderation is not None, "only moderated audits are listed"
        grade = row.moderation.pairs[key][place]
        return graded(grade), role_of_grade(grade)

    def moderated_on(row: AuditSummary) -> Cell:
        return (day(row.moderation.on) if row.moderation else ""), "muted"

    return (
        Column("LCS number", 12, lambda row: (row.lcs_number, "strong")),
        Column("Auditor", 22, lambda row: given(row, 0)),
        Column("Moderator", 22, lambda row: given(row, 1)),
        Column("Moderated", 10, moderated_on),
        Column("Team", 0, lambda row: (names.teams.get(row.team_id, ""), "muted"), from_width=96),
    )


# -- leniency ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ShownLeniency:
    """How auditors grade beside moderators, as one person may see it."""

    basis: Basis
    auditors: Sequence[AuditorLeniency]
    names: Names = field(repr=False)


def read_leniency(service: Service, basis: Basis) -> ShownLeniency:
    """Everybody's for the QA lead, otherwise one's own."""
    if Role.QA_LEAD in service.person.roles:
        shown: Sequence[AuditorLeniency] = leniency_of_all(service, basis)
    else:
        shown = (leniency_of(service, service.person.id, basis),)
    return ShownLeniency(basis, shown, read_names(service))


def leniency_columns() -> tuple[Column[AuditorLeniency], ...]:
    """The columns of the auditors."""
    return (
        Column("Auditor", 20, lambda row: (row.name, "strong")),
        Column("Audits", 6, lambda row: (str(row.found.n), "muted"), right=True),
        Column("What it says", 0, lambda row: (row.found.sentence, ""), from_width=_ROOMY),
        # Below the list it stands in full.
        Column("What it says", 0, lambda row: (row.found.sentence.partition(":")[0], ""), below_width=_ROOMY),
    )


def leniency_bases() -> list[tuple[str, str]]:
    """What can be chosen from."""
    return [(one.value, BASIS_WORDS[one].capitalize()) for one in BASES]


def audits_of(row: AuditorLeniency) -> BehindAgreement:
    """The audits on an auditor's chart, the oldest first."""
    points: list[UUID] = [point.audit for point in row.found.points]
    return BehindAgreement(tuple(row.audits[one] for one in points), 0)
