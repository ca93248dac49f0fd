"""What ``auditor measures`` does with figures that are imported, with the whole scorecard, and over time."""

import argparse
from typing import Any

from auditor.audit.details import AuditKind
from auditor.audit.whole_months import parse_months
from auditor.cli import output, session
from auditor.cli.handlers.files import STDOUT, check_free, write_file
from auditor.errors import InputError
from auditor.measures.control_charts import ChartKind
from auditor.measures.text_plot import text_plot
from auditor.measures.whole_scorecard import RAG_SYMBOLS, ScoreRow, shown_value
from auditor.standards.load import load_standards
from auditor.use_cases.audits.find_audit import find_teams
from auditor.use_cases.measures.figures import Became, ImportedRow, ImportReport, figures_template, import_figures
from auditor.use_cases.measures.scorecard import long_rows, show_scorecard, shown_history
from auditor.use_cases.measures.trend import Trend, TrendChoice, measure_trend, rebase_measure, trend_rows
from auditor.use_cases.measures.words import chart_words, point_words, report_words, row_words
from auditor.use_cases.show_measures import Choice

_NOT_WITH_ALL = ("first", "team", "kind", "early_help", "timescales", "by_team")
_FEWEST, _MOST = 2, 24
_PLOT_WIDTH, _PLOT_HEIGHT = 80, 14


def import_list(args: argparse.Namespace) -> None:
    """Import figures."""
    with session.opened(args) as service:
        report = import_figures(service, args.file, check=args.check)
        titles = {one.id: one.title for one in service.standards.measures.measures}
    if args.json:
        output.as_json(_report_data(report))
        return
    told = [row for row in report.rows if row.became is not Became.UNCHANGED]
    if told:
        output.table(
            ["measure", "period", "", "figure", "before", "title"],
            [[*row_words(row), titles[row.figure.measure]] for row in told],
            widest=44,
        )
    output.say(report_words(report))


def _report_data(report: ImportReport) -> dict[str, Any]:
    return {
        "file": report.file,
        "checked_only": report.checked,
        "left_empty": report.left_empty,
        **{became.value.replace(" ", "_"): report.count(became) for became in Became},
        "rows": [_row_data(row) for row in report.rows],
    }


def _row_data(row: ImportedRow) -> dict[str, Any]:
    one = row.figure
    return {"measure": one.measure, "period": one.months.key, "series": one.series, "became": row.became.value} | {
        name: value for name, value in one.as_body().items() if name != "file"
    }


def template(args: argparse.Namespace) -> None:
    """Write an empty list."""
    if args.period:
        try:
            parse_months(args.period)
        except InputError as error:
            said = f"'{args.period}' {error.title}."
            raise InputError(said, "", f"{error.next_step[:1].upper()}{error.next_step[1:]}.") from error
    check_free(args.out, force=args.force)
    text = figures_template(load_standards(args.standards).measures, args.period)
    if args.out == STDOUT:
        output.text(text.rstrip("\n"))
        return
    write_file(args.out, text.encode(), force=args.force)
    output.say(f"Written: {args.out}. Fill in the figures there are; rows left empty are passed over.")


# -- the whole scorecard ----------------------------------------------------------------------------------------------


def show_all(args: argparse.Namespace) -> None:
    """Show every measure."""
    if given := [name for name in _NOT_WITH_ALL if getattr(args, name)]:
        words = ", ".join("--from" if name == "first" else f"--{name.replace('_', '-')}" for name in given)
        raise InputError(
            "The whole scorecard is of the whole service.", f"Given beside --all: {words}", "Leave it out."
        )
    if not _FEWEST <= args.periods <= _MOST:
        raise InputError(f"{args.periods} periods cannot be shown.", "", f"Give {_FEWEST} to {_MOST}.")
    with session.opened(args) as service:
        card = show_scorecard(service, args.last, by_month=args.months, shown=args.periods)
        synthetic = service.store.demo
    rows = long_rows(card)
    if args.json:
        output.as_json(rows)
    elif args.csv:
        output.as_csv(list(rows[0]), [list(row.values()) for row in rows])
    else:
        output.pairs(
            {
                "Period": card.months.words,
                "Audits": f"{card.audits} full audits, {card.moderated} moderated",
                "Imported": f"{card.imported} figures of this period",
            }
        )
        priority = ""
        for row in card.rows:
            if row.definition.priority != priority:
                priority = row.definition.priority
                output.text(f"\n{priority}\n")
                output.table(_HEADINGS, [_cells(one) for one in card.rows if one.definition.priority == priority], 26)
        output.text(
            "\nGreen: good or outstanding by the plan's thresholds; amber: requires improvement; red: worse. Where the "
            "plan prints\na direction only: green when better than before, amber when the same, red when worse.\n"
            "Better or worse: of audits only beyond what chance allows (95% intervals that do not touch), of imported\n"
            "figures at any change. Over time: auditor measures trend MEASURE"
        )
    if synthetic:
        output.say("Synthetic: every audit and every figure in this store is invented.")


