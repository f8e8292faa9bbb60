"""Fonts that can write a language."""

from __future__ import annotations

import warnings
from functools import cache

from famplan.errors import MissingFontWarning
from famplan.report.words import words

__all__ = ["CHINESE_FONTS", "PLAIN_FONTS", "font_families"]

CHINESE_FONTS = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
    "Noto Sans CJK JP",
    "Noto Sans CJK TC",
    "Arial Unicode MS",
)
"""Fonts with simplified Chinese characters, the best first."""
PLAIN_FONTS = ("DejaVu Sans", "sans-serif")
"""Fonts for everything else; matplotlib brings the first along."""


@cache
def _installed() -> frozenset[str]:
    from matplotlib.font_manager import fontManager  # noqa: PLC0415 - heavy; when first drawn

    return frozenset(fontManager.get_font_names())


def font_families(language: str) -> tuple[str, ...]:
    """Return the fonts to write a language with, best first.

    Raises
    ------
    DefinitionError
        There is no such language.

    Warns
    -----
    MissingFontWarning
        No installed font has Chinese characters; the message names one to install.

    Examples
    --------
    >>> font_families("en")[0]
    'DejaVu Sans'
    """
    words(language)  # a language that nobody wrote is an error
    found = tuple(name for name in CHINESE_FONTS if name in _installed())
    if language == "zh" and not found:
        message = (
            "charts: no installed font has Chinese characters, so pictures show boxes instead; "
            "install one, such as the package fonts-noto-cjk, "
            "or google-noto-sans-cjk-fonts on Fedora"
        )
        warnings.warn(message, MissingFontWarning, stacklevel=2)
    # English comes first where both are, since area names may be in either script.
    both = (*found[:1], PLAIN_FONTS[0]) if language == "zh" else (PLAIN_FONTS[0], *found[:1])
    return (*both, PLAIN_FONTS[1])
