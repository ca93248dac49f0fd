"""Keep [tool.uv] constraint-dependencies in pyproject.toml equal to the versions in requirements.lock.

Usage: constraints.py write | clear
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
START, END = "# constraints: written by .ci/lock from requirements.lock", "# end of constraints"


def pins() -> list[str]:
    """Every pin of the lock, with its environment marker."""
    found = []
    for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines():
        match = re.match(r"([A-Za-z0-9][A-Za-z0-9._-]*==[^ ;\\]+)\s*(;[^\\]*)?", line)
        if match:
            marker = (match.group(2) or "").strip().rstrip("\\").strip()
            found.append(match.group(1) + (" " + marker if marker else ""))
    return found


def main(verb: str) -> None:
    """Write or clear the block."""
    path = ROOT / "pyproject.toml"
    text = path.read_text(encoding="utf-8")
    text = re.sub(rf"\n*{re.escape(START)}.*?{re.escape(END)}\n", "\n", text, flags=re.S)
    if verb == "write":
        lines = "\n".join(f"  {pin!r}," for pin in pins())
        text = text.rstrip("\n") + f"\n\n{START}\n[tool.uv]\nconstraint-dependencies = [\n{lines}\n]\n{END}\n"
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
