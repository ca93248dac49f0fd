"""What auditors of the demo write on the criteria of the practice guides, of carers' records and of supervision."""

from auditor.use_cases.demo.notes_standards import NOTES as STANDARDS
from auditor.use_cases.demo.notes_standards import Said

_GUIDES: dict[str, Said] = {
    "pg01.direct-work-used": Said(
        (
            "Three houses drawn together on {early}; what came of it is in the assessment and the plan.",
            "Direct work of {day} used the car game that {child} likes, and found out about the nights.",
            "Patient, creative work over {n} sessions. What was learnt went into the plan the same week.",
        ),
        ("A worksheet was done on {early} and filed; nothing was made of it.",),
    ),
    "pg01.observation": Said(
        ("Beautiful observation on {day}: how {child} looks for the carer before trying anything new.",),
        ("Under-fives need watching; the notes say 'happy and settled' and no more.",),
    ),
    "pg01.told-and-understood": Said(
        ("The decision was explained with a story board, and {child} could say it back a week later.",),
        ("No record of who told {child} about the plan, or how.",),
    ),
    "pg02.called-and-held": Said(
        ("Called within hours of the disclosure and held the next morning.",),
        ("The worry was known on {early}; the strategy meeting was held four days later.",),
    ),
    "pg02.chaired-by-manager": Said(
        ("Chaired by the team manager, who also checked back after a week.",),
        ("Chaired by a senior social worker; no reason is given.",),
    ),
    "pg02.agencies-and-information": Said(
        ("Police, health and {agency} each brought past and present information.",),
        ("Health was not there on {early}, and the decision was taken without what they know.",),
    ),
    "pg02.decision-reasoned": Said(
        ("Threshold, reasons and what we hope for are clear in half a page.",),
        ("'Threshold met' is the whole of the reasoning recorded on {early}.",),
    ),
    "pg02.each-child-safe": Said(
        ("Each child left the meeting with a plan for that night and for the week.",),
        ("The meeting of {early} set a plan for one child; the baby brother is not mentioned.",),
    ),
    "pg03.first-conference-in-time": Said(
        ("Conference on the twelfth working day, with everyone who mattered there.",),
        ("First conference was {n} working days late: the report was not ready.",),
    ),
    "pg03.reports-in-time": Said(
        ("Parents had the report four days before, and went through it with the worker.",),
        ("Parents were given the report in the waiting room on {early}.",),
    ),
    "pg03.family-and-agencies-take-part": Said(
        ("Both parents spoke; the chair made room for father, who had never come before.",),
        ("Mother came alone and said little; no advocate or supporter was offered.",),
    ),
    "pg03.child-takes-part": Said(
        ("An advocate brought {child}'s letter, and the chair wrote back.",),
        ("{Child}'s view is one line, relayed by mother.",),
    ),
    "pg03.risk-analysed": Said(
        ("Scaling by each agency, the differences talked through, and a clear conclusion.",),
        ("The conference hears information for two hours and weighs it in one sentence.",),
    ),
    "pg03.plan-for-each-child": Said(
        ("Separate outline plans with outcomes the family helped to word.",),
        ("One plan for {n} children of very different ages.",),
    ),
    "pg04.core-groups-in-time": Said(
        ("First core group on the eighth working day, and every four weeks since.",),
        ("No core group between {early} and {day}; two were called off and not held again.",),
    ),
    "pg04.view-before-review": Said(
        ("Before the review the core group said, with reasons, that the plan is still needed.",),
        ("The core group gave no view before the review of {day}.",),
    ),
    "pg04.family-heard": Said(
        ("Father joins by telephone from work and is asked first.",),
        ("Father was sent minutes and never an invitation.",),
    ),
    "pg04.plan-worked": Said(
        ("The plan is on the table at each core group, and changes in front of the family.",),
        (
            "Core groups share updates; the plan of {early} is not gone through.",
            "Tasks from the core group of {early} have no dates, and most come back undone.",
        ),
    ),
    "pg04.safety-weighed": Said(
        ("Each meeting ends with: is {child} safer than a month ago, and how do we know?",),
        ("No core group since {month} says whether {child} is safer.",),
    ),
    "pg05.patterns": Said(
        ("The chronology brought out that every bruise followed a weekend, and somebody acted on it.",),
        (
            "{n} similar incidents stand in the chronology a year apart, and nobody has joined them up.",
            "Neglect building up since {old} can be seen only by reading everything.",
        ),
    ),
    "pg05.fair-story": Said(
        ("A short and fair story with achievements in it: swimming badge, first day at {agency}.",),
        ("A chronology of faults: nothing that went well in {n} years has been entered.",),
    ),
    "pg06.usable-tonight": Said(
        ("I could act on this tonight: numbers, who to ring, what usually calms things.",),
        (
            "A duty worker would not know from this whom to ring, or that the dog is a risk.",
            "The summary gives a worker who left in {month} as the contact.",
        ),
    ),
    "pg06.plan-status-visits": Said(
        ("Plan, legal status and visiting rhythm are in the first five lines.",),
        ("How often we visit is given as monthly; the plan of {early} says fortnightly.",),
    ),
    "pg07.family-network-early": Said(
        ("Family group conference on {early}, and the plan that came of it is in use.",),
        ("A family group conference was agreed in {month} and has not been offered.",),
    ),
    "pg07.no-drift": Said(
        ("A home for good was in mind from the first week; each step has a date.",),
        ("Drift: long-term matching has been 'next month' since {old}.",),
    ),
    "pg07.this-childs-plan": Said(
        ("The permanence plan starts from heritage and the bond with the older brother.",),
        ("The plan would fit any child of this age; identity and the brother are not in it.",),
    ),
    "pg07.health-assessment-in-time": Said(
        ("Asked for on the first day, and done on day sixteen.",),
        (
            "The initial health assessment was asked for on day nine and done on day thirty-four.",
            "Health assessment delayed because consent was not in the papers.",
        ),
    ),
    "pg07.education-plan-in-time": Said(
        ("PEP renewed each term; the one of {early} has {child}'s own page.",),
        ("The PEP of {old} is the latest on file.",),
    ),
    "pg07.planning-papers-in-time": Said(
        ("Planning papers and delegated authority were signed before the move.",),
        ("Delegated authority came {weeks} weeks after the move; a school trip was missed over it.",),
    ),
    "pg08.child-at-the-centre": Said(
        ("Chose the cafe, chaired the first part, and asked for cake in the minutes.",),
        ("The review of {early} was held in school time, which {child} had asked us not to do.",),
    ),
    "pg08.permanence-tested": Said(
        ("The reviewing officer tests the plan with dates, and asked why the application is late.",),
        ("The review notes the plan for permanence and asks nothing about it.",),
    ),
    "pg08.whole-child": Said(
        ("Health, friendships, family time and joy are all in the review record.",),
        ("Family time is left to the carer to sort out; the review does not look at it.",),
    ),
    "pg08.outcomes-and-follow-up": Said(
        ("Outcomes are ambitious, and the midway check of {day} shows them moving.",),
        ("Recommendations of the last review were not followed up before this one.",),
    ),
    "pg08.reviews-in-time": Said(
        ("Reviews in time throughout.",),
        ("The second review was held {weeks} weeks late; the hearing is given as the reason.",),
    ),
    "pg09.reflective": Said(
        ("A hypothesis is tried out in supervision on {early}, and tested at the next visit.",),
        ("Task-focused: what was done and what is next, never why.",),
    ),
    "pg10.honest-and-respectful": Said(
        ("Letters are plain and kind; the one of {early} says sorry for a mistake.",),
        ("The letter of {early} uses the word 'non-compliant' {n} times.",),
    ),
    "pg10.managers-told-at-once": Said(
        ("The manager knew within the hour, and the next step is written beneath.",),
        ("The missed deadline of {early} came to the manager's notice in the next supervision.",),
    ),
    "pg10.told-of-change-of-worker": Said(
        ("Old and new worker visited together to say goodbye and hello.",),
        ("The family met the new worker on the doorstep; nobody had told them.",),
    ),
    "pg10.messages-answered": Said(
        ("Messages were answered the same day, also when the answer was 'not yet'.",),
        ("Mother left {n} messages in {month}; the answer came after {weeks} weeks.",),
    ),
    "pg10.court-reports-in-time": Said(
        ("The statement was filed two days ahead of the date directed.",),
        ("The statement was filed eight days late, and the hearing moved because of it.",),
    ),
}

