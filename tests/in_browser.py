"""Pages laid out by a browser, in a frame of a width: what stands out, and what is cut off."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
MEASURE = """
onload = () => {
  const page = frame.contentDocument, root = page.scrollingElement;
  const edge = root.clientWidth + .5, box = (element) => element.getBoundingClientRect();
  const out = [...page.querySelectorAll("body *")].filter(
    (element) => !element.closest(CLIPPED) && box(element).right > edge);
  const cut = [...page.querySelectorAll("svg")].flatMap((svg) => {
    const whole = box(svg);
    return [...svg.querySelectorAll("text")].filter((text) => {
      const {left, right, top, bottom} = box(text);
      return left < whole.left - 1 || right > whole.right + 1
        || top < whole.top - 1 || bottom > whole.bottom + 1;
    });
  });
  said.textContent = JSON.stringify({
    width: root.clientWidth, scrolls: root.scrollWidth, height: root.scrollHeight,
    out: out.map((element) => element.tagName + " " + element.className),
    cut: cut.map((text) => text.textContent),
  });
};
"""


def measured(page: str, width: int, folder: Path, *, clipped: str) -> dict[str, Any]:
    """Lay a page out in a frame, as no window can be narrower than 500 pixels."""
    assert CHROMIUM is not None
    inside = html.escape(page)
    text = (
        '<!doctype html><meta charset="utf-8">'
        f'<iframe id="frame" width="{width}" height="900" style="border:0" srcdoc="{inside}">'
        '</iframe><pre id="said"></pre>'
        f"<script>{MEASURE.replace('CLIPPED', json.dumps(clipped))}</script>"
    )
    file = folder / "framed.html"
    file.write_text(text, encoding="utf-8")
    profile = f"--user-data-dir={folder / 'profile'}"
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", profile, "--dump-dom"]
    done = subprocess.run(
        [*command, file.as_uri()], check=True, capture_output=True, encoding="utf-8", timeout=120
    )
    said = re.search(r'<pre id="said">(.*?)</pre>', done.stdout, re.DOTALL)
    assert said is not None
    found: dict[str, Any] = json.loads(html.unescape(said[1]))
    return found
