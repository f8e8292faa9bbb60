"""Words of assessment and plan pages, beside those of the report."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from famplan.report.words import Words, words

__all__ = ["assessment_words"]


@cache
def assessment_words(language: str) -> Words:
    """Return all texts of a language that assessment and plan pages say.

    Raises
    ------
    DefinitionError
        There are none in that language.

    Examples
    --------
    >>> assessment_words("zh")("not_assessed"), assessment_words("en")("notes")
    ('未考核', 'Notes')
    """
    common = words(language)
    file = files("famplan.report") / "data" / "assessment_words.toml"
    own = tomllib.loads(file.read_text(encoding="utf-8"))
    texts = {key: entry[language] for key, entry in own.items()}
    return Words(language, {**common.texts, **texts})
