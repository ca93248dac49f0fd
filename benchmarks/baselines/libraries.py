"""A blank Textual application in a process that has imported the modules named in a file, one a line."""

import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from benchmarks.baselines.blank import Blank

if __name__ == "__main__":
    for name in Path(sys.argv[1]).read_text(encoding="utf-8").split():
        with suppress(Exception):
            import_module(name)
    Blank().run()
