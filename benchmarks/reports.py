"""Reports through the use case of the command and the screen, against their writer given the same pages as data."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from auditor.audit.details import AuditKind
from auditor.audit.profile import Profile
from auditor.reports.build import write
from auditor.standards.hashes import content_hash, scoring_hash
from auditor.standards.load import load_standards
from auditor.standards.model import Checklist
from auditor.use_cases.audits.start_audit import start_audit
from auditor.use_cases.reports.build import build_report, preview
from auditor.use_cases.reports.request import Request
from auditor.use_cases.service import Service
from benchmarks.measuring import Figure, Line, interleaved, timed
from benchmarks.stores import GRADES, fill_projections, new_store, past_the_facts

THEME = "supervision"
AUDITS, FEW, MANY = 1_000, 100, 10_000
THEMATIC, SCORECARD, FLAT = 1.5, 2.0, 1.2
ANSWERS = {"exceeded": 6, "met": 62, "partly_met": 20, "not_met": 12}
"""Shares in percent."""
_WAYS = 50
"""In so many ways the questions were answered; the audits repeat them."""
_ANSWERED = (
    "update audit_summary set kind = 'thematic', theme = ?, checklist_id = ?, content_hash = ?, scoring_hash = ?, "
    "subject = ?, answers = ?, sections = ?, overall = ?, difference = ? where rowid % ? = ?"
)


def run(*, quick: bool) -> list[Line]:
    """Measure."""
    standards = load_standards()
    rounds, turns = (2, 1) if quick else (7, 3)
    lines: list[Line] = []
    with TemporaryDirectory() as folder:
        place = Path(folder)
        for audits in (FEW, AUDITS, MANY):
            with closing(new_store(place / str(audits), standards, demo=True)) as service:
                fill_theme(service, standards.themes[THEME], audits)
                if audits == AUDITS:
                    thematic, scorecard = Request("thematic", theme=THEME), Request("scorecard")
                    lines.append(
                        _beside_its_writer(service, thematic, f"Thematic report of {AUDITS:,} audits", THEMATIC, rounds)
                    )
                    lines.append(
                        _beside_its_writer(service, scorecard, "Scorecard of every measure", SCORECARD, rounds)
                    )
        many, few = (_memory(place / str(size), place / f"{size}.pdf") for size in (MANY, FEW))
        of_many, of_few = interleaved(turns, many, few, warm_up=0)
    what = f"Memory of a thematic report over {MANY:,} audits"
    return [*lines, Figure(what, FLAT, of_many, of_few, f"over {FEW}", unit="MB")]


def fill_theme(service: Service, theme: Checklist, audits: int) -> None:
    """Fill the projections with audits of a theme, every question of it answered, past the facts.

    Args:
        audits: how many.
    """
    assert theme.subject is not None, "a theme is for one subject"
    team = next(iter(service.teams()))
    # One with facts beneath it, so that the store knows the theme's content.
    start_audit(
        service,
        lcs_number="9900001",
        team=team,
        profile=Profile(theme.subject),
        kind=AuditKind.THEMATIC,
        theme=theme.id,
    )
    fill_projections(service, audits)
    dice = random.Random(1)
    past_the_facts(service, _ANSWERED, [(*_of(theme), *_answered(theme, dice), _WAYS, way) for way in range(_WAYS)])


def _of(theme: Checklist) -> tuple[str, ...]:
    return theme.id, theme.id, content_hash(theme), scoring_hash(theme), str(theme.subject)


def _answered(theme: Checklist, dice: random.Random) -> tuple[str, ...]:
    def one(shares: dict[str, int]) -> str:
        return dice.choices(list(shares), list(shares.values()))[0]

    answers = {criterion.id: one(ANSWERS) for section in theme.sections for criterion in section.criteria}
    sections = {section.id: one(GRADES) for section in theme.sections}
    difference = one({"clear": 20, "some": 50, "none_yet": 25, "worse": 5})
    return json.dumps(answers), json.dumps(sections), one(GRADES), difference


def _beside_its_writer(service: Service, request: Request, what: str, target: float, rounds: int) -> Figure:
    """All of a report, and only the writing of what it came to."""
    document = preview(service, request)
    assert "No audit" not in write(document, "text").decode(), "a report of nothing measures nothing"
    ours, bare = interleaved(
        rounds,
        timed(lambda: build_report(service, request, ["pdf"])),
        timed(lambda: write(document, "pdf")),
    )
    return Figure(what, target, ours, bare, "the tagged writer given the same pages as data")


def _memory(store: Path, target: Path) -> Callable[[], float]:
    """The most memory that the command ever holds, in MB."""
    words = ["report", "build", "thematic", "--theme", THEME, "--out", str(target), "--force", "--store", str(store)]

    def sample() -> float:
        process = subprocess.Popen(
            [sys.executable, "-m", "auditor.cli.main", *words], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        _, status, used = os.wait4(process.pid, 0)
        assert status == 0, process.stderr.read().decode() if process.stderr else ""
        return used.ru_maxrss / 1024

    return sample
