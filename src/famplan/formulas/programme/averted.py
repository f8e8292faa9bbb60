"""What use of modern methods averts in a year: unintended pregnancies, unsafe abortions.

These are models, not counts: they say what might have happened if nobody had used contraception.
Their assumptions are arguments; ``data/averted.toml`` has the published ones. Maternal deaths
averted are left out, because no printed formula of theirs was seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from famplan.catalogue import Indicator, Kind, Source, computes
from famplan.errors import DefinitionError
from famplan.formulas.arrays import Numbers, counts, numbers, plain, shares

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["unintended_pregnancies_averted", "unsafe_abortions_averted"]

_TRACK20 = Source(
    "Track20, Estimating impacts of contraceptive use",
    locator="how impacts averted are calculated",
    url="https://track20.org/pages/data_analysis/publications/methodological/estimating_impacts.php",
)

UNINTENDED_PREGNANCIES_AVERTED = Indicator(
    code="UNINTENDED_PREGNANCIES_AVERTED",
    name="Unintended pregnancies averted by modern methods",
    name_zh="避免的非意愿妊娠数",
    kind=Kind.COUNT,
    numerator="pregnancies that users would have had without contraception, less those that they "
    "have because methods fail",
    denominator="none: a difference",
    unit="pregnancies a year",
    source=_TRACK20,
    caution="The rate without contraception decides it: 29, 31 and 40 % are all in use.",
)
UNSAFE_ABORTIONS_AVERTED = Indicator(
    code="UNSAFE_ABORTIONS_AVERTED",
    name="Unsafe abortions averted by modern methods",
    name_zh="避免的不安全流产数",
    kind=Kind.COUNT,
    numerator="unintended pregnancies averted, times the share of them that end in abortion, "
    "times the share of abortions that are unsafe",
    denominator="none: a product",
    unit="abortions a year",
    source=_TRACK20,
    caution="Both shares are of regions: those of the world tell nothing of one country.",
)


@computes(UNINTENDED_PREGNANCIES_AVERTED)
def unintended_pregnancies_averted(
    users: Mapping[str, ArrayLike] | ArrayLike,
    *,
    pregnancy_rate: ArrayLike,
    failure_rates: Mapping[str, ArrayLike] | ArrayLike,
) -> Numbers:
    """Pregnancies that users of modern methods would have had in a year, and have not.

    Parameters
    ----------
    users : mapping of str to array_like, or array_like
        Users of each modern method, or of all together.
    pregnancy_rate : array_like
        Pregnancies a year per woman, had she used nothing. Models differ, so there is no default.
    failure_rates : mapping of str to array_like, or array_like
        Pregnancies a year per user of each method, or of all together, as `users` is given.

    Returns
    -------
    float or ndarray
        Pregnancies averted in a year.

    Raises
    ------
    DefinitionError
        Users by method and one failure rate, or the reverse, or a method without one.
    InvalidInputError
        A rate above one.
    NegativeCountError, ShapeError
        A number below zero, or shapes that do not match.

    Examples
    --------
    >>> unintended_pregnancies_averted(
    ...     {"implant": 400, "pill": 600},
    ...     pregnancy_rate=0.31,
    ...     failure_rates={"implant": 0.01, "pill": 0.06},
    ... )
    270.0
    """
    using, failing = _paired(users, failure_rates)
    (rate,) = shares(pregnancy_rate=pregnancy_rate)
    counted, failures = counts(**using), shares(**failing)
    numbers(**using, **failing, pregnancy_rate=rate)  # do all of their shapes match?
    parts = (n * (rate - f) for n, f in zip(counted, failures, strict=True))
    return plain(np.asarray(sum(parts, np.zeros(()))))


@computes(UNSAFE_ABORTIONS_AVERTED)
def unsafe_abortions_averted(
    pregnancies_averted: ArrayLike, *, abortion_share: ArrayLike, unsafe_share: ArrayLike
) -> Numbers:
    """Unsafe abortions in which the averted pregnancies would have ended.

    Parameters
    ----------
    pregnancies_averted : array_like
        See `unintended_pregnancies_averted`.
    abortion_share : array_like
        Share of unintended pregnancies of the region that end in induced abortion.
    unsafe_share : array_like
        Share of induced abortions of the region that are unsafe.

    Returns
    -------
    float or ndarray
        Unsafe abortions averted in a year.

    Raises
    ------
    InvalidInputError
        A share above one.
    NegativeCountError, ShapeError
        A number below zero, or shapes that do not match.

    Examples
    --------
    >>> unsafe_abortions_averted(80_000, abortion_share=0.5, unsafe_share=0.65)
    26000.0
    """
    ended, unsafe = shares(abortion_share=abortion_share, unsafe_share=unsafe_share)
    (averted,) = counts(pregnancies_averted=pregnancies_averted)
    averted, share = numbers(pregnancies_averted=averted, shares=ended * unsafe)
    return plain(averted * share)


def _paired(
    users: Mapping[str, ArrayLike] | ArrayLike, failure_rates: Mapping[str, ArrayLike] | ArrayLike
) -> tuple[dict[str, ArrayLike], dict[str, ArrayLike]]:
    if isinstance(users, Mapping) and isinstance(failure_rates, Mapping):
        if missing := [name for name in users if name not in failure_rates]:
            raise DefinitionError(
                "failure_rates", f"{missing[0]!r} is not there", remedy="give one for each method"
            )
        return (
            {f"users[{name!r}]": value for name, value in users.items()},
            {f"failure_rates[{name!r}]": failure_rates[name] for name in users},
        )
    if isinstance(users, Mapping) or isinstance(failure_rates, Mapping):
        raise DefinitionError(
            "failure_rates",
            "users by method need rates by method, and users of all one rate of all",
            remedy="give both as mappings, or neither",
        )
    return {"users": users}, {"failure_rates": failure_rates}
