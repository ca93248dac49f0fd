"""The narrative of a thematic round: own words, recommendations, quotes and good practice; erased, hidden, reported."""

from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from page_reading import dump
from round_worlds import SAID, drawn, heard, thematic_round, who
from store_builders import World, another_lead

from auditor.audit.facts import FactKind
from auditor.audit.moderation import Assignment, Why
from auditor.audit.narrative import Speaker
from auditor.audit.permissions import Role
from auditor.errors import InputError, NotPermittedError, UnknownIdError
from auditor.store.vault import database_path
from auditor.use_cases.keeping.export_bundle import export_audit
from auditor.use_cases.keeping.look_after_store import erasable_texts, erase_text, typed_in_rounds, verify_store
from auditor.use_cases.keeping.retention import audits_due, remove_due, set_retention
from auditor.use_cases.keeping.unfinished import Unfinished, keep_unfinished
from auditor.use_cases.moderation.moderate import assign_moderation
from auditor.use_cases.reports.build import preview
from auditor.use_cases.reports.request import Request
from auditor.use_cases.rounds.allocate import allocate
from auditor.use_cases.rounds.findings import draft_findings, drop_finding, write_finding
from auditor.use_cases.rounds.narrative import narrative_of
from auditor.use_cases.rounds.plan import read_round
from auditor.use_cases.rounds.recommend import (
    change_recommendation,
    drop_recommendation,
    move_recommendation,
    recommend,
)
from auditor.use_cases.rounds.texts import erase_round_text, round_texts
from auditor.use_cases.rounds.voices import (
    FoundInTextError,
    Passage,
    choose_quote,
    practice_to_share,
    publish_passage,
    quotes_to_choose_from,
    share_practice,
    withdraw_practice,
    withdraw_quote,
)
from auditor.use_cases.service import Service

OWN = "Summaries are kept up to date."
DUE = date(2027, 3, 31)


def passage(service: Service, of: str, words: str) -> Passage:
    return next(one for one in quotes_to_choose_from(service, of) if words in one.text)


def report(service: Service, of: str = "Summaries") -> str:
    from auditor.reports.document import texts_of

    return "\n".join(texts_of(preview(service, Request("thematic", round_named=of))))


# -- findings ---------------------------------------------------------------------------------------------------------


def test_own_words_stand_in_place_of_a_draft_until_they_are_dropped(world: World, service: Service) -> None:
    of, _ = thematic_round(world)
    drafted = {one.name: one for one in draft_findings(service, of)}
    assert drafted["grades"].heading == "What was found overall"
    assert list(drafted).index("how_chosen") < list(drafted).index("grades") < list(drafted).index("actions")
    write_finding(service, of, "grades", f"  {OWN}\n")
    now = next(one for one in draft_findings(service, of) if one.name == "grades")
    assert (now.reported, now.drafted, now.changed) == (OWN, drafted["grades"].drafted, False)
    assert OWN in report(service)
    assert drafted["grades"].drafted not in report(service)
    drop_finding(service, of, "grades")
    assert narrative_of(service, of).findings == {}
    assert drafted["grades"].drafted in report(service)
    assert verify_store(service).problems == ()


def test_where_the_figures_change_the_report_and_the_list_say_so(world: World, service: Service) -> None:
    of, _ = thematic_round(world)
    write_finding(service, of, "grades", OWN)
    number = next(line.case.lcs_number for line in read_round(service, of).lines if line.allocation.audit is None)
    allocate(service, of, number, who(service, "Ada"))
    with closing(world.open("Ada")) as ada:
        heard(ada, number, SAID)
    now = next(one for one in draft_findings(service, of) if one.name == "grades")
    assert now.changed
    assert f"The figures have changed since this was written. Drafted now: {now.drafted}" in report(service)
    assert OWN in report(service)


@pytest.mark.parametrize("text", ["", "  \n", "x" * 2_001])
def test_nothing_and_too_much_are_refused(world: World, service: Service, text: str) -> None:
    of, _ = thematic_round(world)
    with pytest.raises(InputError):
        write_finding(service, of, "grades", text)


def test_what_there_is_not_names_the_nearest(world: World, service: Service) -> None:
    of, _ = thematic_round(world)
    with pytest.raises(UnknownIdError, match="grade"):
        write_finding(service, of, "grade", OWN)
    with pytest.raises(InputError, match="is the drafted one"):
        drop_finding(service, of, "grades")
    plain = drawn(world, service, 2, "Plain").round.id
    with pytest.raises(InputError, match="no theme"):
        narrative_of(service, plain)


