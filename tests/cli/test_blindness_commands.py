"""Whoever moderates blind learns nothing of the first examination from any command, whatever else they are.

The use cases have a proof of their own (``tests/use_cases/test_blindness.py``); here it is what is printed. Every
command is tried on the audit to be moderated, or named with the reason why it says nothing of one.
"""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from blindness_worlds import FIRSTS, NUMBER, VARIANTS, Desk, build, copy_for, tells
from cli_runs import Run
from store_builders import Template

from auditor.cli.main import COMMANDS, parser_of
from auditor.standards.load import Standards

A, ID = NUMBER, "{id}"
TRIED: tuple[str, ...] = (
    *(f"team {verb} {one}" for verb in ("show", "letter", "acknowledge", "close") for one in (A, ID)),
    "team audits",
    "team audits --json",
    "team trend",
    f"team reply {ID} overall --text No",
    f"team answer {ID} overall --text Yes",
    "audit list",
    "audit list --json",
    "audit list --csv",
    *(f"audit {verb} {one}" for verb in ("show", "submit", "lcs", "texts", "times", "look-at") for one in (A, ID)),
    f"audit show {ID} --json",
    f"audit answer {ID} ps01=met",
    f"audit evidence {ID} ps01 seen",
    f"audit note {ID} ps01 seen",
    f"audit deepen {ID} ps01",
    f"audit grade {ID} overall=good",
    f"audit difference {ID} some",
    f"audit conversation {ID} child --outcome tried --why rang",
    f"audit finding {ID} --strength x",
    f"audit action {ID} --what x --owner x",
    f"audit void {ID} --reason x",
    f"audit reopen {ID} --reason x",
    f"audit date add {ID} case_allocated 2026-05-01",
    f"audit date list {ID}",
    f"audit date remove {ID} allocated",
    f"audit accept {ID} ps01",
    "audit check",
    "audit check --json",
    "audit inadequate list",
    f"audit inadequate plan {ID}",
    f"audit re-audit {ID}",
    f"audit re-audit {A}",
    f"audit then-and-now {ID}",
    f"audit then-and-now {A}",
    "concerns list",
    "concerns list --json",
    f"concerns show {A}",
    f"concerns show {ID}",
    "concerns hours",
    f"concerns respond {A} --response x",
    f"concerns acknowledge {A}",
    "moderation list",
    "moderation list --json",
    f"moderation show {A}",
    f"moderation show {ID}",
    f"moderation assign {ID} Mo",
    f"moderation hand-over {ID} Mo --reason x",
    f"moderation start {ID}",
    f"moderation show {A}",
    f"moderation show {ID} --json",
    f"moderation propose {ID} overall=good --because judgement --text x",
    f"moderation settle {ID} overall=good --because judgement --text x",
    f"moderation agree {ID} overall",
    f"moderation disagree {ID} --reason x",
    f"moderation grade {ID} overall=good",
    f"moderation note {ID} overall so",
    f"moderation submit {ID} --seen-first no",
    "rounds list",
    "rounds list --json",
    "rounds show Winter",
    "rounds show Winter --json",
    f"rounds extend Winter {A} --to 2026-12-24 --reason x --approver Sam",
    f"rounds exempt Winter {A} --reason x --approver Sam",
    f"rounds replace Winter {A} --reason x",
    f"rounds allocate Winter {A} Mo",
    "rounds texts",
    *(f"rounds {verb} Winter" for verb in ("narrative", "recommend", "quote", "share")),
    "rounds finding Winter grades --text so",
    "rounds mine",
    f"rounds start {A}",
    *(f"actions list{more}" for more in ("", " --json", " --csv")),
    "actions due",
    "actions due --json",
    *(f"actions {words}" for words in ("show action", "report action on_track", "extend action 2026-12-24 --reason x")),
    "actions close action --evidence x --on 2026-11-21",
    "actions reopen action --reason x",
    f"actions add {ID} --what x",
    "actions worked",
    *(f"measures show{more}" for more in ("", " --json", " --from 2026-09 --to 2026-09 --team North --csv")),
    "measures show --timescales --by-team",
    *(f"measures show --all{more}" for more in ("", " --json", " --csv")),
    *(f"measures trend 1.1-q{more}" for more in ("", " --json", " --quarters --team North")),
    "agreement show --json",
    "agreement audits",
    "agreement leniency",
    "agreement leniency --mine",
    "calibration list",
    f"report build audit {ID} --format text --out -",
    "report build measures --format text --from 2026-09 --to 2026-09 --team North --out -",
    "report build scorecard --format text --out -",
    "report build scorecard --format csv --out -",
    "report build thematic --theme supervision --from 2026-09 --to 2026-09 --format text --out -",
    "report build briefing --theme supervision --from 2026-09 --to 2026-09 --format text --out -",
    f"report build letter {ID} --format text --out -",
    "report build moderation --format text --out -",
    "report build moderation --from 2026-11 --to 2026-11 --format text --out -",
    "report build team --team North --format text --out -",
    "report build team --team North --from 2026-09 --to 2026-09 --format text --out -",
    "report build monthly --to 2026-09 --team North --format text --out -",
    "report build programme --format text --out -",
    "report build measures --profile dfe --why x --from 2026-09 --to 2026-09 --format text --out -",
    "report build scorecard --profile nhs --why x --format text --out -",
    "report build thematic --theme supervision --profile dfe --why x --merge --format text --out -",
    "report releases",
    f"export {ID} --out -",
    "retention show",
    "retention preview",
    "doctor --unlock",
    "verify",
)
"""Every command that names an audit or lists something."""

