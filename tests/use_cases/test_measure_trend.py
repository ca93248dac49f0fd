"""A measure over time: what is read for its chart, pooling, rebasing, and who may do what."""

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from store_builders import World, child, finish, new_audit, team

from auditor.audit.whole_months import periods_up_to
from auditor.errors import InputError, NotPermittedError, UnknownIdError
from auditor.measures.control_charts import ChartKind
from auditor.reports.trend_chart import figure_of, trend_chart
from auditor.use_cases.audits.move_audit import submit_audit
from auditor.use_cases.measures.figures import import_figures
from auditor.use_cases.measures.trend import TrendChoice, measure_trend, rebase_measure, trend_rows
from auditor.use_cases.measures.words import chart_words, point_words
from auditor.use_cases.service import Service
from auditor.use_cases.show_measures import Choice


def submitted(service: Service, number: str, as_at: date, where: str = "North") -> UUID:
    planned = child(service.standards.current, has_plan=True)
    audit_id = new_audit(service, number, as_at=as_at, profile=planned, team=team(service, where))
    finish(service, audit_id)
    submit_audit(service, audit_id)
    return audit_id


def give(service: Service, tmp_path: Path, measure: str, values: list[str], *, by_month: bool = True) -> None:
    periods = periods_up_to("2026-10" if by_month else "2026-09", len(values), by_month=by_month)
    lines = [
        f"{measure},{months.first if by_month else f'{months.first} to {months.last}'},{value}"
        for months, value in zip(periods, values, strict=True)
    ]
    path = tmp_path / "given.csv"
    path.write_text("measure,period,actual\n" + "\n".join(lines), "utf-8")
    import_figures(service, path)


def test_audits_by_the_month_with_the_months_between(service: Service) -> None:
    submitted(service, "9900001", date(2026, 9, 30))
    submitted(service, "9900002", date(2026, 11, 19), "South")
    found = measure_trend(service, "1.1-j", TrendChoice(by_month=True))
    assert [(row["period"], row["numerator"], row["denominator"], row["value"]) for row in trend_rows(found)] == [
        ("Sep 2026", 1, 1, 100.0),
        ("Oct 2026", 0, 0, None),
        ("Nov 2026", 1, 1, 100.0),
    ]
    assert "Nov 2026 is not over" in " ".join(chart_words(found))
    assert point_words(found)[1][1] == "no figure"
    south = TrendChoice(by_month=True, audits=Choice(teams=(team(service, "South"),)))
    assert [point.denominator for point in measure_trend(service, "1.1-j", south).chart.points] == [0, 0, 1]


def test_few_audits_are_pooled_to_quarters_and_it_is_said(service: Service) -> None:
    submitted(service, "9900001", date(2026, 8, 31))
    submitted(service, "9900002", date(2026, 9, 30))
    found = measure_trend(service, "1.1-j")
    assert not found.by_month
    assert [point.months.words for point in found.chart.points] == ["Jul to Sep 2026"]
    said = " ".join(chart_words(found))
    assert "Pooled to quarters: 1 a month are too few for limits" in said
    assert "No limits: 1 point" in said


def test_a_team_manager_sees_their_own_team(world: World) -> None:
    sam = world.open()
    submitted(sam, "9900001", date(2026, 9, 30))
    submitted(sam, "9900002", date(2026, 9, 30), "South")
    assert measure_trend(world.open("Tess"), "1.1-j").chart.points[0].denominator == 1


def test_nothing_was_audited_or_imported(service: Service) -> None:
    for measure in ("1.1-j", "1.1-a", "2.0-a"):
        found = measure_trend(service, measure)
        assert found.chart.points == ()
        assert chart_words(found) == ["There are no figures of this measure yet."]


def test_imported_figures_have_an_xmr_chart(service: Service, tmp_path: Path) -> None:
    give(service, tmp_path, "1.1-d", ["82", "84"] * 9 + ["97"])
    found = measure_trend(service, "1.1-d")
    assert (found.chart.kind, found.by_month) == (ChartKind.XMR, True)
    assert found.chart.points[-1].signal_words == "worth a look: above the upper limit"
    assert "1 point is worth a look." in chart_words(found)
    with pytest.raises(InputError, match="no p-chart"):
        measure_trend(service, "1.1-d", TrendChoice(kind=ChartKind.P))
    figure = figure_of(found.chart)
    assert figure.points[-1].value == 0.97
    assert (figure.points[-1].upper or 2) <= 1
    assert figure.target == 0.81
    drawn = trend_chart("Assessments completed within 45 days", found.chart)
    assert len(drawn.table.rows) == 19


def test_a_chart_of_numbers_is_not_drawn_as_shares(service: Service, tmp_path: Path) -> None:
    give(service, tmp_path, "1.1-o", ["9", "12"], by_month=False)
    found = measure_trend(service, "1.1-o")
    assert [row["value"] for row in trend_rows(found)] == [9.0, 12.0]
    with pytest.raises(ValueError, match="numbers"):
        figure_of(found.chart)


def test_what_there_is_not(service: Service) -> None:
    with pytest.raises(UnknownIdError, match=r"1\.1-x"):
        measure_trend(service, "1.1-x")
    with pytest.raises(UnknownIdError, match="higest"):
        measure_trend(service, "3.0-c", TrendChoice(series="higest"))


def test_rebasing_is_kept_with_its_reason_and_can_be_taken_back(world: World, tmp_path: Path) -> None:
    service = world.open()
    give(service, tmp_path, "1.1-d", ["82", "84"] * 6 + ["92", "94"] * 6)
    rebase_measure(service, "1.1-d", "2025-11", "  new   form ")
    found = measure_trend(service, "1.1-d")
    assert [(one.place, one.why) for one in found.chart.breaks] == [(12, "new form")]
    assert found.rebased == {"2025-11": "new form"}
    assert "The line breaks in Nov 2025: new form." in chart_words(found)
    assert [round(float(found.chart.points[at].centre or 0), 2) for at in (0, 12)] == [0.83, 0.93]
    assert measure_trend(service, "1.1-q").rebased == {}
    rebase_measure(service, "1.1-d", "2025-11", "")
    assert measure_trend(service, "1.1-d").chart.breaks == ()
    with pytest.raises(InputError, match="do not begin anew"):
        rebase_measure(service, "1.1-d", "2025-11", "")


def test_who_may_rebase_what(world: World) -> None:
    with pytest.raises(NotPermittedError):
        rebase_measure(world.open("Ada"), "1.1-d", "2026-01", "so")
    sam = world.open()
    with pytest.raises(InputError, match="not begun"):
        rebase_measure(sam, "1.1-d", "2027-01", "so")
    with pytest.raises(InputError, match="too long"):
        rebase_measure(sam, "1.1-d", "2026-01", "so " * 90)
    with pytest.raises(UnknownIdError):
        rebase_measure(sam, "9.9-z", "2026-01", "so")
