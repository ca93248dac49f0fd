"""What ``auditor measures`` does."""

import argparse

from auditor.audit.details import KIND_WORDS, AuditKind
from auditor.cli import output, session
from auditor.measures.rates import share_to_percent
from auditor.measures.scorecard import GradeShare, Measure, scorecard_rows
from auditor.use_cases.find_audit import find_teams
from auditor.use_cases.service import Service
from auditor.use_cases.show_measures import Choice, Figures, Scorecard, show_measures


def show(args: argparse.Namespace) -> None:
    """Show the scorecard."""
    with session.opened(args) as service:
        card = show_measures(service, choice_of(service, args))
        names = {team.id: team.name for team in service.teams().values()}
        words: dict[str, str] = {grade.id: grade.word for grade in service.standards.current.scale.grades}
        synthetic = service.store.demo
    figures = card.early_help if args.early_help else card.main
    rows = scorecard_rows(figures.measures)
    if args.json:
        output.as_json(rows)
    elif args.csv:
        output.as_csv(list(rows[0]), [[_plain(value) for value in row.values()] for row in rows])
    else:
        _show(card, [names[team] for team in card.choice.teams or () if team in names], words)
    if synthetic:
        output.say("Synthetic: every audit in this store is invented.")


def choice_of(service: Service, args: argparse.Namespace) -> Choice:
    """Which audits count, from the words typed; full audits when no kind was named."""
    kinds = tuple(dict.fromkeys(AuditKind(kind) for kind in args.kind or ("full",)))
    return Choice(args.first, args.last, find_teams(service, args.team), kinds)


def _plain(value: object) -> object:
    return " ".join(str(part) for part in value) if isinstance(value, list) else value


def _show(card: Scorecard, teams: list[str], words: dict[str, str]) -> None:
    choice = card.choice
    output.pairs(
        {
            "Months": _months(choice.first, choice.last),
            "Teams": ", ".join(teams) if choice.teams is not None else "all",
            "Counted": f"{card.main.audits} audits: {', '.join(f'{KIND_WORDS[kind]}s' for kind in choice.kinds)}; "
            f"{card.main.moderated} moderated",
        }
    )
    output.text()
    _profile("Overall grades", card.main.profile, words)
    _table(card.main)
    if card.early_help.audits:
        output.text(f"\nEarly help, shown apart: {card.early_help.audits} audits\n")
        _profile("Overall grades", card.early_help.profile, words)
        _table(card.early_help)
    output.text(
        "\nGood = judged good or outstanding. Interval: Wilson, 95%; it covers the chance of the draw only.\n"
        f"With fewer than {card.book.too_few} audits no band is told."
    )


def _months(first: str | None, last: str | None) -> str:
    if first is None and last is None:
        return "all"
    return f"{first or 'the beginning'} to {last or 'now'}"


def _profile(title: str, shares: tuple[GradeShare, ...], words: dict[str, str]) -> None:
    parts = [
        f"{words[share.grade]} {share.count}" + ("" if share.percent is None else f" ({share.percent}%)")
        for share in shares
    ]
    output.text(f"{title}: {', '.join(parts)}\n")


def _table(figures: Figures) -> None:
    output.table(
        ["measure", "title", "good", "of", "%", "interval", "band"],
        [[m.id, m.title, m.numerator, m.denominator, m.percent, _interval(m), _band(m)] for m in figures.measures],
        widest=44,
    )


def _band(measure: Measure) -> str:
    return f"{measure.band_word} ({measure.note})" if measure.note and measure.has_data else _word(measure)


def _word(measure: Measure) -> str:
    return measure.note or measure.band_word


def _interval(measure: Measure) -> str:
    if measure.lower is None or measure.upper is None:
        return ""
    return f"{share_to_percent(measure.lower):.0f}-{share_to_percent(measure.upper):.0f}"
