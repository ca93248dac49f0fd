"""Freezes a small populated store under tests/data/stores/<version>/, beside what it says: run once for each release.

    python tests/data/stores/make.py 0.1.0

A frozen store is never made anew once its version is released: it shows that later programs still read it.
"""

import json
import shutil
import sys
import tempfile
from contextlib import closing
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parents[2])]

from store_builders import PASSPHRASE, SMALL, Clock, finish, new_audit, seeded_ids, team  # noqa: E402

from auditor.audit.permissions import Role  # noqa: E402
from auditor.audit.profile import Profile  # noqa: E402
from auditor.store.records import AuditFilter  # noqa: E402
from auditor.store.vault import CHEAP  # noqa: E402
from auditor.use_cases.audits.move_audit import finalise_audit, reopen_audit, submit_audit, void_audit  # noqa: E402
from auditor.use_cases.audits.open_audit import open_audit  # noqa: E402
from auditor.use_cases.audits.record import keep_draft, keep_place  # noqa: E402
from auditor.use_cases.council.add_person import add_person  # noqa: E402
from auditor.use_cases.council.add_team import add_team  # noqa: E402
from auditor.use_cases.keeping.look_after_store import erase_text, verify_store  # noqa: E402
from auditor.use_cases.open_store import init_store  # noqa: E402
from auditor.use_cases.service import Service  # noqa: E402


def populate(service: Service) -> None:
    """Audits in several states, an erased text, a draft and a bookmark."""
    add_team(service, "North", team_service="Safeguarding", active_from=date(2024, 4, 1))
    lead = add_person(service, "Lena", PASSPHRASE, {Role.QA_LEAD}, cost=CHEAP)
    for number, (overall, day) in enumerate((("good", 3), ("inadequate", 9), ("outstanding", 12), ("good", 15))):
        audit = start(service, f"990000{number + 1}", date(2026, 10, day))
        opened = finish(service, audit, overall)
        submit_audit(service, audit)
        if number == 0:
            finalise_audit(replace(service, person=lead), audit)
        elif number == 1:
            reopen_audit(service, audit, "the wrong period")
            finish(service, audit, "requires_improvement")
            submit_audit(service, audit)
        elif number == 2:
            finding = next(head for (kind, _), head in opened.heads.items() if kind.value == "finding")
            erase_text(service, finding, "a name")
        else:
            void_audit(service, audit, "the wrong case")
    draft = open_audit(service, start(service, "9900009", date(2026, 11, 2)))
    keep_draft(service, draft, "note:overall", "half a sentence")
    keep_place(service, draft, "findings", "")


def start(service: Service, number: str, day: date) -> Any:
    profile = Profile("child", frozenset({"child_in_need"}), "age_5_9", {"siblings": False})
    return new_audit(service, number, as_at=day, team=team(service), profile=profile)


def figures(service: Service) -> dict[str, Any]:
    """What the store says, as plain data."""
    with service.store.reading() as reader:
        counters = reader.counters(AuditFilter(), by=("measure", "month"))
        audits = sorted(reader.page(AuditFilter()), key=lambda found: found.lcs_number)
    found = verify_store(service)
    return {
        "facts": found.facts,
        "erased": found.erased,
        "heads": sorted(head.entry_hash for head in found.heads),
        "counters": {" ".join(key): asdict(counter) for key, counter in sorted(counters.items())},
        "audits": [
            {
                "number": audit.lcs_number,
                "state": audit.state.value,
                "overall": audit.overall,
                "judgements": audit.judgements,
                "answered": audit.answered,
                "revision": audit.revision,
            }
            for audit in audits
        ],
    }


def main(version: str) -> None:
    target = HERE / version
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "store"
        clock = Clock()
        made = init_store(
            folder, "Sam", PASSPHRASE, clock=clock, new_id=seeded_ids(clock), cost=CHEAP, standards_folder=SMALL
        )
        with closing(made.service) as service:
            populate(service)
            expected = figures(service)
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(folder, target / "store")
    (target / "expected.json").write_text(json.dumps(expected, indent=2, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
