"""Whoever moderates blind learns nothing of the first examination, from any use case, whatever else they are.

Proved by two stores that differ in that examination alone (see :mod:`blindness_worlds`): everything comes to the same
in both. Every public function of every use case has to be named here, with what it is called with or why it says
nothing of one audit; a new one fails until somebody has thought of it.
"""

import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from inspect import isfunction
from pathlib import Path
from typing import Any

import pytest
from blindness_calls import CALLS, IN_BOTH_STATES, ONE_BY_ONE, SAYS_NOTHING
from blindness_calls_later import LATER_CALLS, LATER_SAYS_NOTHING
from blindness_reports import REPORT_CALLS, REPORTS_SAY_NOTHING, requests
from blindness_worlds import FIRSTS, VARIANTS, Desk, apart, build, copy_for, outcome, tells
from store_builders import Template

import auditor.use_cases
from auditor.standards.load import Standards
from auditor.use_cases.audits.open_audit import open_audit
from auditor.use_cases.moderation.moderate import start_moderation
from auditor.use_cases.reports.recipes import RECIPES
from auditor.use_cases.show_measures import show_measures

Pair = tuple[Desk, Desk]

pytestmark = pytest.mark.slow


def public_functions() -> Iterator[str]:
    for found in pkgutil.walk_packages(auditor.use_cases.__path__, "auditor.use_cases."):
        name = found.name.removeprefix("auditor.use_cases.")
        if name == "demo" or name.startswith("demo."):
            continue  # it writes invented audits into a store of its own, and reads nobody's
        module = import_module(found.name)
        for attribute, value in vars(module).items():
            if isfunction(value) and value.__module__ == found.name and not attribute.startswith("_"):
                yield f"{name}.{attribute}"


def test_every_use_case_was_thought_of() -> None:
    reasons = (*SAYS_NOTHING.values(), *LATER_SAYS_NOTHING.values(), *REPORTS_SAY_NOTHING.values())
    known = {*CALLS, *LATER_CALLS, *REPORT_CALLS, *(name for names in reasons for name in names)}
    missing = sorted(set(public_functions()) - known)
    assert not missing, (
        f"What does a blind moderator learn from {missing}? Name them in tests/use_cases/blindness_calls.py: in CALLS "
        "with a call about the hidden audit, or in SAYS_NOTHING with the reason."
    )
    assert not sorted(known - set(public_functions())), "named, but no longer there"


def test_every_kind_of_report_is_asked_for(made: tuple[Desk, ...]) -> None:
    assert set(requests(made[0])) == set(RECIPES)


@pytest.fixture(scope="module")
def made(
    tmp_path_factory: pytest.TempPathFactory, template_store: Template, loaded_standards: Standards
) -> tuple[Desk, ...]:
    folder = tmp_path_factory.mktemp("blindness")
    return tuple(build(template_store, folder / one.word.lower(), loaded_standards, one) for one in FIRSTS)


@pytest.fixture
def pair(request: pytest.FixtureRequest, tmp_path: Path, made: tuple[Desk, ...]) -> Iterator[Pair]:
    """The two stores, the moderator having the roles that the parameter names."""
    copies = [copy_for(desk, tmp_path / desk.folder.name, VARIANTS[request.param]) for desk in made]
    yield copies[0], copies[1]
    for desk in copies:
        desk.world.close()


def compare(pair: Pair, name: str, call: Callable[[Desk], Any]) -> None:
    one, other = (outcome(call, desk) for desk in pair)
    assert not tells(one), f"{name} tells of the first examination"
    assert not tells(other), f"{name} tells of the first examination"
    assert one == other, f"{name} depends on the first examination: {apart(one, other)}"


@pytest.mark.parametrize("pair", VARIANTS, indirect=True)
def test_everything_comes_to_the_same_whatever_the_auditor_found(pair: Pair) -> None:
    before = {**{name: CALLS[name] for name in IN_BOTH_STATES}, **LATER_CALLS, **REPORT_CALLS}
    for name, call in before.items():
        compare(pair, name, call)
    for desk in pair:
        desk.kept["opened"] = start_moderation(desk.service, desk.audit)
    for name, call in {**before, **{name: CALLS[name] for name in ONE_BY_ONE}}.items():
        compare(pair, f"while moderating, {name}", call)


@pytest.mark.parametrize("pair", ["and QA lead"], indirect=True)
def test_whoever_is_not_blind_sees_the_difference(pair: Pair) -> None:
    """Otherwise the two stores would prove nothing."""
    for desk in pair:
        desk.service = desk.world.open("Sam")
    sights: list[Callable[[Desk], Any]] = [
        lambda desk: open_audit(desk.service, desk.audit),
        lambda desk: show_measures(desk.service, desk.alone),
        CALLS["show_measures.show_timescales"],
        CALLS["audits.list_work.count_audits"],
        CALLS["audits.list_work.list_audits"],
        REPORT_CALLS["reports.one_audit.gather_audit"],
        REPORT_CALLS["reports.figures.gather_measures"],
    ]
    for number, sight in enumerate(sights):
        one, other = (outcome(sight, desk) for desk in pair)
        assert one != other, f"sight {number} is the same"
    assert tells(outcome(sights[0], pair[0])) == ["PELICAN"]
