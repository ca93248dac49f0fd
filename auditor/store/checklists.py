"""The checklists in memory: each is there once, whether it was read from the store or from the files at hand."""

import json
from collections.abc import Iterable

from auditor.standards.hashes import content_hash
from auditor.standards.model import Checklist


class Checklists(dict[str, Checklist]):
    """Checklists by the hash of their content; they never change, so each is read once."""

    def __init__(self) -> None:
        super().__init__()
        self._at_hand: dict[str, Checklist] = {}

    def offer(self, checklists: Iterable[Checklist]) -> None:
        """Name those that were read from files: most audits are pinned to one of them as it is."""
        self._at_hand = {checklist.id: checklist for checklist in checklists}

    def read(self, digest: str, checklist_id: str, content: str) -> Checklist:
        """A checklist of the store, from now on in memory.

        Args:
            digest: the hash of its content.
            checklist_id: its id.
            content: as it is stored.
        """
        offered = self._at_hand.pop(checklist_id, None)  # hashed once; it takes about as long as reading the content
        if offered is not None:
            self[content_hash(offered)] = offered
        if digest not in self:
            self[digest] = Checklist.from_content(json.loads(content))
        return self[digest]
