"""Opening a mode over many audits, against the same where there are few or none."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from auditor.audit.states import Move
from auditor.standards.load import load_standards
from auditor.use_cases.audits.move_audit import append_move
from auditor.use_cases.audits.start_audit import refresh_summary
from auditor.use_cases.service import Service
from benchmarks import running
from benchmarks.measuring import Figure, Line, interleaved
from benchmarks.stores import fill_projections, new_audit, new_store, past_the_facts

TARGET, AUDITS, EACH = 1.5, 10_000, 3
LCS_NUMBER = "9900001"
_WORK = "Subject"
"""Stands on the screen of Work once its list is there."""
_ACTIONS = """
insert into action_summary
select audit_id, printf('%d-%s', n, audit_id), case_id, lcs_number, team_id, 'Write the safety plan with the family',
    case n when 1 then 'team manager' else 'social worker' end, printf('ps%02d', 1 + (rowid + n) % 11),
    printf('ps%02d', 1 + (rowid + n) % 11), 0, as_at, date(as_at, '+' || (14 * n) || ' days'),
    date(as_at, '+' || (14 * n) || ' days'), 0,
    case when (rowid + n) % 10 < 3 then 'on_track' else 'complete' end, as_at,
    case when (rowid + n) % 10 < 3 then null else date(as_at, '+' || (12 * n) || ' days') end,
    case when (rowid + n) % 10 < 3 then null else 'on_paper' end
from audit_summary, (select 1 n union select 2 union select 3)
"""
"""Three for each audit, of which three in ten are open."""


@dataclass(frozen=True)
class Mode:
    """A mode that is opened.

    Attributes:
        key: what its key sends to the program.
        shown: stands on the screen once its list is read.
        what: what is measured.
        fill: gives a store its audits.
        few: how many audits the baseline has.
    """

    key: str
    shown: str
    what: str
    fill: Callable[[Service, int], None]
    few: int = 0

    def run(self, *, quick: bool) -> list[Line]:
        """Measure."""
        standards = load_standards()
        with TemporaryDirectory() as folder:
            place = Path(folder)
            few, many = place / "few", place / "many"
            for store, audits in ((few, self.few), (many, AUDITS)):
                with closing(new_store(store, standards, demo=True)) as service:
                    self.fill(service, audits)
            rounds, warm_up = (1, 0) if quick else (7, 1)
            ours, bare = interleaved(rounds, self._opening(place, many), self._opening(place, few), warm_up=warm_up)
        against = f"over {self.few or 'none'}"
        return [Figure(f"Opening {self.what}", TARGET, ours, bare, against)]

    def _opening(self, place: Path, store: Path) -> Callable[[], float]:
        def sample() -> float:
            with running.start_demo(place, store) as terminal:
                terminal.wait_for("Actions", terminal.started)  # among the modes at the top: the store is open
                terminal.rest(0.8)
                return terminal.wait_for(self.shown, terminal.write(self.key))

        return sample


def _with_actions(service: Service, audits: int) -> None:
    if audits:
        fill_projections(service, audits)
        fill_actions(service)


def fill_actions(service: Service) -> None:
    """Give every audit of a store whose projections were filled three actions."""
    past_the_facts(service, _ACTIONS)


def _submitted(service: Service, audits: int) -> None:
    """Audits that were moderated and stand, and others that wait to be picked."""
    fill_projections(service, audits)
    past_the_facts(service, "update audit_summary set state = case moderated when 1 then 'final' else 'submitted' end")


def _of_a_team(service: Service, audits: int) -> None:
    """One audit with facts beneath it, the first in the list so that it is read too; and others before it."""
    audit_id = new_audit(service, LCS_NUMBER)
    with service.store.writing() as writer:
        for move in (Move.SUBMIT, Move.FINALISE):
            append_move(writer, service, audit_id, move, {})
            refresh_summary(writer, audit_id)
    if audits:
        fill_projections(service, audits)
        past_the_facts(
            service,
            "update audit_summary set state = 'final', submitted_at = '2020' || substr(submitted_at, 5) "
            "where audit_id not in (select id from audit)",
        )


TEAM = Mode("\x1b[21~", "What was done well", f"Team over {AUDITS:,} audits", _of_a_team)
ACTIONS = Mode(
    "\x1b[18~",
    "By the day they are due",
    f"Actions over {AUDITS:,} audits with {AUDITS * EACH:,} actions",
    _with_actions,
)
MODERATION = Mode("\x1b[17~", "To pick", f"Moderation over {AUDITS:,} audits", _submitted, few=1)
