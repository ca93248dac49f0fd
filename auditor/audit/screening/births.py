"""Dates of birth: a date right beside words that say so. The date of a visit or a record is none."""

import re
from collections.abc import Iterator

from auditor.audit.dates import MONTH_NAMES
from auditor.audit.screening.finds import Certainty, Find, FindKind, found

_MONTH = "|".join((*MONTH_NAMES, *(name[:3] for name in MONTH_NAMES), "Sept"))
_DATE = (
    r"(?:\d{4}-\d{1,2}-\d{1,2}"
    r"|\d{1,2}\s?[./-]\s?\d{1,2}(?:\s?[./-]\s?\d{2,4})?"
    r"|\d{1,2} \d{1,2} (?:19|20)?\d{2}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[ ./-]?(?:of )?(?:{_MONTH})\.?(?:,?[ ./'\u2019-]?(?:19|20)?\d{{2}}(?!\d|[:.]\d))?"
    rf"|(?:{_MONTH})\.? \d{{1,2}}(?:st|nd|rd|th)?(?:,? (?:19|20)\d{{2}})?)(?![\w/])"
)
_SAID = r"[ ]?[:=(\u2013-]?[ ]?(?:(?:is|was|of|on|falls on|given as|recorded as|the)[ ]){0,2}"
_BEFORE = re.compile(
    rf"(?<!\w)(?:d\.? ?o\.? ?b\b\.?|date of birth|birth ?date|(?<!new )(?<!new-)born|birthday){_SAID}{_DATE}",
    re.IGNORECASE,
)
_SHORT = re.compile(r"(?<!\w)b\.? ?\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})(?![\w/])")
"""As genograms have it: *b. 3/4/17*."""
_YEAR = re.compile(r"(?<!\w)(?:d\.? ?o\.? ?b\b\.?|date of birth):? (?:19|20)\d{2}(?![\w/-])", re.IGNORECASE)
_AFTER = re.compile(rf"(?<![\w/.-]){_DATE} ?\(?(?:d\.? ?o\.? ?b|date of birth|birthday)(?!\w)", re.IGNORECASE)


def births(text: str) -> Iterator[Find]:
    """The dates of birth in a text, with the words that say what they are."""
    for pattern in (_BEFORE, _SHORT, _YEAR, _AFTER):
        for match in pattern.finditer(text):
            yield found(*match.span(), FindKind.DATE_OF_BIRTH, Certainty.SURE)