_CARERS: dict[str, Said] = {
    "ps01.household-risk": Said(
        ("Risks between the children who live here are thought through, one by one.",),
        ("Risks are listed from {old}; the child who came in {month} is not among them.",),
    ),
    "ps01.safer-caring": Said(
        ("The safer caring plan was gone through with the carers on {day}.",),
        ("The safer caring plan is a template; it does not fit these children.",),
    ),
    "ps04.supervising-visits": Said(
        ("Support and challenge in balance: screen time was raised, and solved together.",),
        ("Friendly visits without challenge; the diary worry of {early} was let go.",),
    ),
    "ps04.unannounced-visits": Said(
        ("Two unannounced visits in the year, and what they found was taken up.",),
        ("No unannounced visit since {old}.",),
    ),
    "ps08.household-matching": Said(
        ("Matching weighed the dog, the stairs and the older boy; gaps have a plan.",),
        ("Why this child came here is not written; it was a Friday evening.",),
    ),
    "pg06.household-profile": Said(
        ("The profile is warm, and correct on what they are approved for.",),
        ("The profile still shows the approval of {old}.",),
    ),
}

_SUPERVISION: dict[str, Said] = {
    "pg09.agreement": Said(
        ("Signed by both on {early}, and looked at again after the change of supervisor.",),
        ("The agreement on file is with the manager who left in {month}.",),
    ),
    "pg09.as-often-as-due": Said(
        ("Monthly without a gap, also over the summer.",),
        (
            "Four sessions in six months: court work and the manager's absence.",
            "No session in {month}; nobody stood in for the manager.",
        ),
    ),
    "pg09.wellbeing": Said(
        ("Wellbeing is asked about first and acted on: hours were changed after {early}.",),
        ("'All well' in five sessions; the sickness in {month} is not talked about.",),
    ),
    "pg09.workload": Said(
        ("Caseload was looked at in each session, and two cases moved.",), ("No figures since {month}.",)
    ),
    "pg09.actions-checked": Said(
        ("Starts with last month's actions; those not done are asked about.",),
        (
            "Actions of the session before are not gone back to in {n} of six records.",
            "Agreed tasks vanish: none of those of {early} appears again.",
        ),
    ),
    "pg09.support-and-challenge": Said(
        ("Honest challenge about late visits, with help on how to catch up.",),
        ("Supportive throughout; the overdue assessments are not raised.",),
    ),
    "pg09.record-given-in-time": Said(
        ("The worker had each record within the week.",),
        ("Records of {month} were typed up together {weeks} weeks later.",),
    ),
    "supervision.slipped-sessions": Said(
        ("Two sessions moved, both held within the week, reason given.",),
        ("Sessions moved {n} times for court; no new date was set.",),
    ),
    "supervision.evidence-base": Said(
        ("A neglect tool and the team's own figures were used for two families on {early}.",),
        ("The visits report is pasted in and not talked about.",),
    ),
    "supervision.risk-discussed": Said(
        ("The danger to each child is put in one plain sentence.",),
        ("Three children on plans are covered by visit dates alone.",),
    ),
    "supervision.rationale": Said(
        ("Reasons stand beside every decision.",),
        ("Step down agreed on {early}; no reason in this record or the next.",),
    ),
    "supervision.smart-notes": Said(
        ("Each action has a person and a date.",),
        ("Half of the actions have no date; several say 'chase'.",),
    ),
    "supervision.impact-on-child": Said(
        ("From the discussion in {month} one can follow what got better for the child.",),
        ("All tasks done; nothing says whether any child is safer for it.",),
    ),
}

NOTES: dict[str, Said] = {**STANDARDS, **_GUIDES, **_CARERS, **_SUPERVISION}
"""By criterion. A criterion that is not here gets no note."""
