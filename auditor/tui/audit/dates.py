"""Key dates: what is on the file and when, from which the timescales are worked out."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.message import Message

from auditor.audit.changes import key_date, no_key_date
from auditor.audit.completeness import Step
from auditor.audit.timescales.for_audit import Timescales
from auditor.audit.timescales.key_dates import KeyDate, Standing, key_for
from auditor.audit.timescales.typed import as_typed, how_to_type, typed_dates
from auditor.audit.timescales.uses import Wanted, answerable, expected_after
from auditor.audit.timescales.vocabulary import offered, rules_asked
from auditor.errors import InputError
from auditor.tui.audit.dates_rows import WANTED, dates_rows, label_of, partner_words
from auditor.tui.audit.dates_words import date_blocks, wanted_blocks
from auditor.tui.audit.editor import Question
from auditor.tui.audit.event_picker import EventPicker
from auditor.tui.audit.lines import Row
from auditor.tui.audit.pane import Block, words
from auditor.tui.audit.panel import Host, Offer, Panel
from auditor.tui.keys import key
from auditor.tui.pick import PickOne

_LETTERS = {"x": Standing.NOT_ON_FILE, "n": Standing.NOT_NEEDED}
_TOLD = {Standing.NOT_ON_FILE: "looked for, not on file", Standing.NOT_NEEDED: "did not happen, or was not needed"}
_BY_TIME = "none"
_HOW = "3/2, 4/3 several · x not on file · n not needed"


class KeyDatesPanel(Panel):
    """What is still to be looked for, and the dates in order of time."""

    STEP = Step.DATES
    TALL = True
    HELP = """
Enter what is on the file once, and every timescale is worked out from it. What is still to be looked for stands first:
go down it and type each day, beginning with its first digit. Enter keeps it, and you are on the next.

  12/3/26, 12 mar, today, -2w   a day; where the time matters, 12/3/26 14:30
  3/2, 4/3, 1/4                 several at once; a digit on any line adds another of the same
  x  looked for, not on file    n  did not happen, or was not needed   (also typed in place of a day)

