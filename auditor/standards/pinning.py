"""An audit is pinned to the content it was started on; a folder changed under an id that was used is found out."""

from collections.abc import Sequence

from auditor.errors import AuditorError, ExitCode
from auditor.standards.hashes import content_hash, scoring_hash
from auditor.standards.model import Checklist


class ChangedUnderItsIdError(AuditorError):
    """An edition or theme now scores differently from the one used before under the same id."""

    exit_code = ExitCode.PROBLEMS


def check_unchanged(checklist: Checklist, uses: Sequence[tuple[str, str]]) -> bool:
    """Compare a checklist read from files with what was used before under its id.

    Args:
        checklist: as read.
        uses: content and scoring hash of each content used before, oldest first.

    Returns:
        True when only the wording changed since: a revision to be recorded. False when it was used as it is, or never.

    Raises:
        ChangedUnderItsIdError: the scoring changed; a new id, or the old files, are needed.
    """
    content, scoring = content_hash(checklist), scoring_hash(checklist)
    if not uses or any(content == used for used, _ in uses):
        return False
    used_content, used_scoring = uses[-1]
    if scoring == used_scoring:
        return True
    raise ChangedUnderItsIdError(
        f"'{checklist.id}' has changed since it was first used, in a way that changes results.",
        f"Used: content {used_content}, scoring {used_scoring}.\nFiles: content {content}, scoring {scoring}.",
        "Give the changed standards a new id (a new edition), or put the old files back.",
    )
