"""``python -m benchmarks``: measure everything and write the table into ``docs/performance.md``."""

import argparse
import sys
import time
import traceback
from collections.abc import Callable

from benchmarks import answers, imports, page, scorecard, standards, timescales
from benchmarks.measuring import Line, NotMeasured

IN_PROCESS: dict[str, Callable[..., list[Line]]] = {
    "standards": standards.run,
    "answers": answers.run,
    "scorecard": scorecard.run,
    "timescales": timescales.run,
    "imports": imports.run,
}
"""Those that need no terminal."""


def _terminal(*, quick: bool) -> list[Line]:
    from benchmarks import terminal  # only where there are pseudo-terminals

    return terminal.run(quick=quick)


def _memory(*, quick: bool) -> list[Line]:
    from benchmarks import memory

    return memory.run(quick=quick)


def _drafts(*, quick: bool) -> list[Line]:
    from benchmarks import drafts

    return drafts.run(quick=quick)


def _reports(*, quick: bool) -> list[Line]:
    from benchmarks import reports

    return reports.run(quick=quick)


def _mode(name: str) -> Callable[..., list[Line]]:
    def run(*, quick: bool) -> list[Line]:
        from benchmarks import modes

        mode: modes.Mode = getattr(modes, name)
        return mode.run(quick=quick)

    return run


ALL: dict[str, Callable[..., list[Line]]] = {
    "terminal": _terminal,
    "drafts": _drafts,
    "memory": _memory,
    "team": _mode("TEAM"),
    "moderation": _mode("MODERATION"),
    "actions": _mode("ACTIONS"),
    "reports": _reports,
    **IN_PROCESS,
}


def main() -> int:
    """Run; the exit code is 1 when a figure falls short or could not be measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", choices=ALL, action="append", help="only this one; the page is left as it is")
    parser.add_argument("--quick", action="store_true", help="a trial of everything; the page is left as it is")
    args = parser.parse_args()
    started, busy = time.monotonic(), page.load()
    lines: list[Line] = []
    for name in args.only or ALL:
        print(f"{name} …", file=sys.stderr, flush=True)
        before = time.monotonic()
        try:
            lines += ALL[name](quick=args.quick)
        except Exception as error:  # noqa: BLE001 - the others are measured all the same
            traceback.print_exc()
            lines.append(NotMeasured(name, 0, f"{type(error).__name__}: {str(error).splitlines()[0]}"))
        print(f"{name}: {time.monotonic() - before:.0f} s", file=sys.stderr, flush=True)
    text = f"{page.conditions(time.monotonic() - started, busy)}\n\n{page.table_of(lines)}"
    print(text)
    if not args.only and not args.quick:
        page.write(text)
    return 0 if all(getattr(line, "met", False) for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
