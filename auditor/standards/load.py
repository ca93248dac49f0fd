"""Reads a standards folder: YAML, then schema, then references, then frozen models; all problems of a run at once."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from auditor.errors import Problem, ProblemsError, shown_path
from auditor.paths import data_folder
from auditor.standards.model import (
    Checklist,
    Criterion,
    EventBook,
    KeyJudgement,
    MeasureBook,
    Record,
    Scale,
    TagBook,
)
from auditor.standards.references import EditionFiles, SharedFiles, reference_problems
from auditor.standards.schemas import schema_problems
from auditor.standards.strict_yaml import Parsed, parse_file


@dataclass(frozen=True)
class Standards:
    """Everything a standards folder says.

    Attributes:
        root: the folder.
        editions: by id.
        themes: by id.
        measures: the improvement plan's measures.
    """

    root: Path
    editions: dict[str, Checklist]
    themes: dict[str, Checklist]
    measures: MeasureBook

    @property
    def current(self) -> Checklist:
        """The newest edition: what a new full audit is pinned to."""
        return max(self.editions.values(), key=lambda edition: edition.version)

    def checklist(self, checklist_id: str) -> Checklist | None:
        """The edition or theme with this id, if there is one."""
        return self.editions.get(checklist_id) or self.themes.get(checklist_id)


@dataclass
class _Reading:
    root: Path
    problems: list[Problem] = field(default_factory=list)

    def file(self, relative: Path, schema: str) -> Parsed | None:
        """One file, parsed and valid by its schema; None when it is not, its problems noted."""
        parsed = parse_file(self.root / relative, shown_path(self.root / relative, self.root))
        found = parsed.problems or schema_problems(parsed, schema)
        self.problems += found
        return None if found else parsed


def read_standards(root: Path) -> tuple[Standards | None, list[Problem]]:
    """Read a folder, with every problem it has.

    Args:
        root: the folder that holds ``scale.yaml``, ``tags.yaml``, ``events.yaml``, the edition folders and ``themes/``.

    Returns:
        The standards, or None when there are problems; and the problems, sorted by place.
    """
    if not root.is_dir():
        return None, [Problem(str(root), 0, 0, "", "there is no such folder")]
    reading = _Reading(root)
    names = ("scale", "tags", "events", "key_judgements", "measures")
    shared_files = [reading.file(Path(f"{name}.yaml"), name) for name in names]
    editions = [_edition(reading, path.relative_to(root)) for path in sorted(root.glob("*/*/edition.yaml"))]
    themes = [reading.file(path.relative_to(root), "theme") for path in sorted(root.glob("themes/*.yaml"))]
    if not editions:
        reading.problems.append(Problem(".", 0, 0, "", "no edition.yaml was found two folders down"))
    shared = SharedFiles(*shared_files)
    read_editions = [files for files in editions if files is not None]
    read_themes = [theme for theme in themes if theme is not None]
    whole = len(read_editions) == len(editions) > 0
    reading.problems += reference_problems(shared, read_editions, read_themes, whole=whole)
    if reading.problems:
        return None, sorted(reading.problems)
    return _build(root, shared, read_editions, read_themes), []


def load_standards(given: Path | None = None) -> Standards:
    """The standards in use.

    Args:
        given: a folder named by the user; otherwise it is looked for (see :func:`auditor.paths.data_folder`).

    Raises:
        ProblemsError: the folder has problems; all are carried.
    """
    root = data_folder("standards", given)
    standards, problems = read_standards(root)
    if standards is None:
        raise ProblemsError(f"The standards in {root} cannot be used.", problems)
    return standards


def _edition(reading: _Reading, relative: Path) -> EditionFiles | None:
    edition = reading.file(relative, "edition")
    if edition is None:
        return None
    folder = relative.parent
    timescales = reading.file(folder / edition.data["timescales"], "timescales")
    sections = [reading.file(folder / name, "section") for name in edition.data["sections"]]
    read = [section for section in sections if section is not None]
    return EditionFiles(edition, timescales, read, whole=len(read) == len(sections))


def _build(root: Path, shared: SharedFiles, editions: list[EditionFiles], themes: list[Parsed]) -> Standards:
    assert shared.scale is not None
    assert shared.tags is not None
    assert shared.events is not None
    assert shared.key_judgements is not None
    assert shared.measures is not None
    scale = Scale.model_validate(_without_schema(shared.scale.data))
    tags = TagBook.model_validate(_without_schema(shared.tags.data))
    events = EventBook.model_validate(_without_schema(shared.events.data))
    judgements = tuple(KeyJudgement.model_validate(entry) for entry in shared.key_judgements.data["judgements"])
    measures = MeasureBook.model_validate(_without_schema(shared.measures.data))
    built = [_checklist(files, scale, tags, events, judgements) for files in editions]
    by_id = {edition.id: edition for edition in built}
    newest = max(built, key=lambda edition: edition.version)
    resolved = [_theme(theme.data, newest) for theme in themes]
    return Standards(root, by_id, {theme.id: theme for theme in resolved}, measures)


def _without_schema(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key != "schema"}


def _checklist(
    files: EditionFiles, scale: Scale, tags: TagBook, events: EventBook, judgements: tuple[KeyJudgement, ...]
) -> Checklist:
    identity = files.edition.data
    return Checklist.model_validate(
        {
            "id": identity["id"],
            "kind": "edition",
            "title": identity["title"],
            "version": str(identity["year"]),
            "publisher": identity["publisher"],
            "licence": identity["licence"],
            "note": identity.get("note", ""),
            "scale": scale,
            "tags": tags,
            "events": events,
            "judgements": judgements,
            "timescales": files.timescales.data["rules"] if files.timescales else [],
            "sections": [_without_schema(section.data) for section in files.sections],
        }
    )


def _theme(data: dict[str, Any], edition: Checklist) -> Checklist:
    """Resolve a theme: criteria taken from the newest edition stand in it as they are."""
    sections = []
    for section in data["sections"]:
        own = [Criterion.model_validate(criterion) for criterion in section.get("criteria", [])]
        taken = [edition.criteria[criterion_id] for criterion_id in section.get("from_edition", [])]
        rest = {key: value for key, value in section.items() if key not in ("criteria", "from_edition")}
        sections.append({**rest, "criteria": [*taken, *own]})
    present = {criterion.id for section in sections for criterion in section["criteria"]}
    rules = {rule for section in sections for criterion in section["criteria"] for rule in criterion.timescale}
    record = edition.tags.subject(data["subject"]).record
    return Checklist.model_validate(
        {
            "id": data["id"],
            "kind": "theme",
            "title": data["title"],
            "version": str(data["version"]),
            "question": data["question"],
            "subject": data["subject"],
            "scale": edition.scale,
            "tags": edition.tags,
            "events": edition.events,
            "judgements": tuple(j for j in edition.judgements if _rests_on(j, edition, record) <= present != set()),
            "timescales": [rule for rule in edition.timescales if rule.id in rules],
            "sections": sections,
        }
    )


def _rests_on(judgement: KeyJudgement, edition: Checklist, record: Record) -> set[str]:
    """The criteria a key judgement rests on when this record is audited; one that no theme has, when it has none.

    A key judgement counts only if everything it rests on was in the audit's scope, so a theme keeps those alone.
    """
    lenses = set(judgement.source.lenses())
    members = {c.id for c in edition.criteria.values() if lenses & set(c.lenses) and record in c.seen_on}
    return members or {f"outside the theme: {judgement.id}"}
