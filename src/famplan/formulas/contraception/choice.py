"""Informed choice: what users were told when they took up a method, and who decides on use.

The method information index has three published definitions, which ask different users and accept
different answers; `famplan.tabulate.contraception` counts each of them.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from famplan.catalogue import Grade, Indicator, Kind, Source, Variant, computes
from famplan.formulas.arrays import Numbers, proportion

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["decision_proportion", "informed_proportion"]

_OTHER_ANSWERS = Source(
    "DHS-7 tabulation plan, chapter 7; DHS-Indicators-Stata, FP_COMM.do",
    locator="messages, decisions and contact of non-users; commit 807ddaa",
    url="https://github.com/DHSProgram/DHS-Indicators-Stata",
)
_SURVEYS = Source(
    "DHS-7 tabulation plan, chapter 7; DHS-Indicators-Stata, FP_USE.do",
    locator="tables 7.3 to 7.10; commit 807ddaa",
    url="https://github.com/DHSProgram/DHS-Indicators-Stata",
)
_TRACK20 = Source(
    "Track20, FP2030-Indicator-Code",
    locator="survey code; commit 672f3a4",
    url="https://github.com/Track20/FP2030-Indicator-Code",
)
_SDG = Source(
    "Sustainable Development Goals, metadata of indicator 5.6.1",
    locator="three questions; in surveys v850a, v632 and v743a: their codes were not seen in print",
    grade=Grade.MEMORY,
)
_VARIANTS = (
    Variant(
        'definition="dhs"',
        "users of five methods who began in the last five years; told at the source or by a worker",
    ),
    Variant(
        'definition="fp2030"',
        "all modern users; told at the source, and what to do only if told of side effects",
    ),
    Variant('definition="pma"', "current users who were asked in the surveys of PMA"),
)

_share = partial(Indicator, kind=Kind.PROPORTION, unit="share of users", per=100, source=_SURVEYS)
_INFORMED = (
    _share(
        code="TOLD_SIDE_EFFECTS",
        name="Users told of side effects",
        name_zh="被告知副作用的比例",
        numerator="users who were told of side effects of their method",
        denominator="users asked",
        variants=_VARIANTS,
        caution="Whether telling by a field worker counts differs by definition.",
    ),
    _share(
        code="TOLD_WHAT_TO_DO",
        name="Users told what to do about side effects",
        name_zh="被告知如何处理副作用的比例",
        numerator="users who were told what to do if they had side effects",
        denominator="users asked",
        variants=_VARIANTS,
        caution="Who was not told of side effects is not asked, and was not told.",
    ),
    _share(
        code="TOLD_OTHER_METHODS",
        name="Users told of other methods",
        name_zh="被告知其他避孕方法的比例",
        numerator="users who were told of other methods that they could use",
        denominator="users asked",
        variants=_VARIANTS,
        caution="Whether telling by a field worker counts differs by definition.",
    ),
    _share(
        code="TOLD_COULD_SWITCH",
        name="Users told that they could switch",
        name_zh="被告知可更换方法的比例",
        numerator="users who were told that they could change to another method",
        denominator="users asked, without the sterilised where the definition leaves them out",
        variants=_VARIANTS,
        caution="Of recent questionnaires only.",
    ),
    _share(
        code="MII",
        name="Method information index",
        name_zh="避孕方法信息指数",
        numerator="users who were told of side effects, what to do about them, and other methods",
        denominator="users asked",
        aliases=("FP2020 indicator 14",),
        variants=_VARIANTS,
        caution="It is the share told all three, not a mean of three shares; users differ by "
        "definition.",
    ),
    _share(
        code="MII_PLUS",
        name="Method information index plus",
        name_zh="避孕方法信息指数（扩展）",
        numerator="users who were told all that the index asks for and that they could switch",
        denominator="users asked",
        source=_TRACK20,
        variants=_VARIANTS[1:],
        caution="Never above the index: it asks for one thing more.",
    ),
)


@computes(*_INFORMED)
def informed_proportion(told: ArrayLike, *, users: ArrayLike) -> Numbers:
    """Users who were told something as a share of the users who were asked.

    Parameters
    ----------
    told : array_like
        Users who were told, of all that the index asks for.
    users : array_like
        Users who were asked.

    Returns
    -------
    float or ndarray
        Share between 0 and 1; ``nan`` where nobody was asked.

    Raises
    ------
    PartExceedsWholeError, NegativeCountError, ShapeError
        A part larger than its whole, a count below zero, or shapes that do not match.

    Examples
    --------
    >>> round(informed_proportion(1150, users=2500), 4)
    0.46
    """
    return proportion(told=told, users=users)


_DECIDING = (
    Variant('definition="dhs"', "who decides on use: users, or from the eighth phase all"),
    Variant('definition="non-users"', "who decides on not using: non-users who are not pregnant"),
)
_DECISION = (
    _share(
        code="FP_DECISION",
        name="Women who take part in decisions on family planning",
        name_zh="参与避孕决策的妇女比例",
        numerator="women in union who decide on use alone or with their husband or partner",
        denominator="women in union who were asked",
        aliases=("decision alone or jointly",),
        unit="share of women",
        source=_OTHER_ANSWERS,
        variants=_DECIDING,
        caution="Who is asked differs: users alone up to the seventh phase of the surveys, "
        "all who are not pregnant in the eighth.",
    ),
    _share(
        code="FP_DECISION_MAKER",
        name="Who decides on family planning",
        name_zh="避孕决策者构成",
        numerator="women in union among whom the person or the two together decide",
        denominator="women in union who were asked",
        unit="share of women",
        source=_OTHER_ANSWERS,
        variants=_DECIDING,
        caution="The answers make a distribution.",
    ),
    _share(
        code="OWN_DECISIONS",
        name="Women who make their own informed decisions",
        name_zh="自主知情决策的妇女比例",
        aliases=("SDG 5.6.1",),
        numerator="women in union who can say no to sex, and who decide on contraception and on "
        "their own health care, alone or with others",
        denominator="women in union who were asked",
        unit="share of women",
        source=_SDG,
        caution="All three, not any: each alone is far higher.",
    ),
    _share(
        code="PRESSURED_PREGNANCY",
        name="Women pressed to become pregnant",
        name_zh="被迫怀孕压力的比例",
        numerator="women in union whom anyone pressed to become pregnant when they did not want to",
        denominator="women in union who were asked",
        unit="share of women",
        source=_OTHER_ANSWERS,
        caution="Asked in private only; who did not answer is left out.",
    ),
)


@computes(*_DECISION)
def decision_proportion(deciding: ArrayLike, *, asked: ArrayLike) -> Numbers:
    """Women among whom a decision was made in some way as a share of those asked.

    Parameters
    ----------
    deciding : array_like
        Women among whom the decision was made in the way that is asked for.
    asked : array_like
        Women who were asked.

    Returns
    -------
    float or ndarray
        Share between 0 and 1; ``nan`` where nobody was asked.

    Raises
    ------
    PartExceedsWholeError, NegativeCountError, ShapeError
        A part larger than its whole, a count below zero, or shapes that do not match.

    Examples
    --------
    >>> round(decision_proportion(4410, asked=4900), 4)
    0.9
    """
    return proportion(deciding=deciding, asked=asked)