On a date below, x and n say it of what should have followed that date. Each date answers the earliest one still free
before it; p says which one it does answer. What looks odd is asked beside the line and never refused. A list from
another system is read with i: columns event and date, if you like time, id, follows and every.
"""
    RECORDING: ClassVar[frozenset[str]] = frozenset({"add", "edit", "standing", "remove", "pair", "bring"})
    BINDINGS = [
        key("a", "add", "Add", "Add a date: type part of what happened, then the day.", id="date.add"),
        key("enter,e", "edit", "Correct", "Enter this date, or correct it.", id="date.edit"),
        key("x", "standing('not_on_file')", "Not on file", "Looked for, and not on file.", id="date.not_on_file"),
        key("n", "standing('not_needed')", "Not needed", "Did not happen, or was not needed.", id="date.not_needed"),
        key("p", "pair", "Answers", "Say which earlier date this one answers.", id="date.pair"),
        key("w", "why", "Why", "How every result of this date was reckoned.", id="date.why"),
        key("delete,r", "remove", "Remove", "Take this date out; u puts it back.", id="date.remove"),
        key("i", "bring", "Import", "Read dates from a CSV file or a workbook.", id="date.import"),
    ]

    class ImportWanted(Message):
        """A list is to be read.

        Attributes:
            path: where it is.
        """

        def __init__(self, path: Path) -> None:
            super().__init__()
            self.path = path

    def __init__(self, host: Host) -> None:
        super().__init__(host, id="dates")
        self.explains = False

    @property
    def timescales(self) -> Timescales:
        """What the dates come to."""
        return self.host.desk.shown.timescales

    @property
    def entered(self) -> KeyDate | None:
        """The key date one is on."""
        return self.examination.key_dates.get(self.row.key) if self.row else None

    @property
    def wanted(self) -> Wanted | None:
        """What one is looking for, on such a line."""
        name = self.row.key if self.row else ""
        return next((item for item in self.timescales.wanted if WANTED + item.key == name), None)

    # -- what it says ---------------------------------------------------------------------------------------------

    def title(self) -> tuple[str, str]:
        """What stands above the list."""
        count, waits = len(self.examination.key_dates), len(self.timescales.wanted)
        left = f"{count} entered · {waits} to look for" if waits else f"{count} entered · nothing left to look for"
        return "Key dates", f"{count} entered" if self.read_only else left

    def build(self) -> Sequence[Row]:
        """What is looked for, then everything in order of time."""
        rows = tuple(dates_rows(self.timescales, read_only=self.read_only))
        if any(not row.heading for row in rows):
            return rows
        return (*rows, Row("dates", "none" if self.read_only else "none yet: a adds one", "muted"))

    def detail(self) -> Sequence[Block]:
        """Everything about the line one is on."""
        blocks, one, item = self.offer_block(), self.entered, self.wanted
        if one is not None:
            blocks += date_blocks(self.timescales, one, explain=self.explains, read_only=self.read_only)
        elif item is not None:
            blocks += wanted_blocks(self.timescales, item, read_only=self.read_only)
        elif not self.read_only:
            blocks.append(Block("", words(("a", "key"), " adds a date   ", ("i", "key"), " reads a list")))
        for name, text in self.host.desk.drafts.items():
            if name.startswith("date:"):
                about = label_of(self.timescales, name.split(":")[1])
                blocks.append(Block("Unfinished", words((text, "accent"), (f"   {about}: a goes on with it", "muted"))))
        return blocks

    def row_changed(self) -> None:
        """Say everything about the new row, in short again."""
        self._explain(on=False)
        super().row_changed()

    def _explain(self, *, on: bool) -> None:
        if self.explains != on and self.is_attached:
            self.screen.query_one("#main").set_class(not on, "-tall")
        self.explains = on

    def action_why(self) -> None:
        """Say how it was reckoned, or stop saying so."""
        self._explain(on=not self.explains)
        self.host.show_row(self)

    # -- entering -------------------------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """A digit begins a day of what the line is about."""
        digit = event.character or ""
        if self.offer is not None or self.read_only or not digit.isdecimal():
            super().on_key(event)
            return
        one, item = self.entered, self.wanted
        if item is not None or one is not None:
            event.stop()
            event.prevent_default()
            if item is not None:
                self._enter(item, digit)
            elif one is not None:
                self._enter(Wanted(one.event), digit)

    def action_add(self) -> None:
        """Choose what happened, then type when."""

        def picked(event: str | None) -> None:
            if event is not None:
                item = next((item for item in self.timescales.wanted if item.event == event), Wanted(event))
                self._enter(replace(item, corrects=None) if item.corrects else item)

        waited = tuple(dict.fromkeys(item.event for item in self.timescales.wanted))
        self.app.push_screen(EventPicker(offered(self.scope), waited), picked)

    def action_edit(self) -> None:
        """Enter what is looked for, or correct what is entered."""
        one, item = self.entered, self.wanted
        if one is not None:
            self._ask(one.event, as_typed(one), corrects=one)
        elif item is not None:
            self._enter(item)
        else:
            self.action_add()

    def resume(self, name: str) -> None:
        """Go on with a date that was being typed: its event, and the date it corrects or answers."""
        event, _, other = name.partition(":")
        if event not in {one.id for one in offered(self.scope)}:
            return
        found = self.examination.key_dates.get(other)
        if found is not None and found.event == event:
            self._ask(event, as_typed(found), corrects=found)
        else:
            self._ask(event, "", follows=found)

    def _enter(self, item: Wanted, typed: str = "") -> None:
        if item.corrects is not None:
            self._ask(item.event, as_typed(item.corrects), corrects=item.corrects)
        else:
            self._ask(item.event, typed, follows=item.follows)

    def _ask(
        self, event_id: str, value: str, *, corrects: KeyDate | None = None, follows: KeyDate | None = None
    ) -> None:
        event = self.scope.checklist.events.by_id[event_id]
        other = corrects or follows
        draft = f"date:{event_id}:{other.id if other else ''}"

        def wrong(text: str) -> str:
            if text.casefold() in _LETTERS:
                return ""
            try:
                found = typed_dates(text, event, self.today)
            except InputError as error:
                return " ".join(part for part in (error.title, error.detail, error.next_step) if part)
            return "One date is corrected here: a adds others." if corrects and len(found) > 1 else ""

        def done(text: str, go_on: bool) -> None:
            del go_on
            if not text or (len(text) == 1 and wrong(text)):
                self.host.put(settles=[draft])  # one digit struck by mistake is nothing to keep
            elif wrong(text):
                self.host.desk.keep(draft, text)
                self.host.say(f"'{text}' is not a date yet: it is kept as typed.", "accent")
            else:
                self._take(event_id, text, draft, corrects, follows)

        about = f" · for {partner_words(self.timescales, follows)}" if follows else ""
        hint = f"{how_to_type(event)}{'' if corrects else f' · {_HOW}'}"
        title = f"{event.label[0].upper()}{event.label[1:]}{about}: which day?"
        self.host.ask(Question(draft, title, done, value=value, hint=hint, check=wrong))

    def _take(self, event: str, text: str, draft: str, corrects: KeyDate | None, follows: KeyDate | None) -> None:
        """Record what was typed, which fits."""
        standing = _LETTERS.get(text.casefold())
        after = follows.id if follows else corrects.follows if corrects else None
        if standing is not None:
            found = [KeyDate(self._key_of(event, corrects), event, follows=after, standing=standing)]
        else:
            typed = typed_dates(text, self.scope.checklist.events.by_id[event], self.today)
            after = after if len(typed) == 1 else None
            found = [
                KeyDate(self._key_of(event, corrects), event, one.on, one.at, after, every=one.every) for one in typed
            ]
        if corrects is not None and found == [corrects]:
            self.host.put(settles=[draft])
            return
        here = self.row.key if self.row else ""
        if self.host.put(*(key_date(one) for one in found), settles=[draft]):
            self._say_taken(event, found, corrected=corrects is not None)
            if not here.startswith(WANTED):
                self.be_on(found[0].id)

    def _key_of(self, event: str, corrects: KeyDate | None = None) -> str:
        named = self.scope.checklist.events.by_id[event]
        return corrects.id if corrects else key_for(named, self.host.service.new_id())

    def _say_taken(self, event: str, found: Sequence[KeyDate], *, corrected: bool) -> None:
        told = ", ".join(as_typed(one) or _TOLD[one.standing] for one in found)
        odd = [strange.what for strange in self.timescales.strange if strange.key in {one.id for one in found}]
        asked = f" Is it so: {odd[0]}" if odd else ""
        verb = "corrected" if corrected else "entered"
        self.host.say(f"{label_of(self.timescales, event)} {verb}: {told}.{asked}", "accent" if odd else "")

    # -- what is not there ----------------------------------------------------------------------------------------

    def action_standing(self, standing: str) -> None:
        """Say that it was looked for, or was not needed: of the line, or of what should have followed the date."""
        one, item, wanted = self.entered, self.wanted, Standing(standing)
        if item is not None and item.corrects is not None:
            self.host.say("The time of day is wanted: Enter adds it. Without it the question needs a line on why.")
        elif item is not None:
            self._put_standing(item.event, wanted, item.follows)
        elif one is not None and one.standing is not Standing.DATED:
            if one.standing is not wanted and self.host.put(key_date(replace(one, standing=wanted))):
                self.host.say(f"{label_of(self.timescales, one.event)}: {_TOLD[wanted]}.")
        elif one is not None:
            self._offer_expected(one, wanted)

    def _offer_expected(self, one: KeyDate, standing: Standing) -> None:
        expected = expected_after(rules_asked(self.scope), one.event)
        if not expected:
            self.host.say(f"Nothing is expected to follow: {label_of(self.timescales, one.event)}.")
        elif len(expected) == 1:
            self._put_standing(expected[0], standing, one)
        else:
            choices = tuple(
                (str(number), label_of(self.timescales, event), event) for number, event in enumerate(expected[:9], 1)
            )
            self.offer_choice(Offer(f"After this, {_TOLD[standing]}", choices, standing.value))

    def chosen(self, offer: Offer, value: str) -> None:
        """What should have followed was chosen."""
        self._put_standing(value, Standing(offer.name), self.entered)

    def _put_standing(self, event: str, standing: Standing, follows: KeyDate | None) -> None:
        after = follows.id if follows else None
        entered = KeyDate(self._key_of(event), event, follows=after, standing=standing)
        if self.host.put(key_date(entered)):
            after = f" for {partner_words(self.timescales, follows)}" if follows else ""
            self.host.say(f"{label_of(self.timescales, event)}{after}: {_TOLD[standing]}. u takes that back.")

    # -- pairs, removing, lists -----------------------------------------------------------------------------------

    def action_pair(self) -> None:
        """Choose which date this one answers."""
        one = self.entered
        if one is None:
            return
        found = answerable(rules_asked(self.scope), self.timescales.book, one)
        if not found:
            self.host.say(f"{label_of(self.timescales, one.event)} answers no other date: it stands by itself.")
            return
        choices = [(_BY_TIME, "whichever comes first in time")]
        choices += [(other.id, f"{as_typed(other)}  {label_of(self.timescales, other.event)}") for other in found]

        def picked(chosen: str | None) -> None:
            follows = None if chosen == _BY_TIME else chosen
            if chosen is not None and follows != one.follows and self.host.put(key_date(replace(one, follows=follows))):
                self.host.say("Paired anew; u takes that back.")

        title = f"Which one does {label_of(self.timescales, one.event)} of {as_typed(one) or 'this line'} answer?"
        self.app.push_screen(PickOne(title, choices, one.follows or _BY_TIME), picked)

    def action_remove(self) -> None:
        """Take a date out."""
        one = self.entered
        if one is not None and self.host.put(no_key_date(one.id)):
            self.host.say("Taken out; u puts it back.")

    def action_bring(self) -> None:
        """Ask for the name of a list."""

        def done(text: str, go_on: bool) -> None:
            if text and go_on:
                self.post_message(self.ImportWanted(Path(text.strip("'\"")).expanduser()))

        hint = "CSV or .xlsx with the columns event and date; also time, id, follows, every."
        self.host.ask(Question("", "Which file are the dates in?", done, hint=hint))
