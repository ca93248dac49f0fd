"""Strengths, areas for improvement and actions that auditors of the demo write, by graded section; and evidence."""

from typing import NamedTuple


class Topic(NamedTuple):
    """What is found and done about one section: strengths, areas for improvement, and (owner, action) pairs."""

    strengths: tuple[str, ...]
    improve: tuple[str, ...]
    actions: tuple[tuple[str, str], ...]


WORKER, MANAGER, SERVICE = "social worker", "team manager", "service manager"
ADVISER, OFFICER, CHAIR = "personal adviser", "reviewing officer", "conference chair"
SUPERVISING = "supervising social worker"

TOPICS: dict[str, Topic] = {
    "ps01": Topic(
        (
            "Risk is well understood and has been acted on quickly; agencies share one view of it.",
            "Thoughtful safety planning with the wider family after the incident of {early}.",
            "Changes in risk were noticed early, and the response was proportionate.",
        ),
        (
            "Contingency planning is missing: nobody knows what happens if the first plan fails.",
            "The analysis of risk needs the history since {old}, and the adults who have joined the household.",
            "Triggers for acting at once should be agreed with the family and written down.",
        ),
        (
            (
                WORKER,
                "Write the safety plan anew with family and agencies: triggers, fallback, who has {child} that night.",
            ),
            (MANAGER, "Hold a risk discussion with worker and {agency}, and record what would make us act at once."),
            (WORKER, "Speak to father and to the partner, and add what they say to the risk analysis."),
        ),
    ),
    "ps02": Topic(
        (
            "A balanced assessment that brings out strengths and tests them.",
            "History is used to understand the present, not only listed.",
        ),
        (
            "Analysis is thin: the assessment describes, and does not say what it means for {child}.",
            "The assessment needs renewing after the changes in {month}.",
        ),
        (
            (WORKER, "Bring the assessment up to date, with the history since {old} and father's account."),
            (MANAGER, "Meet at the mid-point of the new assessment, and write the steer on the file."),
        ),
    ),
    "ps03": Topic(
        (
            "The plan is shared, understood by the family, and moves from meeting to meeting.",
            "A plan of few actions, each with a person and a date.",
        ),
        (
            "The plan is not SMART; actions need a person, a date and a change one can see.",
            "The plan has not changed since {early} although life has.",
            "Actions are all for the mother; father, agencies and we ourselves have none.",
        ),
        (
            (WORKER, "Rewrite the plan with the family so that each action has a person, a date and an outcome."),
            (MANAGER, "Check the new plan is SMART before it goes out; use it as the example in the team meeting."),
            (WORKER, "Give every family member and {agency} a copy of the plan, and record the day."),
        ),
    ),
    "ps04": Topic(
        (
            "Purposeful visiting: {child} is seen, known, and home life can be pictured.",
            "Visits have a purpose, and worries found on them are followed to the end.",
            "Regular, kind and curious visits; {child} looks forward to them.",
        ),
        (
            "Visit notes should say who was seen, where, and whether alone.",
            "The purpose of visits is unclear, and the plan is seldom taken up in them.",
        ),
        (
            (WORKER, "See {child} alone at a place of their choosing, and record it."),
            (MANAGER, "Look at the next three visit notes for purpose and for what follows."),
        ),
    ),
    "ps05": Topic(
        (
            "{Child}'s voice runs through the file and has changed the plan.",
            "Direct work is creative, patient and used; one gets to know {child}.",
            "Daily life from {child}'s side is vivid, and guides what we do.",
            "Excellent observation of how {child} is with the people who matter.",
        ),
        (
            "Voice is recorded but does not yet change what we do.",
            "Men in and around the home are not known well enough.",
        ),
        (
            (
                WORKER,
                "Plan three sessions of direct work on life at home, and bring what is learnt to the next meeting.",
            ),
            (WORKER, "Find out who visits at weekends, and what part they play."),
        ),
    ),
    "ps06": Topic(
        (
            "The case summary brings {child} alive and would serve a duty worker tonight.",
            "Identity is taken up in the work, not only recorded.",
        ),
        (
            "The chronology is not up to date and does not show the pattern.",
            "Chronology, genogram and case summary need to tell the same, current story.",
            "No wider genogram; the father's side of the family is missing.",
        ),
        (
            (WORKER, "Bring the chronology up to today: moves, meetings and good news, with what each meant."),
            (WORKER, "Draw a genogram of three generations with the family."),
            (MANAGER, "Ask for the chronology in the next two supervisions, and look for patterns in it."),
            (WORKER, "Renew the case summary: contacts, triggers, legal status, the person."),
        ),
    ),
    "ps07": Topic(
        (
            "Agencies work as one team around {child}, and disagreement is dealt with openly.",
            "Letters and messages are honest and kind.",
        ),
        (
            "{Agency} was left out of decisions, and its worries were not answered.",
            "Families should hear of a change of worker from us, before it happens.",
        ),
        (
            (WORKER, "Agree with {agency} how and when we tell each other of changes."),
            (MANAGER, "Answer the worry raised by {agency} in writing, and put it on the file."),
        ),
    ),
    "ps08": Topic(
        (
            "A settled home where {child} is known and enjoyed.",
            "Family was thought of first, and relatives stay in {child}'s life.",
        ),
        (
            "Preparation for adult life has stalled: money, health history and the next home.",
            "Time with brothers and sisters has lapsed and needs a plan.",
        ),
        (
            (ADVISER, "Go through money, health history and housing with the young person, and update the plan."),
            (WORKER, "Set up time with brothers and sisters again, with transport that holds."),
            (WORKER, "Look into the offer made by relatives, and write to them with the answer."),
        ),
    ),
    "ps09": Topic(
        ("Life journey work is alive and goes at {child}'s pace.",),
        ("Life journey work has been agreed since {old} and not begun.",),
        (
            (WORKER, "Begin life journey work with the carer; first session booked before the next review."),
            (OFFICER, "Look at the About Me book with {child} before the review."),
        ),
    ),
    "ps10": Topic(
        (
            "Management oversight can be followed at each turning point.",
            "Supervision is reflective, and leads to decisions with reasons.",
        ),
        (
            "Supervision does not go back to what was agreed, so that actions drift.",
            "Gaps in supervision in {month}; nobody stood in for the manager.",
            "Directions need to say what, who and by when.",
        ),
        (
            (
                MANAGER,
                "Start each supervision with the actions of the last, and record done, late or dropped, with why.",
            ),
            (MANAGER, "Hold the case supervision that is due, and book the next six months."),
            (SERVICE, "Settle who supervises when the team manager is away."),
        ),
    ),
    "ps11": Topic(
        (
            "Clear and dignified recording that {child} could read one day.",
            "Notes show what changed, and keep to the point.",
        ),
        (
            "Records show activity; what changed for {child} is hard to follow.",
            "Notes were written up late in {month}, which puts safe decisions at risk.",
        ),
        (
            (WORKER, "End each note with what it means for {child} and what follows."),
            (WORKER, "Write up the visits still missing from {month}."),
        ),
    ),
    "pg02": Topic(
        ("A prompt and well attended strategy meeting with reasoned decisions.",),
        ("The strategy meeting lacked health information and a plan for each child.",),
        (
            (MANAGER, "Ask health for the missing information, and record whether it changes the decision of {early}."),
            (SERVICE, "Agree with the police and health leads how they can join within 24 hours."),
        ),
    ),
    "pg03": Topic(
        ("The conference made room for the family, and weighed risk clearly.",),
        ("{Child}'s view was hardly present at conference, and the report came late.",),
        (
            (WORKER, "Offer an advocate before the review conference, and record the answer."),
            (CHAIR, "Check that parents have had the report five days before the review."),
        ),
    ),
    "pg04": Topic(
        ("Core groups work the plan and ask each time whether {child} is safer.",),
        ("Core groups share updates; the plan is not worked, and tasks have no dates.",),
        (
            (WORKER, "Bring the plan to each core group and send it out changed within five days."),
            (MANAGER, "Sit in on the next core group."),
        ),
    ),
    "pg07": Topic(
        ("Permanence was in mind from the first week, and there has been no drift.",),
        ("Permanence is drifting; there is no date for the next step.",),
        (
            (MANAGER, "Call a permanence planning meeting, and set a date for each step."),
            (WORKER, "Chase the health assessment and the PEP, and put both on file."),
        ),
    ),
    "pg08": Topic(
        ("The review is {child}'s own, and follows worries through.",),
        ("The review takes note of the plan and does not test it.",),
        (
            (OFFICER, "Do a midway check of the recommendations, and raise those that have not moved."),
            (WORKER, "Plan the next review with {child}: where, when, who comes."),
        ),
    ),
    "fostering": Topic(
        (
            "Carers are well supported, and challenge is friendly and clear.",
            "Children can be heard in this household's record.",
        ),
        (
            "The household's summary and safer caring plan have not kept up with who lives there.",
            "Unannounced visits have lapsed.",
        ),
        (
            (SUPERVISING, "Renew the household's summary and safer caring plan with the carers."),
            (SUPERVISING, "Make the unannounced visit that is due."),
            ("fostering team manager", "Check matching notes before the next child is placed here."),
        ),
    ),
    "supervision": Topic(
        (
            "Wellbeing and workload are looked after in every session.",
            "Risk to each child is discussed clearly, and decisions have reasons.",
            "A current agreement, signed by both; leave and sickness are dealt with as they arise.",
        ),
        (
            "Agreed tasks are not reviewed at the next session.",
            "Notes are not consistently SMART and do not show impact on the child.",
            "Sessions slipped for court work and sickness; nobody stood in.",
            "Little use is made of figures, research or audit themes.",
        ),
        (
            (MANAGER, "Open each session with the last actions and close them in writing."),
            (SERVICE, "Arrange cover for supervision in the manager's absence."),
            (MANAGER, "Bring one figure and one piece of research to the next session."),
            (MANAGER, "Write actions with a person and a date, and one line on what got better for the child."),
        ),
    ),
    "agreement_and_rhythm": Topic(
        (
            "A current agreement, signed by both, and sessions that begin when they were booked.",
            "Supervision every four weeks through a year of changes, with a new date for each one moved.",
        ),
        (
            "Sessions slipped for court work and sickness; nobody stood in.",
            "The agreement is of the manager before last, and neither of the two has signed it.",
            "Most sessions were cut short by calls, and what was left over did not come back.",
        ),
        (
            (SERVICE, "Arrange cover for supervision in the manager's absence."),
            (MANAGER, "Draw up a new supervision agreement with the worker, and sign it."),
            (MANAGER, "Book the next six sessions in a room away from the team."),
        ),
    ),
    "the_worker": Topic(
        (
            "Wellbeing and workload are looked after in every session.",
            "Leave, sickness and learning are dealt with as they arise; good work is named.",
        ),
        (
            "The worker says twice that the caseload is too much, and nothing is said to it.",
            "What the worker wants to learn stands in the notes of {old}, and was not gone back to.",
        ),
        (
            (MANAGER, "Agree with the worker which two cases move, and by when."),
            (MANAGER, "Put the development plan on the agenda of every second session."),
        ),
    ),
    "reflection_and_learning": Topic(
        (
            "Thoughtful questions: what else could explain this, and what would the child say?",
            "Challenge is open and kind, and changed the worker's mind about one family.",
        ),
        (
            "Little use is made of figures, research or audit themes.",
            "Sessions go through tasks; why things are as they are is hardly asked.",
            "Actions of the last audit were not taken up in any session since {month}.",
        ),
        (
            (MANAGER, "Bring one figure and one piece of research to the next session."),
            (SERVICE, "Hold a workshop on reflective questions for the managers of this service."),
            (MANAGER, "Sit in on one visit with the worker, and talk it through in the next session."),
            (MANAGER, "Go through the audit's actions at the start of the next session."),
        ),
    ),
    "decisions_and_impact": Topic(
        (
            "Risk to each child is discussed clearly, and decisions have reasons.",
            "Each child's entry ends with what is better since the last time.",
        ),
        (
            "Agreed tasks are not reviewed at the next session.",
            "Notes are not consistently SMART and do not show impact on the child.",
            "The same direction stands in three sessions, and nobody asks why it was not done.",
        ),
        (
            (MANAGER, "Open each session with the last actions and close them in writing."),
            (MANAGER, "Write actions with a person and a date, and one line on what got better for the child."),
            (SERVICE, "Read three supervision notes of each manager for what changed for the child, and say so."),
        ),
    ),
    "the_record": Topic(
        (
            "Clear, short notes, signed by both within the week.",
            "The record is shared in two days, and the worker corrects what was misunderstood.",
        ),
        (
            "The records of {month} were written up weeks later, and are not signed.",
            "Case discussion stands in the personal record, and not on the children's files.",
        ),
        (
            (MANAGER, "Send each record to the worker within five working days, for signing."),
            (MANAGER, "Move the case discussions since {month} to the children's files."),
        ),
    ),
}
THEME_SECTIONS = frozenset(
    ("agreement_and_rhythm", "the_worker", "reflection_and_learning", "decisions_and_impact", "the_record")
)
"""The sections of the theme: of these, records of supervision have words of their own."""

