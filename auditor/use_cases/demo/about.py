"""Which question each of the demo's actions should move, by how the action begins."""

from collections.abc import Container

_ABOUT = {
    "Write the safety plan anew": "ps01.triggers-and-fallback",
    "Hold a risk discussion": "ps01.risk-understood",
    "Speak to father": "ps01.who-informs-risk",
    "Bring the assessment up to date": "ps02.analysis",
    "Meet at the mid-point": "ps02.manager-steer",
    "Rewrite the plan": "ps03.who-does-what",
    "Check the new plan": "ps03.who-does-what",
    "Give every family member": "ps03.made-with-and-held",
    "alone at a place": "ps04.seen-alone",
    "Look at the next three visit notes": "ps04.purpose",
    "Plan three sessions": "ps05.daily-life",
    "Find out who visits": "ps05.adults-around-the-child",
    "Bring the chronology": "ps06.chronology",
    "Draw a genogram": "ps06.genogram",
    "Ask for the chronology": "ps06.chronology",
    "Renew the case summary": "ps06.case-summary-in-time",
    "Agree with": "ps07.everyone-involved",
    "Answer the worry": "ps07.worries-and-challenge",
    "Go through money": "ps08.independence-money",
    "Set up time with": "ps08.brothers-and-sisters",
    "Look into the offer": "ps08.kept-in-family",
    "Begin life journey": "ps09.life-journey-work",
    "Look at the About Me": "ps09.about-me-in-time",
    "Start each supervision": "ps10.supervision-moves-things-on",
    "Hold the case supervision": "ps10.supervised-monthly",
    "Settle who supervises": "ps10.supervised-monthly",
    "End each note": "ps11.change-for-the-child",
    "Write up the visits": "ps11.written-up-in-time",
    "Ask health for": "pg02.agencies-and-information",
    "Agree with the police": "pg02.called-and-held",
    "Offer an advocate": "pg03.child-takes-part",
    "Check that parents": "pg03.reports-in-time",
    "Bring the plan to each": "pg04.plan-worked",
    "Sit in on": "pg04.plan-worked",
    "Call a permanence": "pg07.no-drift",
    "Chase the health": "pg07.health-assessment-in-time",
    "Do a midway check": "pg08.outcomes-and-follow-up",
    "Plan the next review": "pg08.child-at-the-centre",
    "Renew the household": "pg06.household-profile",
    "Make the unannounced": "ps04.unannounced-visits",
    "Check matching notes": "ps08.household-matching",
    "Open each session": "pg09.actions-checked",
    "Arrange cover": "pg09.as-often-as-due",
    "Draw up a new supervision": "pg09.agreement",
    "Book the next six sessions": "pg09.protected-time",
    "Agree with the worker which": "pg09.workload",
    "Put the development plan": "pg09.development",
    "Hold a workshop on reflective": "pg09.reflective",
    "Sit in on one visit": "pg09.observation-and-audit",
    "Go through the audit's": "pg09.observation-and-audit",
    "Read three supervision": "supervision.impact-on-child",
    "Send each record": "pg09.record-given-in-time",
    "Move the case discussions": "pg09.confidential",
    "Bring one figure": "supervision.evidence-base",
    "Write actions with": "supervision.smart-notes",
}
BEGINNINGS = tuple(_ABOUT)
"""How those actions begin, or what they say."""


def about(what: str, asked: Container[str], section: str) -> str:
    """The question an action should move, where this audit asks it; else the section it belongs to.

    Args:
        what: the action.
        asked: the questions asked, by id.
        section: what its finding rests on.
    """
    fitting = [words for words in _ABOUT if words in what]
    question = _ABOUT[max(fitting, key=len)] if fitting else ""
    return question if question and question in asked else section
