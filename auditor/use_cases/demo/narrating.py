"""What the QA lead of the demo writes for the reports of its thematic rounds, by the same steps as on the screen."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from auditor.audit.narrative import Speaker
from auditor.errors import InputError
from auditor.use_cases.demo.entry import at_time
from auditor.use_cases.demo.rounds import Drawn
from auditor.use_cases.rounds.recommend import recommend
from auditor.use_cases.rounds.voices import choose_quote, quotes_to_choose_from, share_practice
from auditor.use_cases.service import Service

_WRITTEN = 21
"""Days after its audits were due at which the report of a round is written."""
_QUOTED = {Speaker.CHILD: 2, Speaker.PARENT: 2, Speaker.WORKER: 3, Speaker.PARTNER: 1}
"""How many of each are quoted, at most."""
_PRACTICE = (
    "One team opens each supervision with what was agreed last time, and closes each line before a new one is added.",
    "A manager asks in every supervision what has changed for the child since the last, and writes down the answer.",
)
_RECOMMENDED = (
    (
        "Book supervision for six months ahead for every worker, and tell the service manager each month of any that "
        "was missed, with the day it was held instead.",
        "team managers",
        60,
    ),
    (
        "Change the supervision form so that every child discussed has what has changed for them, what is decided and "
        "why, and who does what by when.",
        "head of service",
        90,
    ),
    (
        "Observe two supervisions of each manager, and go through what was seen with them within a week.",
        "principal social worker",
        120,
    ),
)
"""What, to whom, and how many days after it is written."""


def narrate(service: Service, drawn: Drawn, end: date, moment: Callable[[datetime], None]) -> None:
    """Quotes, good practice and recommendations for a thematic round.

    Args:
        service: of the QA lead.
        end: the last day on which anything happens.
        moment: told when it happens.
    """
    of = drawn.round
    on = min(end, of.due + timedelta(days=_WRITTEN))
    moment(at_time(on, 10, 40))
    left = dict(_QUOTED)
    quoted: set[str] = set()
    for passage in quotes_to_choose_from(service, of.id):
        if passage.speaker is None or not left[passage.speaker] or passage.text in quoted:
            continue
        try:
            choose_quote(service, of.id, passage.id)
        except InputError:
            continue  # it may say who somebody is, and another passage will do
        quoted.add(passage.text)
        left[passage.speaker] -= 1
    for text in _PRACTICE:
        share_practice(service, of.id, text=text)
    for what, owner, days in _RECOMMENDED:
        recommend(service, of.id, what, owner, on + timedelta(days=days))
