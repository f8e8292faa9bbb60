"""Synthetic contraceptive calendars, whose true risks of stopping a method are known.

A woman begins a method in a month of her own and stops it in each month of use with the hazard of
the method and the reason at that duration, raised or lowered by her cluster. After that comes what
the reason brings: a pregnancy and a birth, sterilisation as a switch, or no method. Nobody begins
again with a method whose risk is asked for, so the women who begin are the same whatever their
clusters, and the true rates are averages over clusters in closed form.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import attrs
import numpy as np

from famplan.datasets.survey import synthetic_survey
from famplan.errors import InvalidInputError
from famplan.formulas.choices import one_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    FloatArray: TypeAlias = NDArray[np.float64]
    Integers: TypeAlias = NDArray[np.int64]

__all__ = ["Shape", "SyntheticCalendars", "TrueDiscontinuation", "synthetic_calendars"]

Shape: TypeAlias = Literal["constant", "declining"]
"""Whether hazards stay the same over the months of use, or fall."""

CAUSES = (
    "failure",
    "desire to become pregnant",
    "other fertility-related",
    "side effects, health concerns",
    "more effective method",
    "other method-related",
    "other, do not know",
)
"""Reasons in the groups that reports print."""

METHODS = MappingProxyType({"pill": "1", "injectables": "3", "implant": "N", "male condom": "5"})
"""Letters of the methods whose risks are known."""

_SHARE = np.array([0.28, 0.40, 0.17, 0.15])  # of those who begin
MONTHLY = np.array([0.028, 0.026, 0.008, 0.045])  # any reason, in the first month
REASONS = np.array(
    [
        [0.12, 0.22, 0.03, 0.38, 0.12, 0.09, 0.04],
        [0.05, 0.20, 0.05, 0.55, 0.06, 0.06, 0.03],
        [0.01, 0.22, 0.02, 0.60, 0.02, 0.10, 0.03],
        [0.13, 0.28, 0.05, 0.06, 0.22, 0.18, 0.08],
    ]
)
# By reason, the share that goes on with another method at once.
SWITCHES = np.array([0.0, 0.0, 0.1, 0.1, 0.9, 0.1, 0.1])
REASON_LETTERS = b"12947" + b"8W"
_DESIRE = 1  # from here down, a pregnancy follows
_SWITCH = b"6"  # sterilisation, which nobody stops
_LONGEST = 240  # months of use that are drawn
_EARLIEST = 150  # months before the first interview in which the first women begin
_STEPS = 8  # steps in which the effects of clusters lie
_WAIT, _PREGNANT, _WIDTH, _CALENDAR = 4, 8, 80, 66


@attrs.frozen(eq=False, kw_only=True)
class TrueDiscontinuation:
    """The risks that synthetic calendars were made from.

    Parameters
    ----------
    methods : tuple of str
        Names of the methods.
    hazards : ndarray
        Probability of stopping in each month of use: methods by reasons by months.
    effects : ndarray
        What multiplies hazards in clusters; each is as frequent as the others.
    """

    methods: tuple[str, ...]
    hazards: FloatArray
    effects: FloatArray

    def gross(self, method: str, months: int, reason: str | None = None) -> float:
        """Share of episodes that end within so many months, for one reason or for any.

        Examples
        --------
        >>> truth = synthetic_calendars(600, seed=1, cluster_spread=0).truth
        >>> round(truth.gross("pill", 12), 4), round(1 - (1 - 0.028) ** 12, 4)
        (0.2888, 0.2888)
        """
        ends = self._ends(method)[..., :months].mean(axis=0).sum(axis=-1)
        return float(ends.sum() if reason is None else ends[CAUSES.index(reason)])

    def net(self, method: str, months: int, reason: str) -> float:
        """Share that would end within so many months if only this reason ended them."""
        ends = self._ends(method).mean(axis=0)
        left = 1 - np.cumsum(ends.sum(axis=0))
        before = np.concatenate([[1.0], left[:-1]])
        hazard = ends[CAUSES.index(reason)] / before
        return float(1 - np.prod(1 - hazard[:months]))

    def switching(self, method: str, months: int) -> float:
        """Share that end within so many months and are followed by another method."""
        ends = self._ends(method)[..., :months].mean(axis=0).sum(axis=-1)
        return float((ends * SWITCHES).sum())

    def _ends(self, method: str) -> FloatArray:
        """Share of the episodes of each kind of clusters that end: effects by reasons by months."""
        hazard = self.hazards[self.methods.index(method)] * self.effects[:, None, None]
        left = np.cumprod(1 - hazard.sum(axis=1), axis=-1)
        before = np.concatenate([np.ones((len(left), 1)), left[:, :-1]], axis=-1)
        found: FloatArray = before[:, None, :] * hazard
        return found


@attrs.frozen(eq=False, kw_only=True)
class SyntheticCalendars:
    """Women of a synthetic survey with their calendars, and the risks these were made from.

    Parameters
    ----------
    columns : mapping of str to ndarray
        One array for each column, ready for a dataframe or for `famplan.tabulate`; calendars are
        arrays of bytes, `vcal_1` methods, pregnancies and births, `vcal_2` reasons.
    truth : TrueDiscontinuation
        The risks that hold in the population.
    """

    columns: Mapping[str, NDArray[np.generic]]
    truth: TrueDiscontinuation

    def __len__(self) -> int:
        """Count the women."""
        return len(self.columns["v008"])


def synthetic_calendars(  # noqa: PLR0913 - a survey has many sides, each with a usual value
    women: int,
    *,
    seed: int,
    clusters: int | None = None,
    strata: int = 10,
    shape: Shape = "constant",
    cluster_spread: float = 0.3,
    users: float = 0.7,
    interview: int = 1386,
) -> SyntheticCalendars:
    """Make a survey with contraceptive calendars from known hazards of stopping.

    Parameters
    ----------
    women : int
        Women of 15–49 to interview.
    seed : int
        Start of the random numbers: the same seed gives the same survey.
    clusters, strata : int
        As in `famplan.datasets.synthetic_survey`.
    shape : {"constant", "declining"}
        Whether hazards stay the same over the months of use, or fall to a half.
    cluster_spread : float
        Standard deviation of the hazards of clusters around those of all (mean one); 0 makes them
        alike.
    users : float
        Share of women who begin a method in the 150 months before the first interview.
    interview : int
        Century-month code of the first of the six months of interviews.

    Returns
    -------
    SyntheticCalendars
        Columns ``caseid``, ``v005``, ``v008``, ``v011``, ``v012``, ``v017``, ``v018``, ``v019``,
        ``v021``, ``v022``, ``v025``, ``v106``, ``vcal_1``, ``vcal_2``; and the truth.

    Raises
    ------
    DefinitionError
        `shape` is none of the two.
    InvalidInputError
        `users` is no share, `cluster_spread` makes a hazard negative, or as `synthetic_survey`.

    Examples
    --------
    >>> survey = synthetic_calendars(600, seed=11)
    >>> survey.columns["vcal_1"][7].decode()[60:], len(survey)
    ('66666333333333333333', 600)
    >>> survey.columns["vcal_2"][7].decode().strip()
    '4'
    """
    one_of(shape, get_args(Shape), argument="shape")
    if not 0 <= users <= 1:
        raise InvalidInputError("users", f"{users:g} is no share")
    steps = np.arange(_STEPS) - (_STEPS - 1) / 2
    effects = 1 + cluster_spread * steps / steps.std()
    if effects.min() < 0:
        raise InvalidInputError("cluster_spread", f"{cluster_spread:g} makes some hazards negative")
    survey = synthetic_survey(
        women, seed=seed, clusters=clusters, strata=strata, cluster_spread=0, interview=interview
    ).columns
    kept = ("caseid", "v005", "v008", "v011", "v012", "v021", "v022", "v025", "v106")
    columns: dict[str, NDArray[np.generic]] = {name: survey[name] for name in kept}
    random = np.random.default_rng([seed, 1])
    effect = random.integers(0, _STEPS, int(survey["v021"].max()))[survey["v021"].astype(int) - 1]
    hazards = _hazards(shape)
    lives = _lives(random, hazards, effects, effect, users=users)
    start = interview - _CALENDAR + 1
    months = survey["v008"].astype(np.int64) - start + 1
    columns["v017"] = np.full(women, start)
    columns["v018"], columns["v019"] = _WIDTH - months + 1, months
    columns |= _texts(lives, months, first=interview - _EARLIEST - start)
    truth = TrueDiscontinuation(methods=tuple(METHODS), hazards=hazards, effects=effects)
    return SyntheticCalendars(columns=columns, truth=truth)


def _hazards(shape: Shape) -> FloatArray:
    months = np.arange(_LONGEST)
    over_time = np.ones(_LONGEST) if shape == "constant" else 0.5 + 0.5 * np.exp(-months / 8)
    found: FloatArray = (MONTHLY[:, None] * REASONS)[:, :, None] * over_time
    return found


@attrs.frozen(eq=False)
class _Lives:
    """For each woman when she began (months after the earliest), how long she used, and what."""

    method: Integers
    began: Integers
    months: Integers
    cause: Integers
    switched: NDArray[np.bool_]


def _lives(
    random: np.random.Generator,
    hazards: FloatArray,
    effects: FloatArray,
    effect: Integers,
    *,
    users: float,
) -> _Lives:
    """Draw methods, starts, durations and reasons."""
    size, methods = len(effect), len(METHODS)
    method = np.searchsorted(np.cumsum(_SHARE)[:-1], random.random(size), side="right")
    method = np.where(random.random(size) < users, method, -1)
    chance = hazards.sum(axis=1)[:, None] * effects[:, None]  # methods by effects by months
    spent = np.cumsum(-np.log1p(-chance), axis=-1)
    far = spent.max() + 1
    axis = (spent + far * np.arange(methods * _STEPS).reshape(methods, _STEPS, 1)).ravel()
    kind = np.maximum(method, 0) * _STEPS + effect
    drawn = np.minimum(random.exponential(size=size), far / 2) + far * kind
    months = np.minimum(np.searchsorted(axis, drawn) - kind * _LONGEST, _LONGEST - 1) + 1
    # Reasons have the same shares in every month.
    share = np.cumsum(REASONS, axis=1)[np.maximum(method, 0)]
    cause = (random.random(size)[:, None] >= share[:, :-1]).sum(axis=1)
    switched = random.random(size) < SWITCHES[cause]
    began = random.integers(0, _EARLIEST + 6, size)
    return _Lives(method, began, months, cause, switched)


def _texts(lives: _Lives, months: Integers, *, first: int) -> dict[str, NDArray[np.bytes_]]:
    """Write calendars: position 1 is the newest month, the last one their first."""
    size = len(months)
    at = _WIDTH - 1 - np.arange(_WIDTH)  # months after the start of the calendar
    begun = (lives.began + first)[:, None]
    over = begun + lives.months[:, None]
    use = lives.method >= 0
    used = use[:, None] & (at >= begun) & (at < over)
    letters = np.frombuffer("".join(METHODS.values()).encode(), dtype=np.uint8)
    events = np.full((size, _WIDTH), ord("0"), dtype=np.uint8)
    events = np.where(used, letters[lives.method][:, None], events)
    after = use[:, None] & (at >= over)
    events[after & lives.switched[:, None]] = ord(_SWITCH)
    wait = np.where(lives.cause == _DESIRE, _WAIT, 0)[:, None]
    expecting = after & (lives.cause <= _DESIRE)[:, None]
    since = at - over - wait
    events[expecting & (since >= 0) & (since < _PREGNANT)] = ord("P")
    events[expecting & (since == _PREGNANT)] = ord("B")
    reasons = np.full((size, _WIDTH), ord(" "), dtype=np.uint8)
    given = np.frombuffer(REASON_LETTERS, dtype=np.uint8)[lives.cause]
    last = used & (at == over - 1) & (at < months[:, None] - 1)
    reasons = np.where(last, given[:, None], reasons)
    events[at >= months[:, None]] = ord(" ")
    width = f"S{_WIDTH}"
    return {
        "vcal_1": np.ascontiguousarray(events).view(width).ravel(),
        "vcal_2": np.ascontiguousarray(reasons).view(width).ravel(),
    }
