"""Every point in exactly one group, and the counts that the command line prints."""

from auditor.standards.coverage import counts, coverage, criteria_by_point
from auditor.standards.load import Standards
from auditor.standards.model import Checklist


def test_points_fall_into_the_four_groups_by_where_their_criteria_are_seen(small: Standards) -> None:
    found = coverage(small.current)
    assert [point.id for point in found.tested] == ["PS1.1", "PS1.2", "PS6.1", "PS6.2"]
    assert [point.id for point in found.other_subject] == ["PS1.3"]
    assert [point.id for point in found.conversation] == ["PS6.3"]
    assert [(point.id, point.not_audited) for point in found.not_audited] == [
        ("PS6.4", "pride leaves no trace on a file")
    ]
    assert found.points == 7


def test_a_child_s_record_outweighs_another_subject_s_and_that_outweighs_a_conversation(small: Standards) -> None:
    content = small.current.content()
    household, memories = content["sections"][0]["criteria"][2], content["sections"][1]["criteria"][1]
    household["seen_on"] = ["conversation", "carer_record", "child_record"]
    memories["seen_on"] = ["conversation", "supervision_record"]
    found = coverage(Checklist.from_content(content))
    assert "PS1.3" in [point.id for point in found.tested]
    assert [point.id for point in found.other_subject] == ["PS6.3"]
    assert found.conversation == ()


def test_the_criteria_of_a_point_stand_in_order_those_of_other_sections_too(small: Standards) -> None:
    testing = criteria_by_point(small.current)
    assert [criterion.id for criterion in testing["PS6.2"]] == ["ps01.action-fits-risk"]
    assert testing["PS6.4"] == ()
    assert list(testing) == ["PS1.1", "PS1.2", "PS1.3", "PS6.1", "PS6.2", "PS6.3", "PS6.4"]


def test_a_theme_lists_no_points(small: Standards) -> None:
    assert coverage(small.themes["fathers"]).points == 0


def test_counts_are_of_the_current_edition(small: Standards) -> None:
    assert counts(small) == {
        "sections": 2,
        "points": 7,
        "points_tested": 4,
        "points_other_subject": 1,
        "points_conversation": 1,
        "points_not_audited": 1,
        "criteria": 6,
        "criteria_core": 4,
        "timescales": 1,
        "timescales_derived": 1,
        "measures": 4,
        "audit_measures": 2,
    }