SAYS_NOTHING: dict[str, tuple[str, ...]] = {
    "a store, people, teams, settings": (
        "demo",
        "init",
        "person add",
        "person list",
        "person remove",
        "person passphrase",
        "team add",
        "team list",
        "calendar show",
        "calendar close",
        "calendar open",
        "calendar terms",
        "calendar first-day",
        "audit inadequate months",
        "moderation set",
        "retention set",
        "backup",
        "restore",
    ),
    "standards, files, texts: no store is read": (
        "standards check",
        "standards list",
        "standards show",
        "standards coverage",
        "standards events",
        "timescales due",
        "timescales check",
        "report check",
        "report list",
        "screen",
    ),
    "an audit of one's own, or a file that somebody else wrote": ("audit new", "audit date import", "import"),
    "it picks among audits that nobody is asked to moderate": ("moderation pick",),
    "cases of a round before anything was audited": (
        "rounds new",
        "rounds cases",
        "rounds draw",
        "rounds conflict",
        "rounds erase",
    ),
    "figures of the whole service that no audit decides": ("measures import", "measures template", "measures rebase"),
    "audits of a calibration are nobody's to moderate": (
        "calibration new",
        "calibration start",
        "calibration reference",
        "calibration open",
        "calibration show",
        "calibration texts",
        "calibration erase",
    ),
    "it needs the id of a fact, or removes what is listed above": ("audit erase", "retention remove"),
    "raising a concern of one's own says nothing of others": ("concerns raise",),
}
"""What tells nothing of one audit, by the reason."""


def commands(parser: argparse.ArgumentParser, words: str) -> Iterator[str]:
    verbs = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not verbs:
        yield words
    for verb, below in verbs[0].choices.items() if verbs else ():
        yield from commands(below, f"{words} {verb}")


def test_every_command_was_thought_of() -> None:
    reasoned = {name for names in SAYS_NOTHING.values() for name in names}
    for command in COMMANDS:
        for name in commands(parser_of(command.name), command.name):
            if any(one == name or one.startswith(f"{name} ") for one in TRIED):
                continue
            assert name in reasoned, (
                f"What does a blind moderator learn from 'auditor {name}'? Name it in {Path(__file__).name}: in TRIED "
                "with words about the hidden audit, or in SAYS_NOTHING with the reason."
            )


@pytest.fixture(scope="module")
def made(
    tmp_path_factory: pytest.TempPathFactory, template_store: Template, loaded_standards: Standards
) -> tuple[Desk, ...]:
    folder = tmp_path_factory.mktemp("blindness")
    return tuple(build(template_store, folder / one.word.lower(), loaded_standards, one) for one in FIRSTS)


def printed(run: Run, words: str, desk: Desk, passphrase_file: Path) -> tuple[int, str]:
    """What a command prints, without what differs from one run to the next: places, moments and new ids."""
    given = [str(desk.audit) if word == ID else word for word in words.split()]
    ran = run(*given, "--store", desk.folder / "store", "--passphrase-file", passphrase_file, "--as", "Mo")
    said = f"{ran.out}\n{ran.err}".replace(str(desk.folder), "FOLDER").replace(str(desk.audit), "AUDIT")
    said = re.sub(r"[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}", "ID", said)
    said = re.sub(r"\d\d:\d\d(:\d\d)?(\.\d+)?|\d[\d,]* MB free|[\d.]+ MB", "", said)
    return ran.code, re.sub(r"[ -]{2,}", " ", said)  # columns are as wide as the names of folders


def test_every_command_prints_the_same_whatever_the_auditor_found(
    made: tuple[Desk, ...], run: Run, tmp_path: Path, passphrase_file: Path
) -> None:
    pair = [copy_for(desk, tmp_path / desk.folder.name, VARIANTS["and everything"]) for desk in made]
    for desk in pair:
        desk.world.close()
    refused = 0
    for words in TRIED:
        (code, one), (_, other) = (printed(run, words, desk, passphrase_file) for desk in pair)
        assert not tells([one, other]), f"auditor {words} tells of the first examination"
        assert one == other, f"auditor {words} depends on the first examination"
        assert code != 5, f"auditor {words}: {one}"
        refused += code == 4
    assert refused > 20, "most of this is not permitted; other mistakes would prove nothing"


def test_the_commands_tell_whoever_is_not_blind(made: tuple[Desk, ...], run: Run, passphrase_file: Path) -> None:
    """Otherwise the two stores would prove nothing."""
    sam = ("--passphrase-file", passphrase_file, "--as", "Sam", "--store")
    for words in (("audit", "show", NUMBER, "--json"), ("audit", "texts", NUMBER)):
        assert tells(run(*words, *sam, made[0].folder / "store").out) == ["PELICAN"]
    one, other = (run("measures", "show", *sam, desk.folder / "store").out for desk in made)
    assert one != other
