"""Certificates of couples with one child."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from famplan.readers.checks.check import Check, View, led, warning
from famplan.readers.checks.spells import overlapping
from famplan.readers.table import NOBODY, UNKNOWN_DAY

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["CHECKS"]


def _two_children(view: View) -> NDArray[np.bool_]:
    """Count the wife's children that lived on some day on which the certificate was valid."""
    couple = view.column("certificates.couple")
    wife = led(view.column("couples.wife"), couple, NOBODY)
    issued = view.column("certificates.issued").astype(np.int64)
    until = view.column("certificates.cancelled").astype(np.int64)
    until[until == UNKNOWN_DAY] = np.iinfo(np.int64).max
    mother, born = view.column("births.mother"), view.column("births.occurred")
    rows = np.flatnonzero(view.used("births") & (mother >= 0) & (born != UNKNOWN_DAY))
    rows = rows[np.argsort(mother[rows], kind="stable")]
    first = np.searchsorted(mother[rows], wife, side="left")
    number = np.where(wife >= 0, np.searchsorted(mother[rows], wife, side="right") - first, 0)
    # A line for each certificate and each birth of its wife.
    owner = np.repeat(np.arange(len(wife)), number)
    steps = np.arange(len(owner)) - np.repeat(np.cumsum(number) - number, number)
    birth = rows[np.repeat(first, number) + steps]
    died = led(view.deaths, view.column("births.child"), UNKNOWN_DAY)[birth].astype(np.int64)
    died[died == UNKNOWN_DAY] = np.iinfo(np.int64).max
    living = (born[birth] < until[owner]) & (died > issued[owner]) & (issued[owner] != UNKNOWN_DAY)
    return np.bincount(owner[living], minlength=len(wife)) > 1


def _two_certificates(view: View) -> NDArray[np.bool_]:
    return overlapping(
        view.column("certificates.couple"),
        view.column("certificates.issued"),
        view.column("certificates.cancelled"),
        view.used("certificates"),
    )


CHECKS: tuple[Check, ...] = (
    warning(
        "certificates.couple",
        "more than one living child while it was valid",
        "有效期内存活子女多于一个",
        _two_children,
    ),
    warning(
        "certificates.couple", "two valid at once", "同一夫妻同时有两个有效证", _two_certificates
    ),
)
