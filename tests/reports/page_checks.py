"""Looks at a web page in a real browser, without a driver: the page is opened once, and says itself what was found.

Needs Chromium (Debian: ``apt-get install chromium``). Where it is missing the tests are skipped and say so; in CI they
fail.
"""

import json
import os
import re
import shutil
import subprocess
from functools import cache
from html import unescape
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--virtual-time-budget=20000",
)
_ASK = """
axe.run(document, {resultTypes: ['violations', 'incomplete']}).then(result => {
  const short = each => ({id: each.id, nodes: each.nodes.map(node => node.html.slice(0, 100))});
  const box = each => { const at = each.getBoundingClientRect(); return [each.textContent, at.width, at.height]; };
  const said = {
    violations: result.violations.map(short),
    incomplete: result.incomplete.map(short),
    passes: result.passes.length,
    targets: [...document.querySelectorAll('nav a')].map(box),
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    fonts: [...document.fonts].map(font => font.status),
    requests: performance.getEntriesByType('resource').map(entry => entry.name.slice(0, 80)),
  };
  const element = document.createElement('pre');
  element.id = 'said'; element.textContent = JSON.stringify(said); document.body.append(element);
}, error => { const element = document.createElement('pre');
  element.id = 'said'; element.textContent = JSON.stringify({error: String(error)}); document.body.append(element); });
"""


@cache
def browser() -> str:
    """The browser; the test is skipped where there is none, and fails in CI."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("There is no Chromium: .ci/run installs it.")
        pytest.skip("Chromium is not installed: pages are not checked for accessibility here")
    return found


def opened(page: bytes, folder: Path, width: int, script: str = "") -> str:
    """The document that the browser made of a page, as HTML.

    Args:
        folder: an empty one, for the page and the browser's own files.
        width: of the window, in pixels.
        script: run when the page is there; the page's policy, which allows none, is then taken out of the copy.
    """
    text = page.decode()
    if script:
        text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
        text = text.replace("</body>", f"<script>{script}</script></body>")
    path = folder / "page.html"
    path.write_text(text, encoding="utf-8")
    command = [browser(), *_OPTIONS, f"--window-size={width},900", f"--user-data-dir={folder / 'browser'}"]
    ran = subprocess.run([*command, "--dump-dom", path.as_uri()], capture_output=True, timeout=120, check=True)
    return ran.stdout.decode()


def looked_at(page: bytes, folder: Path, width: int) -> dict[str, Any]:
    """What axe-core and the browser say of a page: violations, what could not be decided, sizes, requests."""
    axe = (files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8").replace("</script>", "<\\/script>")
    found = re.search(r'<pre id="said">(.*?)</pre>', opened(page, folder, width, axe + _ASK), re.S)
    assert found is not None, "axe-core did not finish"
    said: dict[str, Any] = json.loads(unescape(found[1]))
    assert "error" not in said, said
    return said
