"""``auditor retention``: how long finished audits are kept, and removing those whose time is over."""

import argparse

from auditor.cli.command import add_json, add_json_csv, add_store, add_verb, add_verbs, describe


def describe_retention(parser: argparse.ArgumentParser) -> None:
    """The verbs of ``auditor retention``."""
    describe(parser, "how long finished audits are kept; unless set, nothing is removed", "auditor retention show")
    verbs = add_verbs(parser)
    show = add_verb(
        verbs,
        "show",
        "show for how many months finished audits are kept, and what was removed so far",
        "auditor retention show",
        "retention:show",
    )
    add_json(show)
    setting = add_verb(
        verbs,
        "set",
        "set for how many months audits are kept after their last move; removes nothing; only the QA lead may",
        "auditor retention set 84",
        "retention:set_months",
    )
    setting.add_argument("months", metavar="MONTHS", help="a number of months, or: never (nothing is removed)")
    preview = add_verb(
        verbs,
        "preview",
        "list the audits that would be removed today; removes nothing; only the QA lead may",
        "auditor retention preview",
        "retention:preview",
    )
    add_json_csv(preview)
    remove = add_verb(
        verbs,
        "remove",
        "remove the audits that the preview lists, for good; asks first; only the QA lead may",
        'auditor retention remove --reason "Kept for seven years, as our schedule says."',
        "retention:remove",
    )
    remove.add_argument("--reason", required=True, metavar="TEXT", help="one line on why; no case data: it is kept")
    remove.add_argument("--yes", action="store_true", help="do not ask")
    add_json(remove)
    for verb in verbs.choices.values():
        add_store(verb)
