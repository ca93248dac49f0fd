"""What was written in the audits of a round, as far as it was chosen to be published, line by line."""

from collections.abc import Sequence

from auditor.audit.narrative import SPEAKER_WORDS, Speaker
from auditor.reports.document import Block, Bullets, Heading, Quote
from auditor.reports.words import sentence


def said_blocks(voices: Sequence[tuple[Speaker, str]]) -> list[Block]:
    """What people said, by who says it."""
    blocks: list[Block] = []
    for speaker in Speaker:
        said = [text for who, text in voices if who is speaker]
        if said:
            together, one = SPEAKER_WORDS[speaker]
            blocks.append(Heading(together, 2))
            blocks += [Quote(text, sentence(one)) for text in said]
    return blocks


def practice_blocks(practice: Sequence[str]) -> list[Block]:
    """What others can take up."""
    return [Bullets(tuple(" ".join(text.split()) for text in practice))] if practice else []
