"""``auditor verify``: that nothing in the store was changed or lost."""

import argparse

from auditor.cli.command import add_json, add_store, describe


def describe_verify(parser: argparse.ArgumentParser) -> None:
    """The options of ``auditor verify``."""
    describe(
        parser,
        "recompute every digest and every chain, and print the end of each chain; exit code 1 when something is wrong",
        "auditor verify --json",
        "verify:verify",
    )
    add_json(parser)
    add_store(parser)
