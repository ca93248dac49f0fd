"""A bundle carries what came after the audit: the moderation, the agreed grade, the reply, the actions' steps."""

from dataclasses import replace
from pathlib import Path

import pytest
from moderation_builders import assigned, moderate, person
from store_builders import Template, World, copy_of

from auditor.audit.examination import OVERALL
from auditor.audit.moderation import Because
from auditor.audit.states import State
from auditor.standards.load import Standards
from auditor.use_cases.keeping.export_bundle import export_audit
from auditor.use_cases.keeping.import_bundle import TamperedBundleError, import_audit
from auditor.use_cases.keeping.look_after_store import verify_store
from auditor.use_cases.moderation.compare_grades import agree_to, open_comparison, propose_grade
from auditor.use_cases.team.acknowledge import acknowledge
from auditor.use_cases.team.reply import answer_reply, reply


def test_everything_after_submission_arrives(
    world: World, template_store: Template, tmp_path: Path, loaded_standards: Standards
) -> None:
    audit = assigned(world)
    moderate(world, audit, {OVERALL: "inadequate"})
    ada, mo, sam, tess = (world.open(name) for name in ("Ada", "Mo", "Sam", "Tess"))
    propose_grade(mo, audit, OVERALL, "requires_improvement", Because.MISSED, "the plan of May was not read")
    agree_to(ada, audit, OVERALL)
    acknowledge(tess, audit)
    said = reply(tess, audit, OVERALL, "The plan was on the other file.")
    answer_reply(sam, audit, said.open_replies[0].fact, "Thank you: it stands.")
    bundle = export_audit(sam, audit)
    other = copy_of(template_store, tmp_path / "other", loaded_standards)
    elsewhere = other.open("Sam")
    try:
        import_audit(elsewhere, bundle, "bundle.json")
        assert verify_store(elsewhere).problems == ()
        with sam.store.reading() as here, elsewhere.store.reading() as there:
            before, after = here.summary(audit), there.summary(audit)
        assert after is not None
        assert before is not None
        assert replace(after, case_id=before.case_id) == before, "all but the case's id, which is each store's own"
        assert (after.state, after.overall, after.moderated) == (
            State.FINAL,
            "requires_improvement",
            True,
        )
        compared = open_comparison(elsewhere, audit)
        assert [pair.key for pair in compared.comparison.differences] == [OVERALL]
        assert compared.comparison.assignment.moderator == person(sam, "Mo")
    finally:
        other.close()


def test_a_bundle_whose_moderator_is_not_described_is_refused(world: World) -> None:
    audit = assigned(world)
    sam = world.open("Sam")
    whole = export_audit(sam, audit)
    stranger = whole.replace(str(person(sam, "Mo")), "00000000-0000-7000-8000-000000000001")
    with pytest.raises(TamperedBundleError):
        import_audit(sam, stranger, "bundle.json")
