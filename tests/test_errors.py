"""Errors say the same wherever they were made, and are what Python's own handlers expect."""

from __future__ import annotations

import pickle
import warnings
from concurrent.futures import ThreadPoolExecutor

import pytest

from famplan import errors
from famplan.errors import FamplanError, InvalidInputError

every_input_error = pytest.mark.parametrize(
    "kind",
    [
        kind
        for name in errors.__all__
        if issubclass(kind := getattr(errors, name), InvalidInputError)
        and kind.__init__ is InvalidInputError.__init__  # one made otherwise has its own test
    ],
)


@every_input_error
@pytest.mark.parametrize("remedy", ["", "give counts"])
def test_an_error_survives_the_way_from_another_process(
    kind: type[InvalidInputError], remedy: str
) -> None:
    """A worker's error arrives whole: a failing pickle would hide it, or hang the pool."""
    error = kind("births[1]", "-1 is below 0", remedy=remedy)
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    assert type(again) is kind
    assert (str(again), again.remedy) == (str(error), remedy)


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (
            errors.MissingExtraError("reading .dta", package="pyreadstat", extra="survey"),
            'reading .dta needs pyreadstat: pip install "famplan[survey]"',
        ),
        (
            errors.UnknownIndicatorError("TRF", ("TFR",)),
            "no indicator is called 'TRF'; did you mean TFR?",
        ),
        (
            errors.AmbiguousNameError("coverage", ("A", "B")),
            "'coverage' is the name of A and B; ask by code",
        ),
    ],
)
def test_the_others_do_too(error: FamplanError, text: str) -> None:
    """With their own words."""
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    assert type(again) is type(error)
    assert str(again) == str(error) == text


def test_python_knows_their_kinds() -> None:
    """One `except FamplanError` catches all; so do the built-in classes that fit."""
    kinds = [getattr(errors, name) for name in errors.__all__]
    assert all(issubclass(kind, FamplanError | UserWarning) for kind in kinds)
    assert issubclass(InvalidInputError, ValueError)
    assert issubclass(errors.UnknownIndicatorError, LookupError)
    assert issubclass(errors.MissingExtraError, ImportError)


def test_all_names_every_error() -> None:
    """Sorted, and none left out."""
    public = [name for name in vars(errors) if name.endswith(("Error", "Warning"))]
    assert errors.__all__ == sorted(public)


def test_threads_hear_their_own_warnings() -> None:
    """Nobody gets another's, and afterwards all is as it was before."""

    def heard(number: int) -> list[str]:
        with errors.own_warnings(record=True) as seen:
            warnings.simplefilter("always", UserWarning)
            for _ in range(20):
                warnings.warn(f"thread {number}", UserWarning, stacklevel=1)
        return [str(one.message) for one in seen]

    before = list(warnings.filters), warnings.showwarning
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(heard, range(64)))
    assert found == [[f"thread {number}"] * 20 for number in range(64)]
    assert (list(warnings.filters), warnings.showwarning) == before