# -- recommendations --------------------------------------------------------------------------------------------------


def test_recommendations_are_ordered_changed_and_dropped(world: World, service: Service) -> None:
    of, _ = thematic_round(world)
    first = recommend(service, of, "Show managers one", "head of service", DUE)
    second = recommend(service, of, "Agree a day each month", "team managers")
    change_recommendation(service, of, second.id, due=DUE)
    assert [one.what for one in move_recommendation(service, of, "2", 1).recommendations] == [
        "Agree a day each month",
        "Show managers one",
    ]
    said = report(service)
    assert "2 recommendations: Agree a day each month; Show managers one." in said
    assert "31 March 2027" in said
    drop_recommendation(service, of, first.id[:8])
    assert [(one.what, one.due) for one in narrative_of(service, of).recommendations] == [
        ("Agree a day each month", DUE)
    ]
    for what, owner in (("", "x"), ("x", " ")):
        with pytest.raises(InputError):
            recommend(service, of, what, owner)
    with pytest.raises(UnknownIdError):
        drop_recommendation(service, of, first.id)


# -- quotes and good practice -----------------------------------------------------------------------------------------


def test_a_line_is_quoted_by_who_says_it(world: World, service: Service) -> None:
    of, (audit,) = thematic_round(world)
    offered = quotes_to_choose_from(service, of)
    assert [(one.speaker, one.text) for one in offered if one.speaker is Speaker.CHILD] == [
        (Speaker.CHILD, "Likes the visits."),
        (Speaker.CHILD, "Wishes they were not on Mondays."),
    ]
    choose_quote(service, of, passage(service, of, "Mondays").id)
    choose_quote(service, of, passage(service, of, "Bedtimes").id[:8], speaker=Speaker.PARTNER)
    child, partner = narrative_of(service, of).quotes
    assert (child.text, child.speaker, child.internal_only) == (
        "Wishes they were not on Mondays.",
        Speaker.CHILD,
        True,
    )
    assert (partner.speaker, partner.internal_only, partner.audit) == (Speaker.PARTNER, False, audit)
    said = report(service)
    assert said.index("Children") < said.index("Wishes they were") < said.index("Partner agencies")
    assert "Likes the visits." not in said
    withdraw_quote(service, of, child.id)
    assert "Wishes they were" not in report(service)
    assert passage(service, of, "Mondays").chosen is None
    assert verify_store(service).problems == ()


def test_what_says_who_somebody_is_is_written_otherwise_or_kept_for_a_reason(world: World, service: Service) -> None:
    of, _ = thematic_round(world)
    named = passage(service, of, "Sarah")
    with pytest.raises(FoundInTextError) as found:
        choose_quote(service, of, named.id)
    assert "Sarah Smith" in found.value.detail
    with pytest.raises(InputError, match="reason itself"):
        choose_quote(service, of, named.id, why="Sarah Smith agreed")
    assert narrative_of(service, of).quotes == ()
    choose_quote(service, of, named.id, text="Court work has squeezed the time.")
    (quote,) = narrative_of(service, of).quotes
    assert (quote.text, quote.why) == ("Court work has squeezed the time.", "")
    choose_quote(service, of, named.id, text=named.text, why="It is a fictional person.")
    (quote,) = narrative_of(service, of).quotes
    assert (quote.text, quote.why) == (named.text, "It is a fictional person.")
    choose_quote(service, of, named.id, speaker=Speaker.PARTNER)
    assert narrative_of(service, of).quotes[0].why == "It is a fictional person.", "the words are the same"
    with pytest.raises(FoundInTextError):
        choose_quote(service, of, named.id, text="Sarah Smith was tired.")


def test_what_is_published_is_chosen_once_more_and_never_a_childs_words(world: World, service: Service) -> None:
    of, _ = thematic_round(world)
    parent, child = passage(service, of, "Bedtimes"), passage(service, of, "Mondays")
    for one in (parent, child):
        choose_quote(service, of, one.id)
    assert narrative_of(service, of).published == ()
    with pytest.raises(InputError, match="child's words are never published"):
        publish_passage(service, of, child.id)
    [shown] = publish_passage(service, of, parent.id).published
    assert shown.text == parent.text
    choose_quote(service, of, parent.id, speaker=Speaker.CHILD)
    assert narrative_of(service, of).published == ()
    choose_quote(service, of, parent.id, speaker=Speaker.PARENT)
    publish_passage(service, of, parent.id)
    choose_quote(service, of, parent.id, text="It was kind, and it helped.")
    assert narrative_of(service, of).published == (), "other words are chosen again"
    [again] = publish_passage(service, of, parent.id).published
    assert again.text == "It was kind, and it helped."
    assert publish_passage(service, of, parent.id, public=False).published == ()
    assert not verify_store(service).problems


