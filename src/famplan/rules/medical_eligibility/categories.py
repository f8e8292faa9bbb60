"""Categories of medical eligibility: what they mean, and how they are read."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

__all__ = ["Category", "Judgement", "Phase"]


class Phase(StrEnum):
    """Whether a method is begun, or is in use when a condition is there.

    Examples
    --------
    >>> Phase("continuation").letter
    'C'
    """

    INITIATION = "initiation"
    CONTINUATION = "continuation"

    @property
    def letter(self) -> str:
        """The letter that tables put on their columns."""
        return self.value[0].upper()

    @property
    def name_zh(self) -> str:
        """Chinese name."""
        return {Phase.INITIATION: "开始使用", Phase.CONTINUATION: "继续使用"}[self]


class Judgement(StrEnum):
    """How much clinical judgement is at hand where the categories are read."""

    GOOD = "good"
    LIMITED = "limited"


class Category(StrEnum):
    """What a table says of a method for someone with a condition.

    1 to 4 are for methods that can be given up; A, C, D and S for sterilisation.

    Examples
    --------
    >>> Category("3").meaning()
    'risks usually outweigh the advantages'
    >>> Category("3").reading(Judgement.LIMITED), Category("3").usable
    ('do not use', False)
    >>> Category("D").meaning(), Category("D").usable
    ('delay until the condition is evaluated or corrected', None)
    """

    ONE = "1"
    TWO = "2"
    THREE = "3"
    FOUR = "4"
    ACCEPT = "A"
    CAUTION = "C"
    DELAY = "D"
    SPECIAL = "S"

    @property
    def rank(self) -> int:
        """Its place on its scale, 1 to 4.

        D and S ask for different things (to wait; another setting): their order is only that in
        which tables list them, so look at every row where one of them applies.
        """
        return _PLACES[self]

    @property
    def surgical(self) -> bool:
        """Whether it is one of the letters for sterilisation."""
        return not self.value.isdigit()

    @property
    def usable(self) -> bool | None:
        """With limited clinical judgement: 1 and 2 use, 3 and 4 do not; None for the letters."""
        return None if self.surgical else self.rank <= Category.TWO.rank

    def meaning(self, *, language: str = "en") -> str:
        """Return what it says."""
        return _TEXTS[self].meaning[language != "en"]

    def reading(self, judgement: Judgement | str, *, language: str = "en") -> str:
        """Return how it is read with good or with limited clinical judgement.

        The letters are read in one way.
        """
        texts = _TEXTS[self]
        said = texts.good if Judgement(judgement) is Judgement.GOOD else texts.limited
        return said[language != "en"]


class _Texts(NamedTuple):
    meaning: tuple[str, str]
    good: tuple[str, str]
    limited: tuple[str, str]


_C = Category
_USE, _DO_NOT = ("use", "可用"), ("do not use", "不用")


def _letter(english: str, chinese: str) -> _Texts:
    return _Texts(*((english, chinese),) * 3)


# Meanings of 1 to 4 and both readings: Global Health: Science and Practice, table of the WHO
# categories; the letters: Family Planning, A Global Handbook for Providers, appendix D (both C).
_TEXTS: dict[Category, _Texts] = {
    _C.ONE: _Texts(("no restriction", "无限制"), _USE, _USE),
    _C.TWO: _Texts(("advantages generally outweigh the risks", "益处一般大于风险"), _USE, _USE),
    _C.THREE: _Texts(
        ("risks usually outweigh the advantages", "风险通常大于益处"),
        ("not usually recommended", "一般不推荐"),
        _DO_NOT,
    ),
    _C.FOUR: _Texts(
        ("unacceptable health risk", "健康风险不可接受"), ("not to be used", "不可用"), _DO_NOT
    ),
    _C.ACCEPT: _letter("accept: no medical reason to deny it", "可接受：无医学理由拒绝"),
    _C.CAUTION: _letter("caution: with extra preparation and precautions", "慎重：需额外准备"),
    _C.DELAY: _letter(
        "delay until the condition is evaluated or corrected", "暂缓：待评估或纠正后"
    ),
    _C.SPECIAL: _letter(
        "special: a setting with experienced staff and equipment", "特殊：需有经验的人员和设备"
    ),
}
_PLACES = {category: place % 4 + 1 for place, category in enumerate(Category)}