EVIDENCE: dict[str, tuple[str, ...]] = {
    "ps01": (
        "risk assessment of {day}",
        "safety plan of {early}",
        "police notification of {early}",
        "case note of {day}",
    ),
    "ps02": ("assessment of {early}, analysis", "assessment of {early}, parents' comments", "case note of {early}"),
    "ps03": ("plan of {early}", "review meeting minutes of {day}", "plan of {early}, actions 2 to 5"),
    "ps04": ("visit note of {day}", "visit notes of {early} and {day}", "last four visit notes"),
    "ps05": ("direct work of {day}", "visit note of {early}", "drawing and note of {day}"),
    "ps06": ("case summary of {day}", "chronology, last entry {early}", "genogram of {early}"),
    "ps07": ("email to {agency} of {day}", "meeting minutes of {early}", "letter of {day}"),
    "ps08": ("visit note of {day}", "placement plan of {early}", "pathway plan of {early}"),
    "ps09": ("About Me book, seen {day}", "life journey note of {early}"),
    "ps10": (
        "supervision record of {day}",
        "management decision of {early}",
        "supervision records of {early} and {day}",
    ),
    "ps11": ("visit notes of {early} and {day}", "case note of {day}", "last ten case notes"),
    "pg02": ("strategy meeting record of {early}",),
    "pg03": ("conference minutes of {early}", "conference report of {early}"),
    "pg04": ("core group minutes of {day}", "core group minutes of {early} and {day}"),
    "pg07": ("care plan of {early}", "planning meeting record of {early}", "PEP of {early}"),
    "pg08": ("review record of {day}", "review record of {early}, decisions"),
    "supervision": ("supervision record of {day}", "supervision records of {early} and {day}", "agreement of {early}"),
}