def test_what_may_stand_inside_for_a_reason_needs_another_to_be_published(world: World, service: Service) -> None:
    of, _ = thematic_round(world)
    one = passage(service, of, "Sarah")
    choose_quote(service, of, one.id, why="It is a fictional person.")
    with pytest.raises(FoundInTextError):
        publish_passage(service, of, one.id)
    assert publish_passage(service, of, one.id, why="It is a fictional person.").published


def test_no_lcs_number_is_quoted(world: World, service: Service) -> None:
    of, _ = thematic_round(world)
    one = passage(service, of, "Bedtimes")
    with pytest.raises(InputError, match="LCS number"):
        choose_quote(service, of, one.id, text=f"Bedtimes of {one.lcs_number} are calmer.")


def test_good_practice_is_a_strength_that_was_found_or_typed(world: World, service: Service) -> None:
    of, (audit,) = thematic_round(world)
    (strength,) = practice_to_share(service, of)
    assert (strength.text, strength.audit) == ("one strength", audit)
    share_practice(service, of, strength.id, text="Every chronology begins with a genogram.")
    typed = share_practice(service, of, text="One team reads aloud.")
    assert [one.text for one in narrative_of(service, of).practice] == [
        "Every chronology begins with a genogram.",
        "One team reads aloud.",
    ]
    assert [(one.id == typed, one.stands) for one in practice_to_share(service, of)] == [(False, True), (True, True)]
    assert "One team reads aloud." in report(service)
    withdraw_practice(service, of, typed)
    assert [one.audit for one in narrative_of(service, of).practice] == [audit]
    with pytest.raises(FoundInTextError):
        share_practice(service, of, text="Mrs Harding reads aloud.")


# -- erasing and keeping ----------------------------------------------------------------------------------------------


def test_every_text_of_it_is_listed_and_erased(world: World, service: Service) -> None:
    of, (audit,) = thematic_round(world)
    words = ["Marigold wrote this", "Marigold recommends", "Marigold owns", "Marigold shares"]
    write_finding(service, of, "grades", words[0])
    recommend(service, of, words[1], words[2])
    share_practice(service, of, text=words[3], why="A flower.")
    choose_quote(service, of, passage(service, of, "Bedtimes").id, text="Marigold sleeps", why="A flower.")
    (strength,) = practice_to_share(service, of)[:1]
    share_practice(service, of, strength.id, text="Marigold helps", why="A flower.")
    assert set(words) <= {text.said for text in round_texts(service)}
    while left := [text for text in round_texts(service) if "Marigold" in text.said]:
        erase_round_text(service, left[0].id, "a name")
    while held := [text for text in erasable_texts(service, audit) if "Marigold" in text.said.get("text", "")]:
        erase_text(service, held[0].fact_id, "a name")
    found = narrative_of(service, of)
    assert (found.findings, found.recommendations, found.practice, found.quotes) == ({}, (), (), ())
    assert "Marigold" not in dump(database_path(service.store.folder), service.store.key)
    assert verify_store(service).problems == ()


def test_a_quote_goes_with_the_text_it_was_taken_from(world: World, service: Service) -> None:
    of, (audit,) = thematic_round(world)
    choose_quote(service, of, passage(service, of, "Bedtimes").id)
    choose_quote(service, of, passage(service, of, "Mondays").id)
    talk = next(
        text
        for text in erasable_texts(service, audit)
        if text.kind is FactKind.CONVERSATION and "Bedtimes" in text.said["said"]
    )
    erase_text(service, talk.fact_id, "said in confidence")
    assert [quote.text for quote in narrative_of(service, of).quotes] == ["Wishes they were not on Mondays."]
    assert "Bedtimes" not in dump(database_path(service.store.folder), service.store.key)


