"""The register: definitions found by code, name and day; clashes refused when they are filed."""

from __future__ import annotations

from datetime import date

import attrs
import pytest

from famplan import cite, find, indicators
from famplan.catalogue import Grade, Indicator, Source, computes, register
from famplan.errors import (
    AmbiguousNameError,
    DefinitionError,
    OutsideWindowError,
    UnknownIndicatorError,
)


@pytest.fixture
def own_register(monkeypatch: pytest.MonkeyPatch) -> None:
    """A register of this test's own, after the real one has been filled."""
    indicators()
    monkeypatch.setattr(register, "_REGISTER", {})


def indicator(code: str = "X", **changes: object) -> Indicator:
    """A small definition."""
    plain = Indicator(
        code=code,
        name=f"Rate {code}",
        name_zh=f"率{code}",
        kind="rate",
        numerator="events",
        denominator="persons",
        unit="events per person",
        source=Source("a book"),
    )
    return attrs.evolve(plain, **changes)


def value() -> float:
    """Compute something."""
    return 1.0


@pytest.mark.usefixtures("own_register")
def test_the_function_comes_back_unchanged() -> None:
    """Filing leaves the function a plain function."""
    assert computes(indicator())(value) is value


@pytest.mark.usefixtures("own_register")
def test_a_module_imported_again_files_again() -> None:
    """A notebook that reloads a module gets its new definition, not a clash."""
    computes(indicator())(value)
    computes(indicator(name="Reworded"))(value)
    assert [entry.name for entry in indicators()] == ["Reworded"]


def other() -> float:
    """Compute something else."""
    return 2.0


@pytest.mark.usefixtures("own_register")
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((None, None), (None, None)),
        ((None, date(2010, 1, 2)), (date(2010, 1, 1), None)),
        ((date(2000, 1, 1), date(2010, 1, 1)), (date(2009, 12, 31), date(2020, 1, 1))),
        ((date(2000, 1, 1), None), (None, date(2000, 1, 2))),
    ],
)
def test_overlapping_windows_of_one_code_are_refused(
    first: tuple[date | None, date | None], second: tuple[date | None, date | None]
) -> None:
    """On one day a code has one meaning."""
    computes(indicator(since=first[0], until=first[1]))(value)
    with pytest.raises(DefinitionError, match="two definitions overlap"):
        computes(indicator(name="other", since=second[0], until=second[1]))(other)


@pytest.mark.usefixtures("own_register")
def test_definitions_that_follow_each_other_are_found_by_day() -> None:
    """Windows are half-open: the day a definition ends is the day the next begins."""
    change = date(2010, 1, 1)
    old, new = indicator(until=change), indicator(name="New rate", since=change)
    computes(old)(value)
    computes(new)(value)
    assert find("X", on=date(2009, 12, 31)) is old
    assert find("x", on=change) is new
    assert find("X") is new
    assert indicators(on=date(2009, 12, 31)) == (old,)


@pytest.mark.usefixtures("own_register")
def test_a_name_of_two_indicators_is_asked_for_by_code() -> None:
    """The message names both codes."""
    computes(indicator("A", name_zh="率"), indicator("B", name_zh="率"))(value)
    with pytest.raises(AmbiguousNameError, match="A and B; ask by code"):
        find("率")


def test_names_in_both_languages_and_aliases_are_found() -> None:
    """The two official names and the names in use lead to one definition."""
    assert find("出生人口性别比") is find("Sex ratio at birth") is find("srb")
    assert find("SRB").name_zh == "出生人口性别比"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("性别比", "SRB"),
        ("征收率", "FEE_COLLECTION"),
        ("期内综合避孕率", "CPR"),
        ("数量政策符合率", "PCR"),
        ("并发症发生率", "COMPLICATION"),
        ("节育措施落实率", "UPTAKE"),
        ("利益导向政策建设指数", "BENEFIT_INDEX"),
        ("综合分", "BIRTH_SCORE_1986"),
    ],
)
def test_the_words_of_the_reports_are_found(name: str, code: str) -> None:
    """Reports shorten names, and name a variant as if it were an indicator."""
    assert find(name).code == code


def test_full_width_letters_and_brackets_are_read_as_plain_ones() -> None:
    """What a Chinese keyboard types finds what a Latin one does."""
    assert find("ＳＲＢ") is find("srb")
    assert find("执业（助理）医师占比") is find("执业(助理)医师占比")


def test_a_day_outside_the_window_is_named() -> None:
    """The fee is known, and was not law on that day."""
    with pytest.raises(OutsideWindowError, match=r"FEE_COLLECTION: not in force on 2022-01-01; it"):
        find("社会抚养费征收率", on=date(2022, 1, 1))
    assert find("社会抚养费征收率", on=date(2010, 1, 1)).code == "FEE_COLLECTION"


def test_the_sign_follows_kind_and_scale_unless_it_is_given() -> None:
    """Completion of a target is printed in per cent though it may exceed 100; a sex ratio not."""
    assert find("COMPLETION").publish(1.05) == "105.00%"
    assert find("SRB").publish(1.0943) == "109.43"
    assert find("RNI").publish(-0.0033) == "-3.30‰"


def test_an_unknown_name_gets_suggestions() -> None:
    """Near misses in either language, parts of names, or the way to the list."""
    with pytest.raises(UnknownIndicatorError, match=r"Sex ratio at birth \(SRB\)"):
        find("sex ratio at brith")
    with pytest.raises(UnknownIndicatorError, match=r"\(SRB\)"):
        find("出生人口性比")
    with pytest.raises(UnknownIndicatorError, match="famplan list shows them all"):
        find("qqqq")
    with pytest.raises(UnknownIndicatorError):
        find("")


def test_a_citation_names_the_source_and_its_grade() -> None:
    """Code, both names, definition, scale, source."""
    text = cite("RNI")
    for part in ("自然增长率", "RNI", "per 1,000", "["):
        assert part in text


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"since": date(2010, 1, 1), "until": date(2010, 1, 1)}, "is not after since"),
        ({"per": 12}, "per 12 is not 1, 100"),
    ],
)
def test_a_definition_that_cannot_hold_is_refused(changes: dict[str, object], problem: str) -> None:
    """An empty window, a scale that is no power of ten."""
    with pytest.raises(DefinitionError, match=problem):
        indicator(**changes)


def test_a_source_from_memory_says_so() -> None:
    """Grade M is not verified, in the property and in print."""
    source = Source("a book", locator="p. 3", grade=Grade.MEMORY)
    assert not source.verified
    assert str(source) == "a book, p. 3 [M, not verified]"
