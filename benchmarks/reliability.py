"""``python -m benchmarks.reliability --kills 1000``: kill the interface while somebody works, and see what is lost.

The program runs on a pseudo-terminal, as a person starts it. At a random moment (a number of keys and a delay, from a
seed) it is killed. What its last screens said is then compared with the store, the store is verified, and the program
is started again: it must show the same place, and the text that was being typed. The new start is the next sitting.
"""

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from auditor.audit.facts import FactKind
from auditor.store.vault import slots
from auditor.use_cases.audits.open_audit import OpenAudit, open_audit
from auditor.use_cases.keeping.look_after_store import verify_store
from auditor.use_cases.open_store import unlock_store
from benchmarks import running
from benchmarks.pty_terminal import NotShownError
from benchmarks.stores import PASSPHRASE, new_audit, new_store
from benchmarks.typist import Seen, Sitting, Text, Watched

AT_RISK_S = 1.0
"""Of text that is being typed, at most so many seconds are lost."""
PLACE_S = 0.8
"""After a move the place is kept so many seconds later."""
ALLOWED_S = 0.5
"""How much later than that it may be on a machine that does other things as well."""
KILLS_IN_A_STORE = 50
_COMMAND_EVERY = 10
_DRAWN_S = 0.05
"""What is drawn sooner than this after a key may have been on its way before it."""
_FIRST_MARK, _MARKS = 0x100, 300
"""Latin letters that no text of the program has; a store gets fewer texts than there are of them."""
_LCS_NUMBER = "9900001"
_ANSWERS = {"✓ met": "met", "~ partly met": "partly_met", "× not met": "not_met", "★ exceeded": "exceeded"}
_GRADES = {
    "★ Outstanding": "outstanding",
    "✓ Good": "good",
    "~ Requires improvement": "requires_improvement",
    "× Inadequate": "inadequate",
}


@dataclass
class Outcome:
    """What came of all kills.

    Attributes:
        counts: how many kills there were, and how many of what was shown as saved was found.
        ages: for each kill in the middle of a text, how old the oldest letter that was lost was, in seconds.
        failures: each promise that was broken, with the screen.
    """

    counts: Counter[str] = field(default_factory=Counter)
    ages: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def told(self) -> str:
        """The figures in words."""
        lines = [f"{count:>6}  {what}" for what, count in self.counts.items()]
        if self.ages:
            over = sum(age > AT_RISK_S for age in self.ages)
            lines.append(
                f"{max(self.ages):6.2f}  s: the oldest letter lost; {over} of {len(self.ages)} over {AT_RISK_S} s"
            )
        return "\n".join([*lines, f"{len(self.failures):>6}  broken promises", *self.failures])


@dataclass(frozen=True)
class _Stored:
    """What a store says of its audit."""

    marks: frozenset[tuple[FactKind, str, str]]
    texts: tuple[str, ...]
    drafts: dict[str, str]
    problems: tuple[str, ...]

    @property
    def no_days(self) -> tuple[str, ...]:
        """What stands in a line for a day and is none: it stays unfinished, as typed, until it is one."""
        return tuple(text for name, text in self.drafts.items() if name.startswith("date:"))


def run(kills: int, seed: int = 1, outcome: Outcome | None = None) -> Outcome:
    """Kill so often; a new store every fifty times.

    Args:
        kills: how often.
        seed: chooses every key and every moment.
        outcome: is added to, for whoever wants to know before the end.
    """
    outcome, dice = outcome or Outcome(), random.Random(seed)
    while outcome.counts["kills"] < kills:
        with TemporaryDirectory() as folder:
            rounds = min(KILLS_IN_A_STORE, kills - outcome.counts["kills"])
            _Rounds(Path(folder), outcome, dice).run(rounds)
    return outcome


