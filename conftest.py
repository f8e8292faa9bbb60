"""Every example in a docstring, the README and the docs runs as a test."""

from __future__ import annotations

from doctest import ELLIPSIS, NORMALIZE_WHITESPACE

from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser
from sybil.parsers.rest import DocTestParser
from sybil.sybil import SybilCollection

OPTIONS = ELLIPSIS | NORMALIZE_WHITESPACE

docstrings = Sybil(
    parsers=[DocTestParser(optionflags=OPTIONS)],
    path="src",
    pattern="*.py",
)
documents = [
    Sybil(
        parsers=[PythonCodeBlockParser(doctest_optionflags=OPTIONS), SkipParser()],
        path=folder,
        patterns=patterns,
        excludes=["_build/*"],
    )
    for folder, patterns in ((".", ["README.md", "CONTRIBUTING.md"]), ("docs", ["*.md"]))
]
pytest_collect_file = SybilCollection([docstrings, *documents]).pytest()
