"""The key dates of the demo's audits: what happened in a case, mostly in time, so that it fits how it was answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from random import Random

from auditor.audit.profile import Period, months_before
from auditor.audit.scope import Scope
from auditor.audit.timescales.calendar import Calendar
from auditor.audit.timescales.key_dates import KeyDate, Standing, key_for
from auditor.audit.timescales.vocabulary import needed_events, offered
from auditor.ids import IdSource
from auditor.standards.model import FactIs, Interval

_WEAK = ("partly_met", "not_met")
_SATURDAY = 5


@dataclass
class Diary:
    """What is entered of one case.

    Attributes:
        wanted: how each criterion is to be answered: what was weak was late, or is not on file.
        found: the key dates so far.
    """

    scope: Scope
    period: Period
    calendar: Calendar
    dice: Random
    new_id: IdSource
    wanted: Mapping[str, str]
    found: list[KeyDate] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.denied = {
            event
            for tag in self.scope.checklist.tags.tags
            if isinstance(tag.when, FactIs) and self.scope.profile.facts.get(tag.when.fact) is not True
            for event in tag.when.or_event
        }
        self.needed = needed_events(self.scope) & {event.id for event in offered(self.scope)}
        facts = self.scope.profile.facts
        old = facts.get("open_over_3_months", True)
        self.opened = self.before_end(*((230, 620) if old else (50, 84)))
        inside = facts.get("allocated_in_period") and old
        self.allocated = self.before_end(75, 160) if inside else self.after(self.opened, 1, 3)

    @property
    def end(self) -> date:
        """The as-at date."""
        return self.period.end

    # -- days -----------------------------------------------------------------------------------------------------

    def weekday(self, day: date) -> date:
        """The day, or the Friday before a weekend."""
        return day - timedelta(days=max(0, day.weekday() - _SATURDAY + 1))

    def before_end(self, least: int, most: int) -> date:
        """A weekday so many days before the as-at date."""
        return self.weekday(self.end - timedelta(days=self.dice.randint(least, most)))

    def after(self, start: date, least: int, most: int) -> date:
        """A day so many working days after another."""
        return self.calendar.deadline(start, self.dice.randint(least, most), "working_days")

    def before(self, end: date, least: int, most: int) -> date:
        """A day so many working days before another."""
        return self.calendar.latest_before(end, self.dice.randint(least, most), "working_days")

    def is_weak(self, criterion: str) -> bool:
        """Whether it is answered partly met or not met."""
        return self.wanted.get(criterion) in _WEAK

    # -- entering -------------------------------------------------------------------------------------------------

    def put(
        self,
        event: str,
        day: date,
        *,
        at: time | None = None,
        every: Interval | None = None,
        follows: KeyDate | None = None,
        to_come: bool = False,
    ) -> KeyDate | None:
        """Enter a date, where the audit works with it and it is not later than the as-at date."""
        if event not in self.needed or (day > self.end and not to_come):
            return None
        if event in self.denied and day in self.period:  # the profile says that there was none in the period
            return None
        entered = KeyDate(self.key_of(event), event, day, at, follows.id if follows else None, every=every)
        self.found.append(entered)
        return entered

    def key_of(self, event: str) -> str:
        """The id of a new key date of an event."""
        return key_for(self.scope.checklist.events.by_id[event], self.new_id())

    def absent(self, event: str, standing: Standing) -> None:
        """Say that something was looked for, or did not happen."""
        if event in self.needed:
            self.found.append(KeyDate(self.key_of(event), event, standing=standing))

    def in_time(self, event: str, start: date, limit: int, criterion: str, follows: KeyDate | None = None) -> None:
        """Something due so many working days after another: in time, or some days late."""
        late = self.is_weak(criterion)
        self.put(event, self.after(start, *((limit + 2, limit + 11) if late else (0, limit))), follows=follows)

    def series(self, event: str, days: int, criterion: str, since: date | None = None) -> list[KeyDate]:
        """Something due every so many days, from before the period up to the as-at date."""
        weak = self.wanted.get(criterion)
        if weak == "not_met" and self.dice.random() < 0.3:
            self.absent(event, Standing.NOT_ON_FILE)
            return []
        day = since or self.period.start - timedelta(days=self.dice.randint(1, max(2, days // 2)))
        made: list[KeyDate] = []
        number = 0
        while day <= self.end:
            entered = self.put(event, self.weekday(day))
            made += [entered] if entered else []
            number += 1
            late = weak == "not_met" or (weak == "partly_met" and number % 2 == 0)
            gap = (
                days + self.dice.randint(4, max(6, days // 2))
                if late
                else days - self.dice.randint(2, max(3, days // 5))
            )
            day += timedelta(days=gap)
        return made

    # -- what every case has --------------------------------------------------------------------------------------

    def write(self) -> list[KeyDate]:
        """Everything entered of the case, in order of time."""
        subject = self.scope.profile.subject
        if subject == "supervision_record":
            self._supervision_record()
        elif subject == "fostering_household":
            self._foster_carers()
        else:
            self._case()
            self._visits()
            self._messages()
            self._protection()
            self._care()
            self._moves()
        return sorted(self.found, key=lambda one: (one.on or date.max, one.at or time.min))

    def _case(self) -> None:
        self.put("case_opened", self.opened)
        self.put("case_allocated", self.allocated)
        self.in_time("contact_details_provided", self.allocated, 2, "pg10.worker-details-in-time")
        self.in_time("case_summary_updated", self.allocated, 5, "ps06.case-summary-in-time")
        since = max(self.allocated + timedelta(days=70), self.period.start - timedelta(days=self.dice.randint(3, 60)))
        self.series("case_summary_updated", 85, "ps06.case-summary-in-time", since)
        if self.dice.random() < 0.12:
            self.absent("genogram_on_file", Standing.NOT_ON_FILE)
        else:
            weak = self.is_weak("ps06.genogram-three-generations")
            self.put(
                "genogram_on_file", self.opened + timedelta(days=self.dice.randint(*((100, 150) if weak else (20, 80))))
            )
        completed = max(self.opened + timedelta(days=35), self.before_end(30, 150))
        if "assessment_completed" in self.denied:
            completed = self.period.start - timedelta(days=self.dice.randint(9, 90))
        if self.opened < completed - timedelta(days=400) or self.is_weak("ps02.renewed-yearly"):
            gap = timedelta(days=430 if self.is_weak("ps02.renewed-yearly") else 340)
            self.put("assessment_completed", self.weekday(completed - gap))
        self.put("assessment_completed", self.weekday(completed))
        self.series(
            "considered_in_supervision",
            29,
            "ps10.supervised-monthly",
            max(self.allocated, self.period.start - timedelta(days=12)),
        )
        if self.is_weak("pg05.monthly-review"):
            self.absent("chronology_updated", Standing.NOT_ON_FILE)
        else:
            since = max(self.allocated, self.period.start - timedelta(days=9))
            self.series("chronology_updated", 29, "pg05.monthly-review", since)
        if self.scope.profile.facts.get("reallocated"):
            moved = self.put("reallocated", self.before_end(40, 150))
            if moved is not None:
                self.in_time("family_told_of_change", moved.day, 2, "pg10.told-of-change-of-worker")
                self.in_time("carers_told_of_change", moved.day, 2, "pg10.carers-told-of-change")
        else:
            self.absent("reallocated", Standing.NOT_NEEDED)
        if self.scope.profile.facts.get("closing_or_transferring"):
            self.put("case_summary_updated", self.before(self.end, 5, 9))
            self.put("transferred", self.before(self.end, 1, 3))

    def _visits(self) -> None:
        statuses = self.scope.profile.statuses
        weeks = 4 if "child_protection" in statuses else 6
        self.put("visiting_agreed", self.allocated, every=Interval(limit=weeks, unit="weeks"))
        first = self.put("first_visit", self.after(self.opened, 2, 4))
        if first is not None:
            self.put("consent_recorded", self.before(first.day, 1, 1))
        made = self.series("visit", weeks * 7, "ps11.visited-as-planned")
        weak = self.is_weak("ps11.written-up-in-time")
        for number, visit in enumerate(made[-5:]):
            late = weak and number % 2 == 0
            self.put("record_updated", self.after(visit.day, *((4, 9) if late else (0, 2))), follows=visit)

    def _messages(self) -> None:
        for event, answered, criterion in (
            ("message_received", "message_answered", "pg10.messages-answered"),
            ("significant_event", "professionals_told", "pg10.professionals-told-of-change"),
        ):
            if self.wanted.get(criterion) in ("does_not_arise", None):
                self.absent(event, Standing.NOT_NEEDED)
                continue
            if self.wanted.get(criterion) == "partly_met":
                first = self.put(event, self.before_end(100, 160))
                self.put(answered, self.after(first.day, 0, 2) if first else self.end, follows=first)
            happened = self.put(event, self.before_end(25, 90))
            if happened is not None:
                self.in_time(answered, happened.day, 2, criterion, happened)
        if "directed_date" in self.needed:
            directed = self.put("directed_date", self.before_end(20, 120))
            if directed is not None:
                weak = self.is_weak("pg10.court-reports-in-time")
                filed = self.after(directed.day, 2, 6) if weak else self.before(directed.day, 0, 2)
                self.put("court_document_filed", filed)

    # -- protection -----------------------------------------------------------------------------------------------

    def _protection(self) -> None:
        if not {"initial_conference_held", "strategy_meeting_held", "expected_delivery"} & self.needed:
            return
        expected = self.end + timedelta(days=self.dice.randint(10, 60))
        self.put("expected_delivery", expected, to_come=True)
        unborn = self.scope.profile.age_band == "unborn"
        held = (
            self.weekday(expected - timedelta(days=self.dice.randint(76, 90))) if unborn else self.before_end(110, 160)
        )
        if unborn or self.scope.profile.facts.get("strategy_meeting"):
            weak = self.is_weak("pg02.called-and-held")
            decided = self.before(held, 2, 2) if weak else held
            self.put("strategy_meeting_decided", decided, at=time(9, 30))
            self.put("strategy_meeting_held", held, at=time(self.dice.randint(11, 16), 0))
            conference = self.after(held, *((17, 24) if self.is_weak("pg03.first-conference-in-time") else (6, 9)))
        else:
            self.absent("strategy_meeting_decided", Standing.NOT_NEEDED)
            self.absent("strategy_meeting_held", Standing.NOT_NEEDED)
            conference = self.weekday(self.period.start - timedelta(days=self.dice.randint(20, 70)))
        if unborn:
            self.put("pre_birth_conference_convened", self.after(held, 3, 6))
        birth = self.put("birth", self.before_end(60, 150))
        initial = self.put("initial_conference_held", conference)
        self._reports(conference, 3)
        review = months_before(conference, -3)
        late = 9 if self.is_weak("pg03.reviews-in-time") else -self.dice.randint(3, 12)
        review = self.weekday(review + timedelta(days=late))
        if birth is not None:
            review = min(review, self.weekday(birth.day + timedelta(days=24)))
        if self.put("review_conference_held", review):
            self._reports(review, 5)
            if self.is_weak("pg04.view-before-review"):
                self.absent("core_group_considered_plan", Standing.NOT_ON_FILE)
            else:
                self.put("core_group_considered_plan", self.before(review, 2, 8))
        self.put("review_conference_held", self.weekday(months_before(review, -6) - timedelta(days=6)))
        if initial is not None or conference < self.period.start:
            self.series("core_group_held", 28, "pg04.core-groups-in-time", self.after(conference, 5, 8))

    def _reports(self, meeting: date, days: int) -> None:
        if meeting > self.end:
            return
        late = self.is_weak("pg03.reports-in-time")
        self.put("conference_report_shared", self.before(meeting, *((1, days - 1) if late else (days, days + 3))))

    # -- care -----------------------------------------------------------------------------------------------------

    def _care(self) -> None:
        if "became_cared_for" not in self.needed:
            return
        new = bool(self.scope.profile.facts.get("new_to_care"))
        became = self.before_end(110, 165) if new else self.before_end(330, 800)
        self.put("became_cared_for", became)
        self.in_time("health_assessment_initiated", became, 2, "pg07.health-assessment-in-time")
        done = self.dice.randint(*((26, 45) if self.is_weak("pg07.health-assessment-in-time") else (12, 19)))
        self.put("health_assessment_completed", self.weekday(became + timedelta(days=done)))
        late = self.is_weak("pg08.reviews-in-time")
        reviews = [self.after(became, *((22, 26) if late else (14, 19)))]
        step = 100
        while (following := self.weekday(reviews[-1] + timedelta(days=step))) <= self.end:
            reviews.append(following)
            step = 190 if late else 172
        for number, review in enumerate(reviews):
            self.put("cared_for_review_held", review)
            if review < self.period.start:
                continue
            need = 5 if number else 3
            weak = self.is_weak("pg08.reports-in-time")
            self.put("review_report_shared", self.before(review, *((1, 2) if weak else (need, need + 3))))
            self.put("education_plan_completed", self.before(review, 2, 6))
            self.put("seen_alone_by_iro", self.before(review, 1, 5))
        plan = reviews[1] if len(reviews) > 1 else self.end + timedelta(days=1)
        weak = self.is_weak("pg07.permanence-by-second-review")
        self.put("permanency_plan_in_place", self.after(plan, 8, 20) if weak else self.before(plan, 1, 9))
        self._every_term(became)
        self.series(
            "about_me_reviewed", 178, "ps09.about-me-in-time", max(became, self.period.start - timedelta(days=60))
        )
        if "regulation_24_approval" in self.needed:
            approved = self.before_end(125, 160)
            self.put("regulation_24_approval", approved)
            weak = self.is_weak("ps08.connected-assessment-in-time")
            self.put("judgement_on_16_weeks", approved + timedelta(days=95 if weak else 78))
            self.put("connected_assessment_to_panel", approved + timedelta(days=119 if weak else 109))

    def _every_term(self, became: date) -> None:
        """An education plan in each term, as the virtual school asks for it."""
        had = {one.day for one in self.found if one.event == "education_plan_completed"}
        for term in self.calendar.terms:
            if term.first <= became or term.last < self.period.start or term.first > self.end:
                continue
            if not any(term.first <= day <= term.last for day in had):
                self.put(
                    "education_plan_completed", self.weekday(term.first + timedelta(days=self.dice.randint(20, 50)))
                )

    def _moves(self) -> None:
        facts = self.scope.profile.facts
        if "placement_plan_completed" not in self.needed:
            return
        names = {"planned_move": facts.get("planned_move"), "emergency_move": facts.get("emergency_move")}
        event = next((name for name, so in names.items() if so), "move_of_home")
        moved = self.before_end(45, 105)
        if self.put(event, moved) is None:
            return
        for other in ("move_of_home", "planned_move", "emergency_move"):
            if other != event:
                self.absent(other, Standing.NOT_NEEDED)
        weak = self.is_weak("pg07.planning-meeting-in-time")
        before = event == "planned_move"
        if before:
            self.put("introductory_meeting_held", self.after(moved, 1, 3) if weak else self.before(moved, 2, 6))
            care_plan = self.after(moved, 1, 4) if self.is_weak("pg07.care-plan-in-time") else self.before(moved, 1, 5)
        else:
            self.in_time("introductory_meeting_held", moved, 3, "pg07.planning-meeting-in-time")
            care_plan = self.after(moved, *((12, 16) if self.is_weak("pg07.care-plan-in-time") else (3, 9)))
        self.put("care_plan_completed", care_plan)
        late = self.is_weak("pg07.planning-papers-in-time")
        for paper in ("placement_plan_completed", "delegated_authority_completed"):
            self.put(paper, moved + timedelta(days=self.dice.randint(*((5, 9) if late else (0, 2)))))
        self.put("education_plan_completed", self.after(moved, 8, 18))

    # -- other records --------------------------------------------------------------------------------------------

    def _foster_carers(self) -> None:
        self.put("carers_approved", self.before_end(500, 1500))
        self.series("supervision_held", 29, "ps10.carers-supervised-monthly")
        self._messages()

    def _supervision_record(self) -> None:
        self.put("supervisor_started", self.before_end(300, 700))
        self.absent("supervisor_changed", Standing.NOT_NEEDED)
        late = self.is_weak("pg09.agreement")
        self.put("supervision_agreement", self.before_end(*((400, 460) if late else (120, 330))))
        weak = self.is_weak("pg09.record-given-in-time")
        for number, held in enumerate(self.series("supervision_held", 29, "pg09.as-often-as-due")):
            given = self.after(held.day, *((7, 12) if weak and number % 2 else (1, 4)))
            self.put("record_provided", given, follows=held)
