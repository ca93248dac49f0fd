"""School terms from the rows of a list."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from auditor.audit.timescales.calendar import Term
from auditor.audit.timescales.rows import Row, day_in
from auditor.errors import InputError, Problem

TERM_COLUMNS = ("name", "first", "last")
LONGEST_TERM_DAYS = 140


def terms_from(rows: Iterable[Row], file: str) -> tuple[list[Term], list[Problem]]:
    """The terms in a list, and everything in it that was not understood.

    Args:
        rows: with the columns of :data:`TERM_COLUMNS`.
        file: the list's name, for problems.
    """
    found: list[tuple[int, Term]] = []
    problems = []
    for row in rows:
        days: dict[str, date] = {}
        for column in ("first", "last"):
            try:
                days[column] = day_in(row.cells.get(column))
            except InputError as error:
                said = f"{error.title.rstrip('.').lower()}: '{error.detail}'" if error.detail else "the day is missing"
                problems.append(Problem(file, row.line, 0, column, said))
        name = " ".join(str(row.cells.get("name") or "").split())[:60]
        if not name:
            problems.append(Problem(file, row.line, 0, "name", "the term has no name"))
        elif len(days) == len(("first", "last")):
            found.append((row.line, Term(name, days["first"], days["last"])))
    lines = {term: line for line, term in found}
    terms = list(lines)
    problems += [Problem(file, lines[term], 0, column, said) for term, column, said in wrong_terms(terms)]
    return terms, sorted(problems)


def wrong_terms(terms: Iterable[Term]) -> list[tuple[Term, str, str]]:
    """The terms that cannot be: each with the column that is wrong and what is wrong."""
    ordered = sorted(terms, key=lambda term: term.first)
    wrong = [
        (term, "last", f"{term.name}: {term.first:%d/%m/%Y} to {term.last:%d/%m/%Y} is not a term")
        for term in ordered
        if not 0 < (term.last - term.first).days <= LONGEST_TERM_DAYS
    ]
    wrong += [
        (after, "first", f"{after.name} begins before {term.name} ends")
        for term, after in pairwise(ordered)
        if after.first <= term.last
    ]
    return wrong
