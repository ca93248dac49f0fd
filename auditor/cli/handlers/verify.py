"""What ``auditor verify`` does."""

import argparse

from auditor.cli import output, session
from auditor.errors import ExitCode
from auditor.use_cases.keeping.look_after_store import verify_store


def verify(args: argparse.Namespace) -> int:
    """Check every fact, and print the end of each chain."""
    with session.opened(args) as service:
        found = verify_store(service)
        people = {person.id: person.name for person in service.people().values()}
        store_id = service.store.id
    heads = [
        {
            "chain": str(head.chain),
            "of": "the store" if head.chain == head.store_id else "an audit",
            "person": people.get(head.person_id, str(head.person_id)),
            "store": str(head.store_id),
            "facts": head.facts,
            "head": head.entry_hash,
        }
        for head in found.heads
    ]
    if args.json:
        output.as_json(
            {
                "store": str(store_id),
                "facts": found.facts,
                "erased": found.erased,
                "removed": found.removed,
                "problems": list(found.problems),
                "heads": heads,
            }
        )
    else:
        output.table(
            ["chain", "person", "facts", "head"],
            [[head["chain"], head["person"], head["facts"], head["head"]] for head in heads],
            widest=64,
        )
    for problem in found.problems:
        output.say(problem)
    said = "nothing was changed or lost" if not found.problems else output.counted(len(found.problems), "problem")
    facts, chains = output.counted(found.facts, "fact"), output.counted(len(heads), "chain")
    gone = f", {found.removed} removed by retention" if found.removed else ""
    output.say(f"{facts} in {chains}, {found.erased} erased{gone}: {said}")
    return ExitCode.PROBLEMS if found.problems else ExitCode.FINE
