"""The register: every scheme once, found by code and name, listed with what it pays."""

from __future__ import annotations

import inspect
import subprocess
import sys
from datetime import date
from importlib import import_module
from pkgutil import iter_modules
from types import SimpleNamespace

import pytest

from famplan import rules
from famplan.errors import DefinitionError, InvalidInputError
from famplan.rules import Scheme, find_scheme, register, schemes
from famplan.rules.listing import listed


def test_every_room_of_schemes_is_in_the_register() -> None:
    """A scheme that is not listed is not found."""
    names = [entry.name for entry in iter_modules(rules.__path__)]
    rooms = {name for name in names if hasattr(import_module(f"famplan.rules.{name}"), "SCHEMES")}
    assert rooms == set(register.ROOMS)
    assert rooms <= set(rules.__all__)


def test_every_scheme_has_a_code_of_its_own_and_both_names() -> None:
    """Codes are small letters and hyphens, as people type them."""
    found = schemes()
    codes = [scheme.code for scheme in found]
    assert len(set(codes)) == len(codes) > 20
    assert all(code.replace("-", "").isalnum() and code == code.lower() for code in codes)
    assert all(scheme.name and not scheme.name_zh.isascii() for scheme in found)
    assert len({scheme.name for scheme in found}) == len(found)


def test_every_requirement_says_what_it_asks_for_in_both_languages() -> None:
    """And every text has a source."""
    lacking = {
        (scheme.code, entry.key)
        for scheme in schemes()
        for place in ("", *scheme.places)
        for law in scheme.laws(place)
        for entry in law.requires
        if not entry.text_zh or not law.source.title
    }
    assert lacking == set()


@pytest.mark.parametrize("on", [date(2008, 7, 1), date(2021, 8, 19), date(2021, 8, 20)])
def test_those_of_a_day_have_a_law_on_it(on: date) -> None:
    """No more and no fewer."""
    found = {scheme.code for scheme in schemes(on=on)}
    assert found == {scheme.code for scheme in schemes() if scheme.law(on) is not None}
    assert {entry.scheme.code for entry in listed(on=on)} == found


def test_every_scheme_is_found_by_its_code_and_names() -> None:
    """In any case of letters."""
    for scheme in schemes():
        assert find_scheme(scheme.code.upper()) is scheme
        assert find_scheme(scheme.name) is scheme
        assert find_scheme(f" {scheme.name_zh} ") is scheme


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("rural-rewrd", "none is called 'rural-rewrd'; did you mean rural-reward"),
        ("zzzzzz", "none is called 'zzzzzz'; famplan rules lists them all"),
    ],
)
def test_what_nobody_is_called(query: str, told: str) -> None:
    """The nearest codes are suggested, if there are any."""
    with pytest.raises(DefinitionError, match=told):
        find_scheme(query)


def twin(code: str) -> Scheme[object]:
    """Make a scheme of a code, of the same name as all its twins."""
    law = schemes()[0].versions[0]
    return Scheme(code=code, name="twin", name_zh="孪生", versions=(law,))


@pytest.fixture
def _fresh() -> object:
    register.filed.cache_clear()
    yield
    register.filed.cache_clear()


@pytest.mark.usefixtures("_fresh")
@pytest.mark.parametrize(
    ("codes", "query", "told"),
    [
        (("a", "b"), "twin", "several are called 'twin'; say a, b"),
        (("a", "a"), "a", "a: filed twice, the second time in room"),
    ],
)
def test_two_of_one_name(
    monkeypatch: pytest.MonkeyPatch, codes: tuple[str, ...], query: str, told: str
) -> None:
    """One name is said to be ambiguous; one code is a mistake of the makers."""
    room = SimpleNamespace(SCHEMES=tuple(map(twin, codes)))
    register.filed.cache_clear()
    monkeypatch.setattr(register, "ROOMS", ("room",))
    monkeypatch.setattr(register, "import_module", lambda _name: room)
    with pytest.raises(DefinitionError, match=told):
        find_scheme(query)


def test_a_day_is_a_date() -> None:
    """Text is not taken for one."""
    with pytest.raises(InvalidInputError, match="on: str is not a date"):
        schemes(on="2012-03-01")  # type: ignore[arg-type]


def test_a_list_says_what_is_paid_and_how_sure_it_is() -> None:
    """On a day and at a place; without a day nothing is paid."""
    day = {entry.scheme.code: entry for entry in listed(on=date(2012, 3, 1))}
    assert day["rural-reward"].paid == "960 yuan a year per person"
    assert all(entry.amounts == () for entry in listed())
    records = [entry.to_dict() for entry in day.values()]
    assert [record["code"] for record in records] == list(day)
    unsure = [entry for entry in day.values() if not entry.verified]
    assert unsure
    for place in register.places():
        for entry in listed(on=date(2012, 3, 1), place=place):
            assert all(place.startswith(amount.place) for amount in entry.amounts)


def test_a_long_list_of_amounts_is_cut() -> None:
    """A line shows three, and says how many more there are."""
    many = [e for e in listed(on=date(2018, 1, 1)) if len(e.amounts) > 3]
    assert all(entry.paid.endswith(f"and {len(entry.amounts) - 3} more") for entry in many)


def test_the_front_offers_what_it_names() -> None:
    """Each name is there, once, and says what it is."""
    names = rules.__all__
    assert len(set(names)) == len(names)
    assert [name for name in names if not inspect.getdoc(getattr(rules, name))] == []
    assert set(names) <= set(dir(rules))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = rules.nothing


def test_a_verdict_loads_no_library_of_frames() -> None:
    """One record needs neither pandas nor narwhals, nor anything that reads files of rows."""
    code = (
        "import sys; from datetime import date; from famplan.rules import find_scheme; "
        "find_scheme('rural-reward').verdict({}, on=date(2012, 3, 1)); "
        "print([name for name in sys.modules if name.startswith(('pandas', 'narwhals', 'scipy', "
        "'polars', 'pyarrow', 'famplan.tabulate'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.strip() == "[]"
