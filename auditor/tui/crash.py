"""What is written when the program stops by mistake: which lines of code, and nothing a person typed.

Neither the values of variables nor the message of the error is kept: both may hold words from a case file.
"""

from datetime import datetime
from pathlib import Path
from traceback import extract_tb


def crash_text(error: BaseException, at: datetime) -> str:
    """The kinds of error in the chain, and the lines of code they passed through."""
    lines = [f"auditor stopped at {at:%Y-%m-%d %H:%M:%S}"]
    link: BaseException | None = error
    while link is not None:
        lines.append(f"{type(link).__module__}.{type(link).__name__}")
        lines += [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in extract_tb(link.__traceback__)]
        link = link.__cause__ or link.__context__
    return "\n".join(lines) + "\n"


def write_crash(error: BaseException, folder: Path, at: datetime) -> Path | None:
    """Write the crash log; None when that is not possible either."""
    path = folder / "crash.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as log:
            log.write(crash_text(error, at) + "\n")
    except OSError:
        return None
    return path
