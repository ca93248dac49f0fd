"""What ``auditor measures`` does."""

import argparse
from uuid import UUID

from auditor.audit.details import KIND_WORDS, AuditKind
from auditor.cli import output, session
from auditor.errors import InputError
from auditor.measures.rates import share_to_percent
from auditor.measures.scorecard import GradeShare, Measure, scorecard_rows
from auditor.measures.timeliness import Timeliness, timeliness_rows
from auditor.standards.model import Checklist
from auditor.standards.pages import rule_words
from auditor.use_cases.audits.find_audit import find_teams
from auditor.use_cases.service import Service
from auditor.use_cases.show_measures import Choice, Figures, Scorecard, show_measures, show_timescales


def show(args: argparse.Namespace) -> None:
    """Show the scorecard, or how the rules on time are kept."""
    if args.all:
        from auditor.cli.handlers.figures import show_all

        show_all(args)
        return
    if args.months or args.quarters:
        raise InputError("Months and quarters are kept apart in the whole scorecard only.", "", "Add: --all")
    if args.timescales or args.by_team:
        _timescales(args)
        return
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


def _timescales(args: argparse.Namespace) -> None:
    if not args.timescales:
        raise InputError("Teams are kept apart for timescales only.", "--by-team", "Add: --timescales")
    with session.opened(args) as service:
        choice = choice_of(service, args)
        figures = show_timescales(service, choice, by_team=args.by_team, early_help=args.early_help)
        edition = service.standards.current
        teams = {team.id: team.name for team in service.teams().values()}
        synthetic = service.store.demo
    rows = timeliness_rows(figures, teams)
    if args.json:
        output.as_json(rows)
    elif args.csv:
        output.as_csv(list(rows[0]), [list(row.values()) for row in rows])
    else:
        for printed, title in ((True, "As printed in the standards"), (False, "\nWorked out from the text")):
            output.text(f"{title}\n")
            _times_table([figure for figure in figures if figure.printed is printed], edition, teams)
        output.text(
            "\nOf = deadlines that fell due in the periods audited. Interval: Wilson, 95%, each deadline by itself.\n"
            "Working days of England, and the council's own closure days: auditor calendar show"
        )
    if synthetic:
        output.say("Synthetic: every audit in this store is invented.")


def _times_table(figures: list[Timeliness], edition: Checklist, teams: dict[UUID, str]) -> None:
    output.table(
        ["rule", "what", "team", "in time", "of", "%", "interval", "audits"],
        [
            [
                figure.rule,
                rule_words(edition.rules_by_id[figure.rule], edition.events),
                teams.get(figure.team, "") if figure.team else "all",
                figure.in_time,
                figure.due,
                "too few" if figure.too_few else figure.percent,
                _interval(figure),
                figure.cases,
            ]
            for figure in figures
        ],
        widest=60,
    )


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


def _interval(measure: Measure | Timeliness) -> str:
    if measure.lower is None or measure.upper is None:
        return ""
    return f"{share_to_percent(measure.lower):.0f}-{share_to_percent(measure.upper):.0f}"
