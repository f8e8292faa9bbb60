"""Methods of contraception: every class is set, and spells are half-open."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import InvalidRecordError
from famplan.model import ContraceptiveMethod, MethodUse

every_method = pytest.mark.parametrize("method", ContraceptiveMethod)
days = st.dates(date(1990, 1, 1), date(2030, 12, 31))


@every_method
def test_every_method_has_names_and_classes(method: ContraceptiveMethod) -> None:
    """Both names, and each class is the opposite of its partner or unknown with it."""
    assert method.name_en
    assert method.name_zh
    assert method.modern is not method.traditional
    assert (method.long_acting, method.short_acting) in {(True, False), (False, True), (None, None)}
    assert (method.permanent, method.reversible) in {(True, False), (False, True), (None, None)}


@every_method
def test_permanent_methods_act_long_and_are_modern(method: ContraceptiveMethod) -> None:
    """What is permanent acts long; what acts long is modern."""
    assert method.long_acting or not method.permanent
    assert method.modern or not method.long_acting


@every_method
def test_survey_codes_read_back(method: ContraceptiveMethod) -> None:
    """Each v312 code belongs to one method."""
    assert method.dhs_codes
    assert {ContraceptiveMethod.from_dhs(code) for code in method.dhs_codes} == {method}


def test_long_acting_methods_are_four() -> None:
    """Sterilisation of either partner, IUD and implant (长效)."""
    assert {method.name_en for method in ContraceptiveMethod if method.long_acting} == {
        "female sterilisation",
        "male sterilisation",
        "IUD",
        "implant",
    }


def test_code_zero_is_no_method() -> None:
    """Not using is not a method, and a missing code is not either."""
    assert ContraceptiveMethod.from_dhs(0) is None
    with pytest.raises(InvalidRecordError, match=r"v312: 99 is none of 0, 1, 2, .*35"):
        ContraceptiveMethod.from_dhs(99)


@given(st.lists(days, min_size=3, max_size=3))
def test_a_spell_runs_from_start_up_to_stop(three: list[date]) -> None:
    """The first day is in use, the stop is not."""
    start, on, stop = sorted(three)
    spell = MethodUse(method="pill", start=start, stop=stop)
    assert spell.in_use(on) is (on < stop)
    assert spell.in_use(stop) is False
    assert MethodUse(method="pill", start=on).in_use(start) is (start == on)
    assert not spell.ongoing


def test_an_unknown_start_is_unknown_until_the_stop() -> None:
    """Use may have begun before or after."""
    spell = MethodUse(method=ContraceptiveMethod.IUD, stop=date(2013, 1, 1))
    assert spell.in_use(date(2012, 12, 31)) is None
    assert spell.in_use(date(2013, 1, 1)) is False
    assert MethodUse(method="IUD").ongoing


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"method": "hope"}, "method: this text is none of female sterilisation, "),
        ({"method": None}, "method: NoneType is none of"),
        (
            {"method": "pill", "start": date(2013, 1, 2), "stop": date(2013, 1, 1)},
            "stop: 2013-01-01 is before start 2013-01-02",
        ),
    ],
)
def test_faults_are_named(fields: dict[str, object], message: str) -> None:
    """Field, fault and what is allowed."""
    with pytest.raises(InvalidRecordError, match=message):
        MethodUse(**fields)  # type: ignore[arg-type]
