"""The key dates of the demo's audits: what happened in a case, mostly in time, so that it fits how it was answered.

Only what the rules of the case work with is entered: what fell in the period audited, and the last before it where
something recurs.
"""

from datetime import date, time, timedelta

from auditor.audit.profile import months_before
from auditor.audit.timescales.key_dates import KeyDate, Standing
from auditor.audit.timescales.proposals import DOES_NOT_ARISE
from auditor.standards.model import ALL_ANSWERS, Interval
from auditor.use_cases.demo.entering import Entering

_MOST = (27, 31)
"""More dates than this nobody enters of one case: what matters least is then left out."""
_AT_MOST = 29
_LEFT_OUT = (
    (("significant_event", "professionals_told"), "pg10.professionals-told-of-change", DOES_NOT_ARISE),
    (("message_received", "message_answered"), "pg10.messages-answered", DOES_NOT_ARISE),
    (("education_plan_completed",), "pg07.education-plan-in-time", "record_restricted"),
    (("about_me_reviewed",), "ps09.about-me-in-time", "record_restricted"),
    (("record_updated",), "ps11.written-up-in-time", "record_restricted"),
)
"""What is left out of a full file, in order, and why the criterion then does not apply."""
_WEEKS = {"child_protection": 4, "care_experienced": 8}
"""How often somebody is visited; others every six weeks, and where a home is settled every twelve."""


