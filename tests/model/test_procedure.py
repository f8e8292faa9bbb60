"""Procedures: no record without consent."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.errors import ConsentError, InvalidRecordError
from famplan.model import Complication, Procedure, ProcedureKind

days = st.dates(date(1990, 1, 1), date(2030, 12, 31))


@given(days, st.integers(0, 400), st.sampled_from(ProcedureKind))
def test_consent_comes_on_or_before_the_day(day: date, before: int, kind: ProcedureKind) -> None:
    """Every kind needs it; a day later is too late."""
    consented = day - timedelta(days=before)
    assert Procedure(kind=kind, performed=day, consented=consented).kind is kind
    with pytest.raises(ConsentError, match=r"consented: .* is after performed .*only with consent"):
        Procedure(kind=kind, performed=day, consented=day + timedelta(days=1 + before))


def test_no_consent_no_record() -> None:
    """Consent cannot be unknown."""
    with pytest.raises(ConsentError, match="consented: no date; a procedure is recorded only with"):
        Procedure(kind="IUD removal", performed=date(2013, 6, 30), consented=None)


def test_every_kind_has_a_chinese_name() -> None:
    """And no two share one."""
    assert len({kind.name_zh for kind in ProcedureKind}) == len(ProcedureKind)


def test_no_complication_is_not_an_unknown_one() -> None:
    """`none` is a fact; not given is unknown."""
    day = date(2013, 6, 30)
    procedure = Procedure(kind="induction", performed=day, consented=day)
    assert procedure.complication is None
    known = Procedure(kind="induction", performed=day, consented=day, complication="none")
    assert known.complication is Complication.NONE


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"kind": "haircut"}, "kind: this text is none of male sterilisation, "),
        (
            {"complication": "IV"},
            "complication: this text is none of none, I-A, I-B, II, III, other",
        ),
        ({"performed": None}, "performed: no date; it must be known"),
        ({"performed": "2013"}, "performed: str is not a date"),
        ({"consented": "2013"}, "consented: str is not a date"),
    ],
)
def test_faults_are_named(fields: dict[str, str], message: str) -> None:
    """Field, fault and what is allowed."""
    day = date(2013, 6, 30)
    with pytest.raises(InvalidRecordError, match=message):
        Procedure(**{"kind": "induction", "performed": day, "consented": day, **fields})
