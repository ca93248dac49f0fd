"""Conversations, the difference made, reasons and closing words that the auditors of the demo write. Never a name."""

SPOKEN: dict[str, tuple[str, ...]] = {
    "worker": (
        "Knows {child} well; says court work has squeezed the time for the chronology.",
        "Proud of the direct work. Would like help with planning that families can follow.",
        "Agrees that supervision has slipped since {month}; feels well supported in between.",
        "Took the case over in {month} with a thin handover, and has visited every week since.",
        "Talked through the file together; found the two gaps in the plan before I named them.",
        "Worried about the next step, and glad that somebody read the whole file.",
        "Says the agencies' answers come slowly; will ask the manager to raise it.",
    ),
    "child": (
        "Likes the visits and that the worker remembers things. Wishes they were not always on Mondays.",
        "Said the grown-ups ask the same things over and over; would like to be told what was decided.",
        "Knows why we come, and feels safer than last year. Misses the dog.",
        "Said mornings are better now. Would like more time with a brother.",
        "Showed me the drawing on the fridge; said the worker drew the other half.",
        "Would like to choose where the next meeting is. I passed that on the same day.",
        "Feels listened to by the worker, less so in meetings.",
    ),
    "parent": (
        "Feels the worker is honest; found the first meeting frightening.",
        "Says nobody explained what the plan was for until {month}; it is clear now.",
        "Would like to be told sooner when a visit is moved.",
        "Thankful for the help with routines; bedtimes are calmer.",
        "Disagrees with one part of the assessment, and says that it was heard.",
        "Asked for letters in plainer words. Could say what has to change and by when.",
        "Said the three changes of worker made it hard to trust; the present one comes when promised.",
    ),
}
WHY_NOT: dict[str, dict[str, tuple[str, ...]]] = {
    "worker": {
        "tried": (
            "Off sick; spoke to the team manager instead.",
            "Two calls and an email; on leave until after the audit.",
        ),
    },
    "child": {
        "tried": ("Two calls through the carer; at an activity both times.", "Not in when I came as agreed."),
        "declined": ("Did not want to talk to another adult this month.", "Asked by the worker; said no, thank you."),
        "not_appropriate": (
            "Too young to be asked; watched at home with the worker instead.",
            "In the middle of exams, and the worker advised against it.",
            "Had met two new professionals that week; one more would have been too much.",
        ),
    },
    "parent": {
        "tried": ("Three calls at different times of day, and a text; no answer.", "The number on file is not in use."),
        "declined": ("Did not wish to speak; thanked us for asking.", "Said everything has been said to the worker."),
        "not_appropriate": ("Hearing that week; the solicitor asked us to wait.", "In hospital at the time."),
    },
}
SUPERVISED = (
    "Finds supervision kind and useful; would like actions to be gone back to more often.",
    "Says the hour goes on cases and forms; what it is like to do the work comes last.",
    "Values being asked why, not only what. That is new since {month}.",
    "Three sessions were moved in a row, and nobody noticed until I asked about it.",
    "Gets the notes weeks later, and by then two of the actions are out of date.",
    "Could say what each action was for. Would like to hear what other teams do with the same problem.",
    "Thinks of it as the safest hour of the month; leaves with a list that can be done.",
    "Would like to talk about one child in depth, instead of every child for three minutes.",
)
"""Of workers, on the supervision that they have."""
SUPERVISED_FOLLOW_UP = (
    "Manager to book the sessions of the next six months.",
    "Worker and manager to go through the open actions together this week.",
    "Notes of the last two sessions to be sent to the worker.",
)
FOLLOW_UP = (
    "Worker to tell {child} what was decided at the last meeting, and why.",
    "Chronology to be brought up to date in time for the next supervision.",
    "Worker and manager to look at the plan together this week.",
    "Time with the brother to be raised at the next meeting.",
    "A plain-words copy of the plan to be sent.",
    "Visits to move to a day that suits the family.",
)

DIFFERENCE: dict[str, tuple[str, ...]] = {
    "clear": (
        "Attendance went from half to nearly all days since {month}; sleeps through the night.",
        "No call-outs since {month}, and {child} says that home is calmer.",
        "Safe and settled with relatives whom we found and helped.",
        "Has a home, a job and somebody to ring. A year ago none of the three.",
    ),
    "some": (
        "Mornings are calmer; weekends are not yet.",
        "Mother goes to her appointments. It is early to say what this means for {child}.",
        "Better at {agency}; at home much as before.",
        "The worker has become somebody {child} trusts. The plan has still to follow.",
    ),
    "none_yet": (
        "Much was done for the adults; for {child} the week looks as it did in {month}.",
        "Two changes of worker; we are where we were in {old}.",
        "Services are in place, and nothing yet shows that life is better.",
    ),
    "worse": (
        "Missing more often than in {month}, and out of {agency}.",
        "Delay in deciding has cost {child} a third move.",
    ),
}

OVERALL: dict[str, tuple[str, ...]] = {
    "outstanding": (
        "Work to be proud of; I have asked whether it may be shown at the practice workshop.",
        "Everything a child should expect of us, and more, with the change to show for it.",
    ),
    "good": (
        "Good, steady work. The chronology and the contingency would make it better still.",
        "{Child} is known, seen and safer. Tidy up the plan, and this is very good.",
        "A good piece of work by a new worker, well supported.",
    ),
    "requires_improvement": (
        "Committed work that the plan and supervision do not yet match.",
        "{Child} is seen and heard; planning and management grip have to catch up.",
        "Not left at risk, but actions drift. Supervision is where this can be mended.",
        "Strong on relationships, weak on what happens if things go wrong.",
        "Much of what we need is here; it is uneven, and the summary is out of date.",
    ),
    "inadequate": (
        "Risk was not responded to in time. I spoke to the team manager on the day, and a visit was made.",
        "Drift and gaps in oversight; {child} has waited too long. Raised with the service manager on the day.",
        "No current plan, and {weeks} weeks without a visit. The manager has taken this up at once.",
    ),
}

REASON_BETTER = (
    "The gaps are on paper; what {child} got was better than the count suggests.",
    "One weak answer pulls this down, and it was put right on {day}.",
    "The strongest work is in the last two months, and weighs more.",
    "Timing was missed for reasons outside the team, and the quality is there.",
)
REASON_WORSE = (
    "The one thing missing is the one that mattered most here.",
    "Met on paper; what {child} experienced was not good enough.",
    "What is good dates from before {month}; since then it has slipped.",
    "Several answers were only just met.",
)
VOID_REASONS = (
    "Allocated twice: another auditor already has this case.",
    "The case moved to another council before the audit began.",
    "The auditor left the list; the case goes back for allocation.",
)
HALF_TYPED = "The chronology stops in {old}: the strategy meeting and two moves since are not on it, and the worker"
"""What the host was typing when the half-done audit was left."""
