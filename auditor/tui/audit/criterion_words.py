"""What is said about a criterion, and about a section when it is graded."""

from auditor.audit.examination import Examination
from auditor.audit.scope import AskedCriterion, Scope
from auditor.audit.timescales.for_audit import Timescales
from auditor.standards.model import Section
from auditor.tui.audit.lines import Piece
from auditor.tui.audit.pane import Block, Words, words
from auditor.tui.audit.places import Unit
from auditor.tui.audit.time_words import reason_blocks, time_blocks
from auditor.tui.audit.wording import ANSWER_ROLES, answer_piece, reason_words

_GRADE = 14
"""Cells of a grade's symbol and word, and a space."""
SHORT_ANSWERS = {"exceeded": "exceeded", "met": "met", "partly_met": "partly", "not_met": "not met"}


def criterion_blocks(
    timescales: Timescales, item: AskedCriterion, drafts: dict[str, str], *, read_only: bool, explain: bool
) -> list[Block]:
    """Everything about a question, what matters while answering first."""
    scope = timescales.scope
    criterion, section = item.criterion, item.section
    cited = " ".join(criterion.points) or criterion.source or ""
    blocks = [Block("", words((criterion.question, "strong"), ("   " + cited if cited else "", "muted")))]
    blocks.append(Block("Look for", _bullets(criterion.look_for)))
    blocks += time_blocks(timescales, item, read_only=read_only, explain=explain)
    blocks += _recorded(timescales, item, drafts, read_only=read_only)
    labels = {point.id: point.label for point in section.points}
    cites = [f"{point}  {labels[point]}" for point in criterion.points if point in labels]
    if cites:
        blocks.append(Block("Tests", words(("\n".join(cites), "muted")), gap=True))
    for example in criterion.examples:
        answer = scope.checklist.scale.answer(example.answer)
        told = (f"{answer.symbol} {answer.word.lower()}", ANSWER_ROLES[example.answer])
        blocks.append(Block("Example", words(f"{example.file_shows} → ", told)))
    if criterion.critical:
        blocks.append(Block("Critical", words(("a weak answer here limits the suggested grade", "muted"))))
    blocks.append(Block("Why", words((why_words(item), "muted"))))
    return blocks


def _recorded(timescales: Timescales, item: AskedCriterion, drafts: dict[str, str], *, read_only: bool) -> list[Block]:
    """The answer or the keys that answer, the evidence, the note, and findings that rest on this question."""
    scope, examination, criterion = timescales.scope, timescales.examination, item.criterion
    given = examination.answers.get(criterion.id)
    pieces: list[str | Piece] = []
    if given is not None:
        pieces += [answer_piece(scope.checklist, given)]
        pieces += [f" · {reason_words(scope.checklist, given)}"] if given.answer is None else []
    elif read_only:
        pieces += [("not answered", "muted")]
    else:
        for answer in scope.checklist.scale.answers:
            if answer.id in criterion.answers:
                pieces += [(answer.key, "key"), f" {SHORT_ANSWERS[answer.id]}  "]
        pieces += [("n", "key"), " n/a  ", ("x", "key"), " nothing on file"]
    blocks = [Block("Answer", words(*pieces)), *reason_blocks(timescales, item)]
    evidence = examination.evidence.get(criterion.id, "")
    if evidence:
        blocks.append(Block("Evidence", words(evidence)))
    elif given is not None and given.answer == "exceeded":
        blocks.append(Block("Evidence", words(("exceeded needs one line: press e", "accent"))))
    if note := examination.notes.get(criterion.id, ""):
        blocks.append(Block("Note", words(note)))
    blocks += unfinished_blocks(drafts, criterion.id, "y")
    blocks += finding_blocks(examination, (criterion.id,))
    return blocks


def unfinished_blocks(drafts: dict[str, str], key: str, reason_key: str = "e") -> list[Block]:
    """Text that was being typed about a thing when the program stopped."""
    keys = {"note": "t", "evidence": "e", "reason": reason_key}
    return [
        Block("Unfinished", words((text, "accent"), (f"   press {keys[kind]} to go on", "muted")))
        for kind in keys
        if (text := drafts.get(f"{kind}:{key}", ""))
    ]


def finding_blocks(examination: Examination, about: tuple[str, ...]) -> list[Block]:
    """Findings that rest on something."""
    names = {"strength": "Strength", "improve": "To improve"}
    return [
        Block(names[finding.kind], words(finding.text))
        for finding in examination.findings.values()
        if finding.about in about
    ]


def why_words(item: AskedCriterion) -> str:
    """Why a question is asked, or not."""
    reason = item.applies.reason
    return reason[0].upper() + reason[1:] + "."


def looks_like_blocks(section: Section) -> list[Block]:
    """What good and outstanding look like."""
    return [
        Block("✓ Good", words(section.good_looks_like), gap=True, role="good", indent=_GRADE),
        Block("★ Outstanding", words(section.outstanding_looks_like), role="outstanding", indent=_GRADE),
    ]


def why_blocks(unit: Unit) -> list[Block]:
    """What is asked, not asked and could be opened in a unit, each with why."""
    blocks: list[Block] = []
    for part in unit.parts:
        lines: list[str | Piece] = []
        for item in part.asked:
            lines += [f"{item.criterion.question} ", (why_words(item) + "\n", "muted")]
        for item in part.not_asked:
            lines += [(f"{item.criterion.question} ", "muted"), (why_words(item) + "\n", "accent")]
        if part.unopened:
            lines += [
                (f"{len(part.unopened)} further questions apply and are not asked in a full audit: + opens them.", "")
            ]
        blocks.append(Block("", words((f"{part.section.code}: why asked, and why not", "strong")), gap=True))
        blocks.append(Block("", words(*lines)))
    return blocks


def tally(scope: Scope, examination: Examination, criteria: tuple[str, ...]) -> str:
    """How some questions were answered, counted in words."""
    given = [examination.answers.get(name) for name in criteria]
    counts = [
        (sum(1 for one in given if one and one.answer == answer.id), answer.word.lower())
        for answer in scope.checklist.scale.answers
    ]
    counts.append((sum(1 for one in given if one and one.answer is None), "not applicable"))
    counts.append((sum(1 for one in given if one is None), "not answered"))
    return ", ".join(f"{count} {word}" for count, word in counts if count) or "nothing asked"


def _bullets(lines: tuple[str, ...]) -> Words:
    return words("\n".join(f"· {line}" for line in lines))
