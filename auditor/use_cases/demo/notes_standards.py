"""What auditors of the demo write on the criteria of the practice standards: strong, then weak.

``{child}`` and ``{Child}`` become "the child", "the baby", "the young person"; ``{agency}`` whoever knows them best
outside; the rest are dates and numbers. Never a name: people are roles.
"""

from typing import NamedTuple


class Said(NamedTuple):
    """Sentences for a criterion that is met or better, and for one that is not."""

    strong: tuple[str, ...]
    weak: tuple[str, ...]


NOTES: dict[str, Said] = {
    "ps01.risk-understood": Said(
        (
            "Past harm, current worries and what protects {child} are set out in one page, last changed {day}.",
            "Clear on what daily life is like when things go wrong at home, not only on the incident of {early}.",
            "Cumulative harm is named: {n} referrals since {old} are read together rather than one by one.",
        ),
        (
            "Risk is described by the incident of {early} only; the {n} earlier referrals are not weighed.",
            "The note of {day} says risk has reduced; I could not find what changed.",
            "Neglect is mentioned in every record and nowhere described: what is it like for {child} on a bad day?",
            "The partner who moved in around {month} is not in the risk analysis at all.",
        ),
    ),
    "ps01.who-informs-risk": Said(
        (
            "Police, health and {agency} all asked, and what each said changed the view of the risk on {day}.",
            "The grandparents' account was taken seriously and checked with {agency} within days.",
        ),
        (
            "Our view of the risk rests on mother's account; {agency} was last asked in {month}.",
            "Father was not spoken to before the decision of {day}, and there is no reason why.",
        ),
    ),
    "ps01.action-fits-risk": Said(
        (
            "The call from {agency} on {day} was acted on the same afternoon, and {child} was seen that evening.",
            "Firm and proportionate: a written safety plan within two days of the incident of {early}.",
        ),
        (
            "{weeks} weeks passed between the police notification and the next visit, with no reason recorded.",
            "The safety plan of {early} was not changed after the second incident in {month}.",
            "Escalation to a strategy discussion came after the third report; the first would have warranted it.",
        ),
    ),
    "ps01.triggers-and-fallback": Said(
        (
            "The plan says plainly what would make us act at once, and who keeps {child} safe that night.",
            "Two named triggers and a second plan, both known to {agency} and to the family.",
        ),
        (
            "No contingency beyond 'call the police'; nobody is named who would have {child} for the night.",
            "The fallback is the same sentence as in {old}, and the aunt it relies on has since moved away.",
            "Nothing says what we do if mother's partner returns, though this has happened {n} times.",
            "Contingency is 'legal advice to be sought' with no trigger and no date.",
        ),
    ),
    "ps02.centred-and-shared": Said(
        (
            "Shared with parents on {day}; their disagreement on two points is written in and answered.",
            "Assessment reads as being about {child} from the first line, and the family saw it before it was signed.",
        ),
        (
            "No sign that the assessment was shared; the parents' comments box is empty.",
            "Most of the assessment is about the adults' relationship; {child} appears on page five.",
            "Brothers and sisters are assessed in one text, so that one cannot tell whose need is whose.",
        ),
    ),
    "ps02.full-range": Said(
        (
            "History from {old} on is drawn together with what {agency} and the GP say now.",
            "The earlier assessments were read and used: the same pattern in {old} is pointed out.",
        ),
        (
            "Earlier involvement from {old} is not mentioned, though the file holds two closed assessments.",
            "Health information is missing; the GP was written to on {early} and nobody chased.",
        ),
    ),
    "ps02.analysis": Said(
        (
            "Good analysis: strengths are tested, not listed, and the conclusion follows from them.",
            "Says clearly what mother can change in time for {child}, and what she cannot without help.",
        ),
        (
            "Largely description; the analysis is {n} lines and repeats the referral.",
            "The conclusion is child in need, but the reasons given would fit any threshold.",
            "Capacity to change is asserted; there is no example of anything that has changed since {month}.",
        ),
    ),
    "ps02.manager-steer": Said(
        ("Manager's mid-point steer of {early} asked for father's history, and it is there.",),
        (
            "Signed off on {day} with 'agree' only; no steer is recorded on the way.",
            "The sign-off repeats the worker's summary and gives no reason for the decision.",
        ),
    ),
    "ps02.difference-made": Said(
        ("Says what our work changed: bedtimes, attendance and fewer call-outs since {month}.",),
        (
            "The assessment lists services; it does not say what is better for {child} because of them.",
            "We have been involved since {old}; I could not tell from this what difference that made.",
        ),
    ),
    "ps02.parents-additional-needs": Said(
        ("Mother's learning difficulty is understood, and the plan was gone through with an easy-read copy.",),
        ("A learning difficulty is noted on {early} and no adjustment was made to how we explain things.",),
    ),
    "ps02.renewed-yearly": Said(
        ("Renewed within the year, on {day}, and brought up to date after the move as well.",),
        ("The last full assessment is dated {old}; updates since then are paragraphs in case notes.",),
    ),
    "ps03.fits-this-child": Said(
        ("The plan follows from the assessment line by line, and two actions are about who {child} is.",),
        (
            "A standard plan: the same eight actions as the other child's, with one word changed.",
            "The assessment says isolation is the main worry; the plan has nothing on it.",
        ),
    ),
    "ps03.who-does-what": Said(
        (
            "Each action has a person and a date, and says how {child} will know that it is done.",
            "SMART throughout; the parents could tell me in their own words what they had agreed to.",
        ),
        (
            "Actions read 'ongoing' and 'parents to engage'; {n} of them have no date.",
            "Plan is not SMART: nobody could tell by when the parenting work should have helped.",
            "All actions are for mother. None is for us, for father or for {agency}.",
            "Outcomes are services ('complete the course'), so that finishing would not show {child} is safer.",
        ),
    ),
    "ps03.made-with-and-held": Said(
        ("Made round the kitchen table on {early}; the family holds a copy and has written on it.",),
        (
            "No record that the parents were given the plan of {early}; father learnt of it from {agency}.",
            "Written in our language: 'triangulate', 'capacity to change'. I doubt the family could follow it.",
        ),
    ),
    "ps03.reviewed-and-carried-out": Said(
        ("Each meeting starts from the plan, and {n} finished actions were taken off on {day}.",),
        (
            "The plan of {early} was not looked at again until {day}; two actions had quietly lapsed.",
            "Meetings took place, but the plan at the end is the plan at the start, word for word.",
            "The referral for family support agreed on {early} had not been made when I read the file.",
        ),
    ),
    "ps04.seen-alone": Said(
        (
            "Seen alone on each of the last {n} visits, in different places, and the notes say what was talked about.",
            "Seen alone at {agency} on {day} because home did not feel like a safe place to speak.",
        ),
        (
            "Not seen alone since {month}; the notes do not say whether this was tried.",
            "Last {n} visits say 'seen' without saying whether alone, or for how long.",
        ),
    ),
    "ps04.purpose": Said(
        ("Each visit takes up one part of the plan; the one of {day} was for the bedroom and the routine.",),
        ("Visits are described as 'statutory visit'; I could not see what they were for.",),
    ),
    "ps04.home-and-people": Said(
        (
            "One can picture the home: who sits where, what is in the fridge, the stair gate still in its box.",
            "The visit of {day} describes warmly how {child} and the adults at home are with each other.",
        ),
        (
            "The bedroom has not been seen since {month}, according to the notes.",
            "Home conditions are 'good enough' in five notes running; no one could tell what was seen.",
        ),
    ),
    "ps04.worries-acted-on": Said(
        ("The bruise seen on {day} was talked over with a manager within the hour and followed to the end.",),
        ("A worry about damp and a broken lock was noted on {early} and is not mentioned again.",),
    ),
    "ps04.consent": Said(
        ("Consent is on file from {early}, with what was explained and to whom.",),
        ("No consent on file before the first visit; a note of {early} assumes it was given at the front door.",),
    ),
    "ps05.daily-life": Said(
        (
            "I came away knowing what a Tuesday is like for {child}. The record is about this life.",
            "Daily life leads: sleep, food, who is there in the morning. The adults' troubles come second.",
        ),
        ("The record is about the parents' separation; what {child} does all day is hard to find.",),
    ),
    "ps05.own-voice": Said(
        (
            "{Child} asked on {day} for visits without the television on, and the next note shows it was done.",
            "What {child} said about weekends changed the family time plan in {month}. That is voice with influence.",
            "Wishes are recorded apart from the sister's, and they differ: both are taken seriously.",
        ),
        (
            "Voice is there in quotation marks, but I could not see that anything followed from it.",
            "The same wishes are copied from {old} into three records.",
        ),
    ),
    "ps05.good-outcome": Said(
        ("A good life for {child} is described in the family's own terms, and the plan aims at it.",),
        ("What a good outcome would look like is not said; 'case to close' is our aim, not theirs.",),
    ),
    "ps05.adults-around-the-child": Said(
        ("Father, who lives elsewhere, was found, visited on {early} and is now part of the plan.",),
        (
            "Father's details are on the front sheet; nobody has rung him since {old}.",
            "Two men visit the home at weekends. We do not know who they are.",
        ),
    ),
    "ps06.chronology": Said(
        (
            "Up to {day}, and it tells what mattered, good news included.",
            "A chronology one can read in ten minutes and see the pattern: every spring, the same crisis.",
        ),
        (
            "Chronology stops {old}; two moves since are not on it.",
            "Chronology is a list of visits and emails. The strategy meeting of {month} is missing.",
            "Started on {early} and holds {n} entries; the years before are blank.",
            "Last entry {old}. The change of home and the new baby are not there.",
        ),
    ),
    "ps06.case-summary-alive": Said(
        (
            "A lovely summary: one meets {child} in the first paragraph, hopes and dislikes included.",
            "Summary of {day} is short and true, and says what is happening now.",
        ),
        (
            "The summary of {early} still describes the household as it was before the move.",
            "Legal status and who has parental responsibility are missing from the summary.",
            "One learns of {n} services in the summary, and nothing of the person.",
        ),
    ),
    "ps06.case-summary-in-time": Said(
        ("Renewed on {day} and three months before that; both times with real changes.",),
        ("Case summary is dated {old}; it should have been renewed twice since.",),
    ),
    "ps06.genogram": Said(
        ("The genogram shows both households at a glance and was checked with the grandmother.",),
        ("No genogram on file.", "The genogram of {old} leaves out father's side and the half-sister."),
    ),
    "ps06.genogram-three-generations": Said(
        ("Three generations, with losses and moves marked; it was drawn with the family on {early}.",),
        ("Open since {old} and there is still no wider genogram; two aunts are named in notes only.",),
    ),
    "ps06.important-people": Said(
        ("We know whom {child} would ring at night, and the plan keeps that person close.",),
        ("The grandmother comes up in five visit notes; nobody has asked whether she could help.",),
    ),
    "ps06.identity-in-the-work": Said(
        ("Faith and food are taken up in the work as part of life, and not as a box on a form.",),
        (
            "Ethnicity is recorded as 'not known' on one form and 'mixed' on another.",
            "Language at home is not recorded; a note of {early} mentions that grandmother interpreted.",
        ),
    ),
    "ps06.parents-needs-in-summary": Said(
        ("The summary says how to reach each parent and what helps them to take part.",),
        ("Nothing in the summary says that mother does not read; the letters keep going out.",),
    ),
    "ps06.absent-relatives": Said(
        ("The paternal aunt was traced and asked on {early}; her answer is on file.",),
        ("Relatives on father's side have not been considered, though {child} speaks of them.",),
    ),
    "ps07.everyone-involved": Said(
        ("{Agency} and health were at each meeting, and had the decisions within a day or two.",),
        (
            "The health visitor was not invited on {early}, and learnt of the decision from mother.",
            "{Agency} sent a report for {day}; it is on file and nobody refers to it.",
        ),
    ),
    "ps07.worries-and-challenge": Said(
        ("When {agency} disagreed with stepping down, the managers met within the week and wrote why.",),
        ("{Agency} raised the same worry {n} times between {month} and now; no answer is recorded.",),
    ),
    "ps08.kept-in-family": Said(
        ("Family was thought of first: {n} relatives were asked, each answer is on file.",),
        ("The offer by an aunt on {early} was not looked into.",),
    ),
    "ps08.home-meets-needs": Said(
        ("Settled and loved here; the carer knows what a bad day looks like and what helps.",),
        ("The home was a match in {old}; with the baby there, {child} no longer has a room to be quiet in.",),
    ),
    "ps08.carers-told": Said(
        ("The carers had the history before the move, and met the former carer on {early}.",),
        ("The carers say they learnt of the allergy from {agency}; no record that we told them.",),
    ),
    "ps08.brothers-and-sisters": Said(
        ("Brothers and sisters live apart for a sound reason, and stay over once a month.",),
        ("Time with the sister stopped in {month} when transport fell through, and was not taken up again.",),
    ),
    "ps08.missing-risk": Said(
        ("Return conversations after each of {n} episodes, and the safety plan changed after the second.",),
        ("Missing {n} times since {month}; the home has no safety plan it can use at night.",),
    ),
    "ps08.connected-assessment": Said(
        ("Joint visits by both workers, and the carers' own worries are weighed.",),
        ("Two workers wrote two assessments that disagree about the uncle's health.",),
    ),
    "ps08.independence-health": Said(
        ("Registered with a dentist and a GP nearby, and has the health history in hand.",),
        ("The health passport is not on file; the young person asked for it on {early}.",),
    ),
    "ps08.independence-money": Said(
        ("Manages a weekly budget with the adviser and knows what they are entitled to.",),
        ("Debts came to light on {day}; the entitlement check agreed in {month} was not done.",),
    ),
    "ps08.independence-home": Said(
        ("A safe flat near friends, with a plan for what happens when the tenancy ends.",),
        ("Sofa-surfing since {month}; the next home is 'to be explored'.",),
    ),
    "ps08.independence-education-or-work": Said(
        ("Started an apprenticeship in {month}, with real help to get through the first weeks.",),
        ("Out of education or work since {month}, and no plan beyond a leaflet.",),
    ),
    "ps08.independence-adviser": Said(
        ("Knows the adviser well and calls them first; the plan is in their words.",),
        ("Third adviser in a year; the pathway plan of {old} does not know about the new flat.",),
    ),
    "ps09.about-me-in-time": Said(
        ("The About Me book was looked at together on {day}, and has new pages.",),
        ("No sign of an About Me book since {old}; the carer did not know what it was.",),
    ),
    "ps09.life-journey-work": Said(
        ("Life journey work goes at {child}'s own pace, and the carer takes part.",),
        ("'Life journey work to start' stands in every review record since {old}.",),
    ),
    "ps09.records-tell-the-story": Said(
        ("{Child} could read this one day and understand why the move happened.",),
        ("Why the second move happened is not explained anywhere that I could find.",),
    ),
    "ps10.supervised-monthly": Said(
        ("Supervised every month in the period, and once more after the incident of {early}.",),
        (
            "No case supervision between {early} and {day}: manager's post vacant, nobody stood in.",
            "Three supervisions in six months; sickness is given as the reason for one of the gaps.",
        ),
    ),
    "ps10.supervision-moves-things-on": Said(
        ("Goes back to each agreed action first; two late ones were re-dated with a reason.",),
        (
            "Actions agreed in {month} are not mentioned again; new ones are added beneath.",
            "The same three actions appear in {n} supervisions running, without a word on why they are not done.",
            "Supervision of {day} is an update; nothing in it was decided or checked.",
            "Supervision does not track: of {n} actions set on {early}, one is known to be done.",
        ),
    ),
    "ps10.golden-thread": Said(
        ("Oversight at each turning point, from team and service manager, written on the day.",),
        ("Decision to step down on {day} appears in the plan, and there is no management note of it.",),
    ),
    "ps10.clear-directions": Said(
        ("Directions say who, what and by when. The one of {day} took me no guessing at all.",),
        ("Directions such as 'continue to monitor' and 'progress the plan' leave the worker alone.",),
    ),
    "ps10.reasons-and-advice": Said(
        ("Options are set side by side on {early}, with why two were ruled out.",),
        ("The decision not to go to conference is given without reasons or advice.",),
    ),
    "ps11.purpose-and-result": Said(
        ("Notes say why, what was found and what next; a stranger could take over.",),
        ("Long notes of what was said, and no line on what it means or what follows.",),
    ),
    "ps11.change-for-the-child": Said(
        ("One can follow how sleep and mornings got better between {month} and now.",),
        ("Much activity on file, little on whether anything changed for {child} since {month}.",),
    ),
    "ps11.clear-and-dignified": Said(
        ("Written with kindness; parents would recognise themselves.",),
        ("'Mother failed to engage' on {day}: three bus journeys and a newborn would explain more.",),
    ),
    "ps11.own-words": Said(
        ("{Child}'s own words run through the notes, and drawings of {day} are on file.",),
        ("No direct words since {month}; 'presented as happy' stands in for them.",),
    ),
    "ps11.written-up-in-time": Said(
        ("The last five visits were written up within two working days, all of them.",),
        ("Two of the last five visits were written up {weeks} weeks later.",),
    ),
    "ps11.visited-as-planned": Said(
        ("Visits are as often as the plan says, and the one gap in {month} is explained.",),
        ("A gap of {weeks} weeks in {month} without a visit or a reason.",),
    ),
    "ps11.interpreters": Said(
        ("A proper interpreter at each meeting, the same one twice, which the family valued.",),
        ("A cousin interpreted on {early}; the subject was the injury.",),
    ),
}
