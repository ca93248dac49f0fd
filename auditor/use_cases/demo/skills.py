"""How well each thing is done in the demo's service: what is strong, what is weak, and how often it is in time."""

from random import Random

SECTIONS = {
    "ps01": 0.0,
    "ps03": -0.3,
    "ps04": 0.5,
    "ps05": 0.6,
    "ps06": -0.4,
    "ps07": 0.15,
    "ps08": 0.15,
    "ps09": -0.1,
    "ps10": -0.3,
    "ps11": 0.1,
    "pg02": 0.1,
    "pg04": -0.05,
    "pg08": 0.15,
    "agreement_and_rhythm": -0.1,
    "the_worker": 0.9,
    "reflection_and_learning": -0.5,
    "decisions_and_impact": -0.3,
}
"""By graded section, in grades; a section that is not here is in the middle."""

CRITERIA = {
    "ps01.triggers-and-fallback": -0.6,
    "ps02.analysis": -0.35,
    "ps02.difference-made": -0.3,
    "ps03.who-does-what": -0.6,
    "ps03.reviewed-and-carried-out": -0.2,
    "ps03.fits-this-child": 0.2,
    "ps04.seen-alone": 0.4,
    "ps04.home-and-people": 0.3,
    "ps05.own-voice": 0.25,
    "ps05.daily-life": 0.3,
    "ps05.adults-around-the-child": -0.5,
    "ps06.chronology": -0.6,
    "ps06.genogram-three-generations": -0.5,
    "ps06.important-people": 0.3,
    "pg01.direct-work-used": 0.3,
    "pg01.observation": 0.3,
    "pg01.told-and-understood": 0.3,
    "pg05.patterns": -0.6,
    "pg05.fair-story": -0.5,
    "pg05.monthly-review": -0.7,
    "pg04.plan-worked": -0.4,
    "ps10.supervision-moves-things-on": -0.6,
    "ps10.clear-directions": -0.3,
    "pg09.reflective": -0.3,
    "ps11.own-words": 0.6,
    "ps08.independence-money": -0.3,
    "pg07.no-drift": -0.3,
    "pg09.actions-checked": -0.8,
    "pg09.wellbeing": 0.8,
    "pg09.workload": 0.6,
    "pg09.agreement": 0.7,
    "supervision.leave-and-sickness": 0.8,
    "supervision.slipped-sessions": -0.4,
    "supervision.evidence-base": -1.0,
    "supervision.risk-discussed": 0.8,
    "supervision.rationale": 0.6,
    "supervision.smart-notes": -0.8,
    "supervision.impact-on-child": -0.7,
}
"""By criterion, in answers, within what the section's grade leaves open."""

IN_TIME = {
    "ps10.supervised-monthly": 0.4,
    "ps10.carers-supervised-monthly": 0.65,
    "pg09.as-often-as-due": 0.65,
    "pg07.health-assessment-in-time": 0.5,
    "pg04.core-groups-in-time": 0.79,
    "pg03.first-conference-in-time": 0.88,
}
"""The share of audits in which these were met: they come out at it, whatever else the file shows."""

NOT_APPLICABLE = {
    "ps02.parents-additional-needs": ("does_not_arise", 0.05),
    "ps04.worries-acted-on": ("does_not_arise", 0.12),
    "ps06.absent-relatives": ("does_not_arise", 0.1),
    "ps06.family-meetings": ("does_not_arise", 0.2),
    "ps06.genogram-three-generations": ("not_yet_due", 0.08),
    "ps07.worries-and-challenge": ("does_not_arise", 0.08),
    "ps08.connected-assessment": ("not_yet_due", 0.1),
    "ps09.about-me-in-time": ("not_yet_due", 0.05),
    "ps11.interpreters": ("record_restricted", 0.02),
    "pg03.reviews-in-time": ("not_yet_due", 0.15),
    "pg03.reports-in-time": ("record_restricted", 0.03),
    "pg04.view-before-review": ("not_yet_due", 0.2),
    "pg07.permanence-by-second-review": ("not_yet_due", 0.2),
    "pg10.messages-answered": ("does_not_arise", 0.35),
    "pg10.professionals-told-of-change": ("does_not_arise", 0.3),
}
"""The reason, and how often the criterion is answered so."""


class InTime:
    """Decides, file after file, whether something was in time, so that the share over all of them comes out."""

    def __init__(self) -> None:
        self._owed: dict[tuple[str, str], float] = {}

    def was(self, criterion: str, dice: Random, among: str = "", share: float | None = None) -> bool:
        """Whether it was in time on the next file.

        Args:
            among: whose files these are, where they are counted by themselves.
            share: how often it was in time with them; otherwise as in the whole service.
        """
        key = criterion, among
        owed = self._owed.get(key, 0.0) + (IN_TIME[criterion] if share is None else share)
        met = owed > dice.uniform(0.3, 0.7)
        self._owed[key] = owed - met
        return met