class _Rounds:
    """The kills of one store."""

    def __init__(self, place: Path, outcome: Outcome, dice: random.Random) -> None:
        self.place, self.outcome, self.dice = place, outcome, dice
        self.store = place / "store"
        with closing(new_store(self.store)) as service:
            self.audit = new_audit(service, _LCS_NUMBER)
            opened = open_audit(service, self.audit)
        self.questions = {c.id: c.question for section in opened.checklist.sections for c in section.criteria}
        self.sections = {section.code: section.id for section in opened.checklist.sections}
        self.before: _Before | None = None
        self.marks = (chr(_FIRST_MARK + number % _MARKS) for number in count())

    def run(self, rounds: int) -> None:
        for number in range(rounds):
            try:
                self._round()
            except NotShownError as error:
                self._hold(False, str(error))
            self.outcome.counts["kills"] += 1
            if number % _COMMAND_EVERY == 0 or number == rounds - 1:
                verified = running.command(self.place, self.store, "verify")
                print(f"{self.outcome.counts['kills']} kills", file=sys.stderr, flush=True)
                self._hold(verified.returncode == 0, f"auditor verify: {verified.stdout}{verified.stderr}")

    def _hold(self, true: bool, promise: str, seen: Seen | None = None) -> None:
        if not true:
            screen = "\n" + "\n".join(seen.lines) if seen else ""
            self.outcome.failures.append(f"kill {self.outcome.counts['kills'] + 1}: {promise}{screen}")

    def _round(self) -> None:
        with running.start_on(Watched, self.place, self.store) as terminal:
            if self.dice.random() < 0.05:  # while it starts
                terminal.watch(self.dice.uniform(0.0, 2.0))
                terminal.kill()
                self.outcome.counts["killed while it started"] += 1
                self._hold(not self._stored().problems, "verify")
                return
            running.unlock(terminal, _LCS_NUMBER)
            terminal.wait_for(running.OPENED, terminal.write("\r"))
            self._reopened(terminal)
            sitting = Sitting(terminal, self.dice, self.marks)
            sitting.work(self.dice.randint(1, 30))
            terminal.watch(self.dice.choice((0.0, self.dice.uniform(0.0, 0.05), self.dice.uniform(0.0, 1.5))))
            at = terminal.kill()
        self._killed(sitting, at)

    def _reopened(self, terminal: Watched) -> None:
        """The same place as before the kill, and the same text in the same field."""
        before = self.before
        if before is None:
            terminal.rest()
            return
        limit = time.perf_counter() + 20
        while time.perf_counter() < limit:
            terminal.watch(0.05)
            last = terminal.last
            if last is not None and before.is_shown(last):
                self.outcome.counts["reopened at the same place"] += 1
                self.outcome.counts["with the text in its field"] += bool(before.text)
                return
        self._hold(False, f"not reopened at {sorted(before.places)} with {before.text!r}", terminal.last)

    def _killed(self, sitting: Sitting, at: float) -> None:
        stored, seen = self._stored(), sitting.terminal.seen
        self._hold(not stored.problems, f"verify: {stored.problems}")
        saved = next((one for one in reversed(seen) if one.saved and one.place), None)
        if saved is not None:
            for mark in self._marks(saved):
                self.outcome.counts["marks shown as saved"] += 1
                self._hold(mark in stored.marks, f"shown as saved, and not in the store: {mark}", saved)
        for text in sitting.texts:
            if text.ended is not None:
                # Left, and shown as saved after that, it is recorded to its last letter.
                if saved is not None and saved.at > text.ended and not saved.editing:
                    self.outcome.counts["texts shown as saved"] += 1
                    kept = any(text.letters.strip() in one for one in (*stored.texts, *stored.no_days))
                    self._hold(kept, f"lost: {text.letters}", saved)
            else:
                self.outcome.counts["killed in the middle of a text"] += 1
                self._text_kept(text, stored, seen, at)
        last = seen[-1]
        draft = next(iter(stored.drafts.values()), "")
        if last.at < sitting.pressed_at + _DRAWN_S:
            # The program may be further than its screen was: any place will do.
            self.before = _Before(frozenset(), draft)
        elif draft and last.editing:
            self.before = _Before(frozenset({last.place}), draft)
        else:
            recent = [one.place for one in seen if at - one.at <= PLACE_S + ALLOWED_S]
            earlier = [one.place for one in seen if at - one.at > PLACE_S + ALLOWED_S][-1:]
            self.before = _Before(frozenset({*recent, *earlier}), draft)

    def _text_kept(self, text: Text, stored: _Stored, seen: Sequence[Seen], at: float) -> None:
        """All but the last second of an unfinished text is in its draft."""
        kept = max(
            (
                _common(text.letters, one[start:])
                for one in (*stored.drafts.values(), *stored.texts)
                if (start := one.find(text.letters[0])) >= 0
            ),
            default=0,
        )
        shown = _shown(text.letters, kept, seen)
        age = 0.0 if shown is None else at - shown
        self.outcome.ages.append(age)
        promise = f"{text.letters[kept:]!r} stood on the screen {age:.2f} s before the kill, and is lost"
        self._hold(age <= AT_RISK_S + ALLOWED_S, promise)

    def _marks(self, seen: Seen) -> list[tuple[FactKind, str, str]]:
        """Answers, grades and notes that stood in the list."""
        found = []
        for row in seen.rows:
            lead, words = row[:13].strip(), row[13:]
            if lead == "Grade" and words.strip() in _GRADES and seen.section in self.sections:
                found.append((FactKind.GRADE, self.sections[seen.section], _GRADES[words.strip()]))
            elif (key := self._question(words.split("…")[0].rstrip())) is not None:
                if lead in _ANSWERS:
                    found.append((FactKind.ANSWER, key, _ANSWERS[lead]))
                if words.endswith(" note"):
                    found.append((FactKind.NOTE, key, ""))
        return found

    def _question(self, words: str) -> str | None:
        named = [key for key, question in self.questions.items() if words and question.startswith(words)]
        return named[0] if len(named) == 1 else None

    def _stored(self) -> _Stored:
        """What the store says, in this process, which did not hold it open before."""
        slot = slots(self.store)[0]
        with closing(unlock_store(self.store, slot.id, PASSPHRASE)) as service:
            opened: OpenAudit = open_audit(service, self.audit)
            with service.store.reading() as reader:
                facts = [fact for _, fact in reader.facts(self.audit)]
            problems = verify_store(service).problems
        marks = set()
        for fact in facts:
            body = fact.body or {}
            said = {FactKind.ANSWER: body.get("answer"), FactKind.GRADE: body.get("grade"), FactKind.NOTE: ""}
            if fact.kind in said:
                marks.add((fact.kind, fact.key, said[fact.kind] or ""))
        texts = tuple(value for fact in facts for value in (fact.body or {}).values() if isinstance(value, str))
        drafts = {name: text for name, text in opened.drafts.items() if text.strip()}
        return _Stored(frozenset(marks), texts, drafts, tuple(problems))