class Diary(Entering):
    """What is entered of one case."""

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
            self._leave_out()
        return sorted(self.found, key=lambda one: (one.on or date.max, one.at or time.min))

    def _leave_out(self) -> None:
        """Of a full file nobody enters everything: the chronology is none, and what need not arise did not."""
        most = self.dice.randint(*_MOST)
        reviewed = [one for one in self.found if one.event == "chronology_updated"]
        if len(self.found) > most and len(reviewed) > 1:
            self.found = [one for one in self.found if one not in reviewed]
            self.absent("chronology_updated", Standing.NOT_ON_FILE)
        for events, criterion, why in _LEFT_OUT:
            # Before birth much has not happened yet, which is entered as well.
            at_most = _AT_MOST - (4 if self.scope.profile.age_band == "unborn" else 0)
            most = most if why == DOES_NOT_ARISE else at_most
            if len(self.found) > most and any(one.event in events for one in self.found):
                self.found = [one for one in self.found if one.event not in events]
                self.wanted = {**self.wanted, criterion: why}

    def _case(self) -> None:
        self.put("case_opened", self.opened)
        self.put("case_allocated", self.allocated)
        if self.allocated in self.period:
            self.in_time("contact_details_provided", self.allocated, 2, "pg10.worker-details-in-time")
            self.in_time("case_summary_updated", self.allocated, 5, "ps06.case-summary-in-time")
            self.series("case_summary_updated", 85, "ps06.case-summary-in-time", self.allocated + timedelta(days=75))
        else:
            self.series("case_summary_updated", 85, "ps06.case-summary-in-time", self.since(60))
        if self.opened in self.period and self.dice.random() < 0.4:
            self.put("genogram_on_file", self.opened + timedelta(days=self.dice.randint(20, 45)))
        self._assessments()
        monthly = self.since(20)
        self.series("considered_in_supervision", 29, "ps10.supervised-monthly", monthly, self.supervised)
        if self.wanted.get("pg05.monthly-review") != "not_met":
            self.series("chronology_updated", 29, "pg05.monthly-review", self.since(20), 0.25)
        elif self.dice.random() < 0.5:
            self.put("chronology_updated", self.weekday(self.since(20)))
        else:
            self.absent("chronology_updated", Standing.NOT_ON_FILE)
        self._reallocated()
        if self.scope.profile.facts.get("closing_or_transferring"):
            self.put("case_summary_updated", self.before(self.end, 5, 9))
            self.put("transferred", self.before(self.end, 1, 3))

    def _reallocated(self) -> None:
        if self.scope.profile.facts.get("reallocated"):
            moved = self.put("reallocated", self.before_end(40, 150))
            if moved is not None:
                self.in_time("family_told_of_change", moved.day, 2, "pg10.told-of-change-of-worker")
                self.in_time("carers_told_of_change", moved.day, 2, "pg10.carers-told-of-change")
        else:
            self.absent("reallocated", Standing.NOT_NEEDED)

    def _assessments(self) -> None:
        """The last assessment, and the one before it where the year between them ends in the period.

        The year is counted from the allocation: what came before it nobody needs.
        """
        weak, earliest = self.is_weak("ps02.renewed-yearly"), self.opened + timedelta(days=35)
        if "assessment_completed" in self.denied:
            ago = self.dice.randint(*((190, 300) if weak else (9, 90)))
            days = [max(earliest, self.period.start - timedelta(days=ago))]
        else:
            completed = max(earliest, self.before_end(30, 150))
            days = [completed - timedelta(days=430 if weak else 340), completed]
        for day in days:
            if self.weekday(day) >= self.allocated:
                self.put("assessment_completed", self.weekday(day))

    def _visits(self) -> None:
        statuses = self.scope.profile.statuses
        weeks = next((_WEEKS[status] for status in sorted(statuses) if status in _WEEKS), 6)
        if "cared_for" in statuses and not self.scope.profile.facts.get("moved_in_period"):
            weeks = 12
        self.put("visiting_agreed", self.allocated, every=Interval(limit=weeks, unit="weeks"))
        first, since = None, self.since(weeks * 4)
        if self.opened in self.period or "consent_recorded" in self.needed:
            first = self.put("first_visit", self.after(self.opened, 2, 4))
        if first is not None and first.day in self.period:
            weak = self.is_weak("ps04.consent")
            self.put("consent_recorded", self.after(first.day, 3, 9) if weak else self.before(first.day, 0, 1))
            since = max(since, first.day + timedelta(days=weeks * 6))
        visits = [first] if first is not None else []
        visits += self.series("visit", weeks * 7, "ps11.visited-as-planned", since)
        weak = self.is_weak("ps11.written-up-in-time")
        for number, visit in enumerate([one for one in visits if one.day in self.period][-5:]):
            late = weak and number % 2 == 0
            self.put("record_updated", self.after(visit.day, *((4, 9) if late else (0, 2))), follows=visit)

    def _messages(self) -> None:
        for event, answered, criterion in (
            ("message_received", "message_answered", "pg10.messages-answered"),
            ("significant_event", "professionals_told", "pg10.professionals-told-of-change"),
        ):
            if self.wanted.get(criterion) not in ALL_ANSWERS:
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
            self.weekday(expected - timedelta(days=self.dice.randint(76, 90))) if unborn else self.before_end(95, 150)
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
        if conference in self.period:
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
            first = self.after(conference, 5, 8)
            since = first if first in self.period else self.period.start - timedelta(days=self.dice.randint(1, 14))
            self.series("core_group_held", 28, "pg04.core-groups-in-time", max(first, since))

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
        became = self.before_end(110, 165) if new else self.before_end(250, 430)
        self.put("became_cared_for", became)
        self.in_time("health_assessment_initiated", became, 2, "pg07.health-assessment-in-time")
        done = self.dice.randint(*((26, 45) if self.is_weak("pg07.health-assessment-in-time") else (12, 19)))
        self.put("health_assessment_completed", self.weekday(became + timedelta(days=done)))
        reviews = self._reviews(became)
        for number, review in enumerate(reviews):
            self.put("cared_for_review_held", review)
            if review < self.period.start:
                continue
            need = 5 if number else 3
            weak = self.is_weak("pg08.reports-in-time")
            self.put("review_report_shared", self.before(review, *((1, 2) if weak else (need, need + 3))))
            self.put("seen_alone_by_iro", self.before(review, 1, 5))
        plan = reviews[1] if len(reviews) > 1 else self.end + timedelta(days=1)
        weak = self.is_weak("pg07.permanence-by-second-review")
        if plan >= self.period.start:
            self.put("permanency_plan_in_place", self.after(plan, 8, 20) if weak else self.before(plan, 1, 9))
        self._education(became, reviews)
        if became not in self.period:
            since = self.period.start - timedelta(days=self.dice.randint(10, 60))
            self.series("about_me_reviewed", 172, "ps09.about-me-in-time", max(became, since))
        if "regulation_24_approval" in self.needed:
            approved = self.before_end(125, 160)
            self.put("regulation_24_approval", approved)
            weak = self.is_weak("ps08.connected-assessment-in-time")
            self.put("judgement_on_16_weeks", approved + timedelta(days=95 if weak else 78))
            self.put("connected_assessment_to_panel", approved + timedelta(days=119 if weak else 109))

    def _reviews(self, became: date) -> list[date]:
        """The days of the reviews: after becoming cared for, again and again, and after a move."""
        late = self.is_weak("pg08.reviews-in-time")
        soon = (22, 26) if late else (14, 19)
        reviews = [self.after(became, *soon)]
        step = 84
        while (following := self.weekday(reviews[-1] + timedelta(days=step))) <= self.end:
            reviews.append(following)
            step = 190 if late else 172
        if self.moved is not None:
            again = self.after(self.moved, *soon)
            if not any(self.moved <= review <= again for review in reviews):
                near = again + timedelta(days=60)
                reviews = [one for number, one in enumerate(reviews) if number < 2 or not again < one < near]
                reviews.append(again)
        return sorted(day for day in reviews if day <= self.end)

    def _education(self, became: date, reviews: list[date]) -> None:
        """An education plan soon after coming into care or a move, in each term, and between any two reviews."""
        days = {self.after(start, 8, 18) for start in (became, self.moved) if start is not None}
        for term in self.calendar.terms:
            falls = became < term.first <= self.end and self.period.start <= term.last
            if falls and not any(term.first <= day <= term.last for day in days):
                days.add(self.weekday(term.first + timedelta(days=self.dice.randint(20, 50))))
        for before, review in zip([date.min, *reviews], reviews, strict=False):
            if review in self.period and not any(before < day <= review for day in days):
                days.add(self.before(review, 2, 6))
        weak = self.is_weak("pg07.education-plan-in-time")
        for number, day in enumerate(sorted(day for day in days if day in self.period)):
            self.put("education_plan_completed", self.after(day, 15, 25) if weak and number == 0 else day)

    def _moves(self) -> None:
        facts = self.scope.profile.facts
        moved = self.moved
        if moved is None:
            return
        names = {"planned_move": facts.get("planned_move"), "emergency_move": facts.get("emergency_move")}
        event = next((name for name, so in names.items() if so), "move_of_home")
        if self.put(event, moved) is None:
            return
        self.absent("move_of_home" if event == "planned_move" else "planned_move", Standing.NOT_NEEDED)
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

    # -- other records --------------------------------------------------------------------------------------------

    def _foster_carers(self) -> None:
        self.put("carers_approved", self.before_end(500, 1500))
        self.series("supervision_held", 29, "ps10.carers-supervised-monthly", in_time=self.supervised)
        self._reallocated()
        self._messages()

    def _supervision_record(self) -> None:
        self.put("supervisor_started", self.before_end(520, 700))
        self.absent("supervisor_changed", Standing.NOT_NEEDED)
        if self.is_weak("pg09.agreement"):
            self.put("supervision_agreement", self.before_end(400, 460))
        else:
            renewed = self.before_end(30, 170)
            self.put("supervision_agreement", self.weekday(renewed - timedelta(days=self.dice.randint(320, 362))))
            self.put("supervision_agreement", renewed)
        weak = self.is_weak("pg09.record-given-in-time")
        for number, held in enumerate(self.series("supervision_held", 29, "pg09.as-often-as-due")):
            given = self.after(held.day, *((7, 12) if weak and number % 2 else (1, 4)))
            self.put("record_provided", given, follows=held)
