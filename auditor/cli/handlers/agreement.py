"""What ``auditor agreement`` does."""

import argparse
from dataclasses import asdict

from auditor.cli import output, session
from auditor.measures.agreement import Agreement
from auditor.measures.drawn import (
    chart_lines,
    coefficient_words,
    direction_words,
    percent_words,
    share_words,
    table_lines,
)
from auditor.use_cases.audits.find_audit import find_person
from auditor.use_cases.moderation.agreement import (
    BASIS_MEANING,
    BASIS_WORDS,
    AgreementChoice,
    AgreementFigures,
    Basis,
    BasisAgreement,
    GradedAgreement,
    behind_agreement,
    show_agreement,
    show_one,
)
from auditor.use_cases.moderation.leniency import AuditorLeniency, leniency_of, leniency_of_all


def show(args: argparse.Namespace) -> None:
    """Show how far they agree: everything in a line, or one thing in full."""
    choice = AgreementChoice.of_months(args.first, args.last, args.scoring)
    with session.opened(args) as service:
        figures = show_agreement(service, choice)
        wanted = [one for one in figures.bases if args.basis in (None, one.basis.value)]
        key = args.key or "overall"
        found = {one.basis: show_one(service, figures.choice, one.basis, key) for one in wanted if one.audits}
        synthetic = service.store.demo
    if args.json:
        output.as_json(
            {
                "choice": asdict(figures.choice),
                "scorings": [asdict(one) for one in figures.scorings],
                "bases": [asdict(one) for one in wanted],
                "in_full": {"key": key, **{basis.value: asdict(one) for basis, one in found.items()}},
            }
        )
    else:
        _head(figures)
        for basis in wanted:
            _basis(basis, found.get(basis.basis), key, every=args.key is None)
        output.text("\nInterval: Wilson, 95%. How to read all this: docs/agreement.md")
    if synthetic:
        output.say("Synthetic: every audit in this store is invented.")


def _head(figures: AgreementFigures) -> None:
    first, last = figures.choice.first, figures.choice.last
    begins = f"{first:%d/%m/%Y}" if first else "the beginning"
    ends = f"{last:%d/%m/%Y}" if last else "now"
    used = next((one for one in figures.scorings if one.scoring == figures.choice.scoring), None)
    output.pairs({"Moderated": f"{begins} to {ends}", "Standards": used.title if used else "none yet"})
    for other in figures.scorings:
        if other is not used:
            output.text(f"Apart: {other.audits} audits by {other.title}: --scoring {other.scoring}")


def _basis(basis: BasisAgreement, found: Agreement | None, key: str, *, every: bool) -> None:
    output.text(f"\n{BASIS_WORDS[basis.basis].capitalize()}: {output.counted(basis.audits, 'audit')}")
    if found is None:
        return
    output.text(f"{BASIS_MEANING[basis.basis]}\n")
    item = next((one for one in basis.graded if one.key == key), None)
    if item is None:
        output.text(f"Nothing called '{key}' was graded by two people.")
        return
    _in_full(item, found)
    if every:
        output.text()
        output.table(
            ["key", "what", "pairs", "the same", "within one", "direction"],
            [_line(one) for one in basis.graded if one.figures.n],
            widest=44,
        )


def _line(one: GradedAgreement) -> list[object]:
    found = one.figures
    name = " ".join(part for part in one.name if part)
    same = share_words(found.exact, found.n, found.exact_interval)
    return [one.key, name, found.n, same, percent_words(found.within_one, found.n), direction_words(found)]


def _in_full(item: GradedAgreement, found: Agreement) -> None:
    output.pairs(
        {
            "Graded": " ".join(part for part in item.name if part),
            "The same": share_words(found.exact, found.n, found.exact_interval),
            "Within one": share_words(found.within_one, found.n, found.within_one_interval),
            "Direction": direction_words(found),
        }
    )
    output.text()
    for line in table_lines(found):
        output.text(line)
    output.text()
    if found.coefficients is None:
        output.text(f"Coefficients: {found.reason}.")
    for coefficient in found.coefficients or ():
        output.text(f"{coefficient.name}: {coefficient_words(coefficient)}")
    if found.indicative:
        output.text("Fewer than 50 pairs: coefficients are only indicative.")
    for quarter in item.quarters:
        output.text(f"{quarter.name}  {share_words(quarter.exact, quarter.n, quarter.interval)} the same")
    for because, count in item.because:
        output.text(f"Differed because: {because.value.replace('_', ' ')} {count}")


def audits(args: argparse.Namespace) -> None:
    """List the audits behind a figure."""
    choice = AgreementChoice.of_months(args.first, args.last, args.scoring)
    with session.opened(args) as service:
        found = behind_agreement(
            service,
            choice,
            Basis(args.basis),
            args.key,
            first=args.given,
            second=args.moderated,
            quarter=args.quarter,
        )
    rows = []
    for one in found.audits:
        assert one.moderation is not None, "only moderated audits lie behind a figure of agreement"
        given, moderated = one.moderation.pairs[args.key]
        rows.append(
            {
                "id": str(one.audit_id),
                "lcs_number": one.lcs_number,
                "moderated_on": one.moderation.on.isoformat(),
                "auditor": given,
                "moderator": moderated,
                "record": one.moderation.agreed.get(args.key, given),
                "state": one.state.value,
            }
        )
    headings = ["LCS", "moderated on", "auditor", "moderator", "state"]
    output.listing(args, headings, rows, ["lcs_number", "moderated_on", "auditor", "moderator", "state"])
    if found.others:
        output.say(f"{output.counted(found.others, 'more audit')} that you may not read.")


def leniency(args: argparse.Namespace) -> None:
    """Show how auditors grade beside moderators."""
    period = AgreementChoice.of_months(args.first, args.last)
    basis = Basis(args.basis)
    with session.opened(args) as service:
        if args.mine or args.auditor:
            auditor = service.person.id if args.mine else find_person(service, args.auditor).id
            shown = [leniency_of(service, auditor, basis, period.first, period.last)]
        else:
            shown = list(leniency_of_all(service, basis, period.first, period.last))
    if args.json:
        output.as_json([_as_data(one) for one in shown])
        return
    if not shown:
        output.text(f"Nothing was moderated yet: {BASIS_WORDS[basis]}.")
    for one in shown:
        output.text(f"{one.name}: {one.found.sentence}.")
        for line in chart_lines(one.found):
            output.text(line)
        if one.found.points and one.found.why_no_limits:
            output.text(f"{one.found.why_no_limits[:1].upper()}{one.found.why_no_limits[1:]}.")
        output.text()
    output.text("Something to talk about, never a mark for a person. Under 8 audits nothing is said.")


def _as_data(one: AuditorLeniency) -> dict[str, object]:
    return {"auditor": str(one.auditor), "name": one.name, **asdict(one.found)}
