"""What moderators, managers and the QA lead of the demo write after an audit was submitted. Never a name."""

from auditor.audit.action_steps import Status
from auditor.audit.moderation import Because

# -- moderation -------------------------------------------------------------------------------------------------------

LOWER = (
    "The records I was shown do not carry the grade: actions have no date, and nobody goes back to them.",
    "Activity is well recorded; I looked for what changed and found little.",
    "The plan was not changed after the second incident, and that weighs more for me than the visits.",
    "Supervision is on file, but the same direction stands there three times.",
    "Good relationships. The contingency is one line, and it relies on somebody who has moved away.",
    "I would want to see the history used, not only listed.",
)
HIGHER = (
    "The gaps are in the paperwork; what was done in the last three months is solid.",
    "The direct work changed the plan. That is what this standard asks for.",
    "The manager noticed the drift and acted on it; I give that more weight.",
    "Late, with the reasons written down, and nobody waited longer for it.",
)
SAME = (
    "Came to the same view by another road: the visits carry it.",
    "The last supervision record was what decided it for me.",
    "Would have liked one more line on what the family says themselves.",
)
AGREED: dict[Because, tuple[str, ...]] = {
    Because.MISSED: (
        "The core group minutes are filed under another heading; read together, they settle it.",
        "Neither of us had weighed the supervision record of the last month. We have now.",
        "The second police notification was missed on first reading; it changes the picture.",
        "The review record shows that the action was done, two weeks late.",
    ),
    Because.READ_DIFFERENTLY: (
        "We read 'current' differently: a plan that nobody changed for five months is not.",
        "One of us counted dates, the other what came of the visits. The standard asks for both.",
        "The guide says the chronology has to show the pattern; a full list does not.",
        "Agreed that good does not need every answer met. To be raised at the next calibration.",
    ),
    Because.NEW_RECORD: (
        "The missing visit notes were added after the first reading, within the period.",
        "The assessment was signed off between the two readings.",
    ),
    Because.JUDGEMENT: (
        "Near the line. What life is like day to day decided it.",
        "Close, and we settle on the view of whoever spoke to the worker.",
        "A fair case for either. The drift since the review tips it.",
        "Agreed that strong relationships do not outweigh the missing contingency.",
    ),
}
HANDED_OVER = (
    "Off sick until further notice; somebody else begins anew.",
    "Turns out to have chaired a review of this child; found on reading the file.",
)
REVIEWED = (
    "Read the findings and the grades beside the file; one section reads a step too high.",
    "Light-touch look at the request of the auditor. The grades fit what I read.",
)
ESCALATED = (
    "We agree on the facts and not on how much the gap in visits weighs. Both reasons are noted.",
    "One of us sees drift, the other a family that needed time. We would like a third reading.",
    "We differ on whether the safety plan was current on the day of the audit.",
)
SETTLED = (
    "Settled on the lower grade: the fallback was not known to the family, and that is the test.",
    "Settled on the auditor's grade: the visits were made, and their notes followed within the week.",
    "Settled between the two: oversight was there, and did not move things on.",
)

# -- the team ---------------------------------------------------------------------------------------------------------

REPLIES = (
    "Fair on the plan. The chronology was held on paper during the move of system; it is on the file now.",
    "We accept this. The worker was new, and I should have looked at the plan sooner.",
    "The grade does not mention that we had no advocate available for seven weeks. I would like that noted.",
    "Thank you for naming the direct work. The team was glad to hear it.",
    "I do not agree that supervision drifted: two sessions were recorded under the sibling's file.",
    "The visits were made as agreed; the notes were late because of sickness, which I have dealt with.",
    "The safety plan was shared by telephone the same evening. We have since written it down.",
    "Two of the three areas are put right. The third needs a decision by the service manager.",
)
ANSWERS = (
    "Thank you. I have read the entries you point to; the grade stands, and the reason is noted with it.",
    "That is a fair point, and it is in the letter now. The action stays as it is.",
    "I looked again with the moderator. The records are there and were late; we leave the grade.",
    "Thank you for saying so. I have passed it on to the worker.",
)

# -- actions ----------------------------------------------------------------------------------------------------------

REPORTS: dict[Status, tuple[str, ...]] = {
    Status.ON_TRACK: (
        "Begun; first draft seen in supervision.",
        "Date set with the family.",
        "Half done; the rest is booked.",
        "Talked through with the worker, who knows what is wanted.",
        "",
    ),
    Status.SOME_ISSUES: (
        "Held up by leave; picked up again this week.",
        "Waiting for the other agency's answer; chased twice.",
        "The worker has changed; the new one has it on the first visit's list.",
    ),
    Status.NOT_ON_TRACK: (
        "Not begun. Raised with the service manager.",
        "The family has not been at home on the last two visits.",
        "Nobody has taken it over since the worker left.",
    ),
}
EXTENSIONS = (
    "The review was moved by the chair; the action follows it.",
    "The worker was on sick leave for three weeks.",
    "The family asked to wait until after the exams.",
    "The other agency answers only after its own panel.",
)
EVIDENCE = (
    "supervision record",
    "updated plan on file",
    "case note of the visit",
    "minutes of the review",
    "case summary as renewed",
    "manager's decision on file",
)

# -- the inadequate pathway -------------------------------------------------------------------------------------------

OWNERS = (
    "head of service, safeguarding",
    "head of service, children in care",
    "head of service, assessment",
)
PLANS = (
    "Weekly oversight by the team manager for six weeks; safety plan rewritten with the family in the first; joint "
    "visit with the practice lead; reviewed by the head of service.",
    "Case discussed at the risk panel; chronology and contingency done within ten working days; supervision every "
    "fortnight until the plan moves; dip sample of the worker's other cases.",
    "New worker with a smaller caseload; core group called at once; each action given a person and a date; head of "
    "service reads the file after eight weeks.",
)

# -- concerns ---------------------------------------------------------------------------------------------------------

CONCERNS = (
    "No visit on file for six weeks, and the last note says that the partner is back in the home.",
    "Bruising noted by the nursery on two dates; I find no strategy discussion and no record that anybody asked.",
    "Messages on file suggest that a carer has contact outside the rules agreed. Not to be shared with the team.",
    "The young person was missing three nights in a row, and no return interview is recorded.",
    "A disclosure is written in the visit note of last week; nothing on file shows that it was passed on.",
)
TOLD = ("team manager", "head of service", "LADO", "team manager", "")
RESPONSES = (
    "Visit made the same afternoon; safe for tonight, strategy meeting booked for the morning.",
    "Strategy discussion held; medical examination arranged, and both dates looked into.",
    "LADO has taken it over; carer's approval under review, arrangements changed on the day.",
    "Return interview held; risk assessment renewed with the police, weekly call agreed.",
    "",
)

# -- rounds -----------------------------------------------------------------------------------------------------------

EXTENDED = "Two weeks more: the worker is on leave until the middle of the month, and has to be spoken to."
EXEMPT = "Criminal proceedings: the solicitor asks that nobody reads this file before the hearing."
REPLACED = "Closed and moved to another council in the week of the draw."
THEME_EXEMPT = "The worker has been off sick since before the period began; there is no record to read."
THEME_REPLACED = "The worker left the council in the week of the draw."
CONFLICT = "Supervised the worker on this case until last year."
