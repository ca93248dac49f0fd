"""How the points of an edition are accounted for, and how much there is of everything."""

from dataclasses import dataclass

from auditor.standards.load import Standards
from auditor.standards.model import Checklist, Criterion, Point, Record


@dataclass(frozen=True)
class Coverage:
    """Every point of a checklist, in exactly one of four groups, each in the order of the edition.

    Attributes:
        tested: tested by a criterion that can be seen on a child's record.
        other_subject: tested, but only on another subject's record: the carers' or a supervision record.
        conversation: tested, but only in a conversation.
        not_audited: tested by no criterion; each says why in :attr:`Point.not_audited`.
    """

    tested: tuple[Point, ...]
    other_subject: tuple[Point, ...]
    conversation: tuple[Point, ...]
    not_audited: tuple[Point, ...]

    @property
    def points(self) -> int:
        """How many points there are."""
        return sum(len(group) for group in (self.tested, self.other_subject, self.conversation, self.not_audited))


def criteria_by_point(checklist: Checklist) -> dict[str, tuple[Criterion, ...]]:
    """The criteria that test each point, in order, by the point's id; every point is there, tested or not.

    Args:
        checklist: an edition; a theme lists no points.
    """
    testing: dict[str, tuple[Criterion, ...]] = {
        point.id: () for section in checklist.sections for point in section.points
    }
    for criterion in checklist.criteria.values():
        for point_id in criterion.points:
            testing[point_id] = (*testing.get(point_id, ()), criterion)
    return testing


def coverage(checklist: Checklist) -> Coverage:
    """The points of a checklist in their four groups.

    Args:
        checklist: an edition; a theme lists no points.
    """
    testing = criteria_by_point(checklist)
    groups: dict[str, list[Point]] = {"tested": [], "other_subject": [], "conversation": [], "not_audited": []}
    for section in checklist.sections:
        for point in section.points:
            places = {place for criterion in testing[point.id] for place in criterion.seen_on}
            groups[_group(places)].append(point)
    return Coverage(**{name: tuple(points) for name, points in groups.items()})


def counts(standards: Standards) -> dict[str, int]:
    """How much there is of everything in the current edition and the improvement plan, for ``--json``.

    Timescales are the printed rules, and the derived ones apart; measures are those with a place in the plan's table,
    so that the two audit measures named without thresholds are in neither count. Criteria of themes do not count.

    Args:
        standards: what a standards folder says.
    """
    edition = standards.current
    found = coverage(edition)
    measures = standards.measures.measures
    return {
        "sections": len(edition.sections),
        "points": found.points,
        "points_tested": len(found.tested),
        "points_other_subject": len(found.other_subject),
        "points_conversation": len(found.conversation),
        "points_not_audited": len(found.not_audited),
        "criteria": len(edition.criteria),
        "criteria_core": sum(criterion.depth == "core" for criterion in edition.criteria.values()),
        "timescales": sum(rule.printed for rule in edition.timescales),
        "timescales_derived": sum(not rule.printed for rule in edition.timescales),
        "measures": len(measures),
        "audit_measures": sum(measure.kind == "audited_percent" for measure in measures),
    }


def _group(places: set[Record]) -> str:
    if "child_record" in places:
        return "tested"
    if places - {"conversation"}:
        return "other_subject"
    return "conversation" if places else "not_audited"