def test_a_quote_goes_when_the_time_of_its_audit_is_over(world: World, service: Service) -> None:
    of, _ = thematic_round(world)
    choose_quote(service, of, passage(service, of, "Mondays").id)
    write_finding(service, of, "grades", OWN)
    set_retention(service, 12)
    world.clock.at += timedelta(days=400)
    remove_due(service, audits_due(service), "as the schedule says")
    assert narrative_of(service, of).quotes == ()
    assert "Mondays" not in dump(database_path(service.store.folder), service.store.key)
    assert list(narrative_of(service, of).findings) == ["grades"]
    assert verify_store(service).problems == ()


def test_a_bundle_carries_what_was_taken_from_its_audit(world: World, service: Service) -> None:
    from auditor.standards.schemas import validate_json

    of, (audit,) = thematic_round(world)
    choose_quote(service, of, passage(service, of, "Mondays").id)
    quote = choose_quote(service, of, passage(service, of, "Bedtimes").id).quotes[0]
    withdraw_quote(service, of, quote.id)
    share_practice(service, of, practice_to_share(service, of)[0].id)
    _, problems = validate_json(export_audit(service, audit), "bundle", "-")
    assert problems == []


# -- who may ----------------------------------------------------------------------------------------------------------


def test_only_the_qa_lead_writes_and_reads_it(world: World, service: Service) -> None:
    of, _ = thematic_round(world)
    with closing(world.open("Ada")) as ada:
        for use in (narrative_of, draft_findings, quotes_to_choose_from, practice_to_share):
            with pytest.raises(NotPermittedError):
                use(ada, of)
        with pytest.raises(NotPermittedError):
            recommend(ada, of, "x", "y")


def two_audits(world: World, service: Service) -> tuple[str, UUID, UUID]:
    """A round with two audits; Mo is to moderate the first one blind."""
    of, (hidden, other) = thematic_round(world, (SAID, {**SAID, "parent": "School is going well."}))
    assign_moderation(service, hidden, Assignment(who(service, "Mo"), Why.REQUESTED))
    return of, hidden, other


def test_whoever_moderates_one_of_the_audits_blind_learns_nothing_of_it(world: World, service: Service) -> None:
    of, hidden, other = two_audits(world, service)
    for words in ("Bedtimes", "School"):
        choose_quote(service, of, passage(service, of, words).id)
    write_finding(service, of, "grades", "PELICAN wrote")
    recommend(service, of, "PELICAN recommends", "head of service")
    share_practice(service, of, text="PELICAN shares")
    for one in practice_to_share(service, of)[:2]:
        share_practice(service, of, one.id, text=f"PELICAN found in {one.audit == hidden}")
    keep_unfinished(service, Unfinished(None, "round_finding", f"{of}:strong"), "PELICAN types")
    mo = another_lead(service)
    assert {one.audit for one in quotes_to_choose_from(mo, of)} == {other}
    assert {one.audit for one in practice_to_share(mo, of)} == {other}
    found = narrative_of(mo, of)
    assert [quote.text for quote in found.quotes] == ["School is going well."]
    assert [one.text for one in found.practice] == ["PELICAN found in False"]
    assert (found.findings, found.recommendations) == ({}, ())
    assert "PELICAN wrote" not in report(mo)
    assert "PELICAN recommends" not in report(mo)
    assert "What others wrote is left out" in report(mo)
    grades = next(one for one in draft_findings(mo, of) if one.name == "grades")
    assert (grades.own, grades.withheld) == (None, True)
    assert not [text for text in round_texts(mo) if "PELICAN" in text.said]
    assert typed_in_rounds(mo) == []
    for refused in (
        lambda: write_finding(mo, of, "grades", "mine"),
        lambda: drop_finding(mo, of, "grades"),
    ):
        with pytest.raises(NotPermittedError, match="Somebody else's words"):
            refused()
    with pytest.raises(UnknownIdError):
        choose_quote(mo, of, passage(service, of, "Bedtimes").id)
    assert narrative_of(service, of).findings["grades"].text == "PELICAN wrote"


def test_they_write_what_nobody_else_did_and_read_their_own(world: World, service: Service) -> None:
    of, *_ = two_audits(world, service)
    mo = another_lead(service)
    write_finding(mo, of, "strong", "Mine")
    recommend(mo, of, "Mine too", "head of service")
    assert narrative_of(mo, of).findings["strong"].text == "Mine"
    assert [one.what for one in narrative_of(mo, of).recommendations] == ["Mine too"]
    everyone = replace(service, person=replace(service.person, roles=frozenset({Role.QA_LEAD})))
    assert narrative_of(everyone, of).findings["strong"].text == "Mine"