@dataclass(frozen=True)
class _Before:
    """What must be shown again: one of the places of the last moment, and the text that was being typed."""

    places: frozenset[str]
    text: str

    def is_shown(self, seen: Seen) -> bool:
        """Whether it is."""
        if not seen.place or (self.places and seen.place not in self.places):
            return False
        shown = " ".join(seen.lines)
        return seen.editing == bool(self.text) and all(word in shown for word in self.text.split()[-3:])


def _shown(letters: str, place: int, seen: Sequence[Seen]) -> float | None:
    """When the letter at this place was first on the screen; None when it never was, or is not there."""
    if place >= len(letters):
        return None
    # With the word before it, it stands nowhere else on the screen.
    before = letters[:place].split()
    wanted = letters[letters.rfind(before[-1], 0, place) if before else 0 : place + 1].strip()
    return next((one.at for one in seen if wanted in one.words), None)


def _common(one: str, other: str) -> int:
    """How many letters both begin with."""
    return next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if len(set(pair)) > 1), min(len(one), len(other))
    )


def main() -> int:
    """Run; the exit code is 1 when a promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reliability", description=__doc__)
    parser.add_argument("--kills", type=int, default=1000, help="how often the program is killed")
    parser.add_argument("--seed", type=int, default=1, help="chooses every key and every moment")
    args = parser.parse_args()
    started, outcome = time.monotonic(), Outcome()
    try:
        run(args.kills, args.seed, outcome)
    except KeyboardInterrupt:
        print("Stopped before the end.")
    print(f"{outcome.told()}\n{(time.monotonic() - started) / 60:6.1f}  minutes, seed {args.seed}")
    return 1 if outcome.failures else 0


if __name__ == "__main__":
    sys.exit(main())