_HEADINGS = ["measure", "title", "actual", "target", "", "band", "before", "change", "over time"]


def _cells(row: ScoreRow) -> list[str]:
    actual = row.actual
    shown = "no figure" if actual is None or actual.value is None else shown_value(actual.value, row.definition)
    previous = row.previous
    before = "" if previous is None or previous.value is None else shown_value(previous.value, row.definition)
    rag = f"{RAG_SYMBOLS[row.rag]} {row.rag.value}"
    note = f" ({row.note})" if row.note else ""
    history = " ".join(shown_history(row))
    met = "" if row.target_met is None else ", met" if row.target_met else ", not met"
    target = row.target_words + met
    return [row.id, row.title, shown + note, target, rag, row.band_word, before, row.change_words, history]


# -- over time --------------------------------------------------------------------------------------------------------


def trend(args: argparse.Namespace) -> None:
    """Show a measure over time."""
    if args.xmr and args.p_chart:
        raise InputError("A chart is either an XmR chart or a p-chart.", "--xmr, --p-chart", "Leave one out.")
    kind = ChartKind.XMR if args.xmr else ChartKind.P if args.p_chart else None
    kinds = tuple(dict.fromkeys(AuditKind(one) for one in args.kind or ("full",)))
    with session.opened(args) as service:
        choice = TrendChoice(
            args.series,
            True if args.months else False if args.quarters else None,
            kind,
            args.screen,
            args.last,
            Choice(None, None, find_teams(service, args.team), kinds),
            args.early_help,
        )
        found = measure_trend(service, args.measure, choice)
        synthetic = service.store.demo
    if args.json:
        output.as_json(_trend_data(found))
    elif args.csv:
        rows = trend_rows(found)
        names = list(rows[0]) if rows else []
        output.as_csv(names, [[_plain(value) for value in row.values()] for row in rows])
    else:
        _tell(found)
    if synthetic:
        output.say("Synthetic: every audit and every figure in this store is invented.")


def _trend_data(found: Trend) -> dict[str, Any]:
    return {
        "measure": found.definition.id,
        "title": found.title,
        "chart": found.chart.kind.value,
        "by": "month" if found.by_month else "quarter",
        "assurance": found.chart.assurance,
        "notes": list(found.chart.notes),
        "points": trend_rows(found),
    }


def _plain(value: object) -> object:
    return "; ".join(str(part) for part in value) if isinstance(value, list) else value


def _tell(found: Trend) -> None:
    output.text(f"{found.definition.id}  {found.title}")
    for line in chart_words(found):
        output.text(line)
    output.text()
    for line in text_plot(found.chart, _PLOT_WIDTH, _PLOT_HEIGHT):
        output.text(line)
    output.text()
    if found.chart.points:
        output.table(["period", "figure", "of", "mean", "limits", "worth a look"], point_words(found), widest=60)


def rebase(args: argparse.Namespace) -> None:
    """Let limits begin anew, or take that back."""
    reason = "" if args.undo else args.reason.strip()
    if not args.undo and not reason:
        raise InputError("A chart is rebased with a reason.", "", 'Say what changed: --reason "new assessment form"')
    with session.opened(args) as service:
        rebase_measure(service, args.measure, args.month, reason)
    said = "are worked out as before" if args.undo else f"begin anew in {args.month}"
    output.say(f"Saved. The limits of {args.measure} {said}.")
