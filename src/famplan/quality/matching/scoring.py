"""How likely two rows are one event: probabilistic matching by Splink on DuckDB.

Splink learns, without examples, how often each column agrees in pairs that belong together and in
pairs that do not (Fellegi and Sunter's model), and scores every pair of a block.
"""

from __future__ import annotations

from contextlib import contextmanager
from importlib import import_module
from logging import ERROR, getLogger
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

import attrs
import numpy as np

from famplan.errors import DefinitionError, InvalidInputError, MissingExtraError
from famplan.formulas.choices import one_of
from famplan.quality.matching.normalising import normal
from famplan.quality.matching.reading import key_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    Columns = Mapping[str, NDArray[Any]]

__all__ = ["Comparison", "Scoring", "scored_pairs"]

Comparison: TypeAlias = Literal["exact", "text", "date"]
"""Alike or not; spelt alike, nearly or not; the same day, within a month, within a year or not."""

_ID, _SOURCES = "row", ("a", "b")


@attrs.frozen(kw_only=True)
class Scoring:
    """How rows that no exact key decides are compared.

    Parameters
    ----------
    compare : mapping of str to {"exact", "text", "date"}
        How each column is compared.
    block : sequence of str or of sequences of str
        Only pairs that agree in one of these keys are compared. A column that is in every block
        always agrees there, so nothing can be learned of it: give at least two. A column of which
        no block teaches anything, as where all matches agree in it, keeps Splink's usual weight.
    accept : float
        A pair at least as likely as this is a match.
    reject : float
        A pair less likely than this is none; between the two a pair is unresolved.
    recall : float
        Share of the true matches that the exact keys are thought to find; the model starts from it.
    seed : int
        Start of the random numbers by which Splink samples pairs.

    Raises
    ------
    DefinitionError
        An unknown comparison, or a column that is in every block.
    InvalidInputError
        `accept`, `reject` or `recall` is no share, or `accept` is below `reject`.

    Examples
    --------
    >>> Scoring(compare={"name": "text", "birth": "date"}, block=["birth"])
    Traceback (most recent call last):
    ...
    famplan.errors.DefinitionError: block: birth is in every block, so it cannot be weighed; \
add a block without it
    """

    compare: Mapping[str, Comparison]
    block: Sequence[str | Sequence[str]]
    accept: float = 0.95
    reject: float = 0.5
    recall: float = 0.8
    seed: int = 1

    def __attrs_post_init__(self) -> None:
        """Check that the model can be learned and the limits are in order."""
        if not self.compare or not self.block or not all(self.block):
            raise DefinitionError("scoring", "no column to compare, or no block")
        for name, comparison in self.compare.items():
            one_of(comparison, get_args(Comparison), argument=f"compare[{name}]")
        if not 0 < self.reject <= self.accept < 1 or not 0 < self.recall <= 1:
            given = f"reject {self.reject}, accept {self.accept}, recall {self.recall}"
            remedy = "shares, reject not above accept"
            raise InvalidInputError("scoring", given, remedy=remedy)
        blocks = [set(key_columns(key)) for key in self.block]
        stuck = sorted(set(self.compare).intersection(*blocks))
        if stuck:
            problem = f"{', '.join(stuck)} is in every block, so it cannot be weighed"
            raise DefinitionError("block", problem, remedy="add a block without it")

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns that are compared or blocked by."""
        blocked = (name for key in self.block for name in key_columns(key))
        return tuple(dict.fromkeys([*self.compare, *blocked]))


def _library(name: str) -> Any:  # noqa: ANN401 - a module of any kind
    try:
        return import_module(name)
    except ImportError as error:
        task = "probabilistic matching"
        raise MissingExtraError(task, package="splink", extra="matching") from error


def scored_pairs(
    tables: Sequence[Columns], scoring: Scoring, keys: Sequence[Sequence[str]]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Score the pairs of two tables, or of one with itself.

    Parameters
    ----------
    tables : sequence of mappings
        Columns by name, of one table or two.
    scoring : Scoring
        How rows are compared.
    keys : sequence of sequences of str
        Exact keys, from which the model learns how common matches are.

    Returns
    -------
    tuple of ndarray
        Rows of the first and of the second table, and how likely they are one, the likeliest first;
        without the pairs that are rejected.

    Raises
    ------
    MissingExtraError
        Splink is not installed.
    """
    splink = _library("splink")
    blocks = [key_columns(key) for key in scoring.block]
    with _quiet():
        while blocks:
            linker = _linker(splink, tables, scoring)
            stuck = _train(splink, linker.training, scoring, keys, blocks)
            if stuck is None:
                found = linker.inference.predict(threshold_match_probability=scoring.reject)
                return _rows(found.as_pyarrow_table())
            # What was begun cannot be taken back: start again without that block.
            blocks.remove(stuck)
    problem = "nothing can be learned from the pairs of any block"
    remedy = "give more rows, or blocks in which rows agree that are one and rows that are not"
    raise InvalidInputError("scoring", problem, remedy=remedy)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Splink's advice to those who build models with it to itself."""
    logger = getLogger("splink")
    level = logger.level
    logger.setLevel(ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


def _train(
    splink: Any,  # noqa: ANN401 - a module without types
    training: Any,  # noqa: ANN401 - of Splink
    scoring: Scoring,
    keys: Sequence[Sequence[str]],
    blocks: Sequence[tuple[str, ...]],
) -> tuple[str, ...] | None:
    """Learn the model; return a block from which nothing can be learned, if there is one."""
    errors = _library("splink.internals.exceptions")
    rules = [splink.block_on(*key) for key in keys]
    training.estimate_probability_two_random_records_match(rules, recall=scoring.recall)
    training.estimate_u_using_random_sampling(seed=scoring.seed)
    for key in blocks:
        try:
            training.estimate_parameters_using_expectation_maximisation(
                splink.block_on(*key), record_sample_proportion=1.0
            )
        except (errors.SplinkException, ValueError):
            # There are no pairs, or those that match agree so well that a chance comes out as zero.
            return key
    return None


def _linker(splink: Any, tables: Sequence[Columns], scoring: Scoring) -> Any:  # noqa: ANN401
    arrow, duckdb = _library("pyarrow"), _library("duckdb")
    # One thread, so that the same seed draws the same sample.
    engine = splink.DuckDBAPI(duckdb.connect(config={"threads": 1}))
    frames = []
    for source, table in zip(_SOURCES, tables, strict=False):
        columns = {
            name: arrow.array(_texts(column), arrow.string()) for name, column in table.items()
        }
        rows = np.arange(len(next(iter(columns.values()))))
        frame = arrow.table({_ID: rows, **columns})
        frames.append(engine.register(frame, dataset_display_name=source))
    settings = splink.SettingsCreator(
        link_type="dedupe_only" if len(frames) == 1 else "link_only",
        comparisons=[_comparison(name, how) for name, how in scoring.compare.items()],
        blocking_rules_to_generate_predictions=[
            splink.block_on(*key_columns(key)) for key in scoring.block
        ],
        unique_id_column_name=_ID,
        retain_matching_columns=False,
    )
    return splink.Linker(frames if len(frames) > 1 else frames[0], settings, log_level=None)


def _comparison(name: str, how: Comparison) -> Any:  # noqa: ANN401 - of Splink
    library = _library("splink.comparison_library")
    if how == "exact":
        return library.ExactMatch(name)
    if how == "text":
        return library.JaroWinklerAtThresholds(name, [0.92, 0.8])
    return library.AbsoluteDateDifferenceAtThresholds(
        name,
        input_is_string=True,
        metrics=["month", "year"],
        thresholds=[1, 1],
        datetime_format="%Y%m%d",
    )


def _texts(column: NDArray[Any]) -> list[str | None]:
    if column.dtype.kind == "M":
        column = column.astype("datetime64[D]").astype(object)
    return [normal(value) or None for value in column.tolist()]


def _rows(
    pairs: Any,  # noqa: ANN401 - a table of pyarrow
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    left, right = (pairs.column(f"{_ID}_{side}").to_numpy() for side in ("l", "r"))
    likely = pairs.column("match_probability").to_numpy()
    if "source_dataset_l" in pairs.column_names:
        turned = pairs.column("source_dataset_l").to_numpy(zero_copy_only=False) == _SOURCES[1]
        left, right = np.where(turned, right, left), np.where(turned, left, right)
    # The likeliest first, and ties in one order whatever the engine gives.
    order = np.lexsort((right, left, -likely))
    return left[order].astype(np.int64), right[order].astype(np.int64), likely[order]
