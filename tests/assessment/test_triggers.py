"""Triggers at their bounds, and what is unknown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.assessment import (
    Assessed,
    Attained,
    EventTrigger,
    Figure,
    FigureTrigger,
    GradeTrigger,
    History,
    Item,
    Measure,
    MissedTrigger,
    Sanction,
    Scheme,
    StatusTrigger,
    Target,
    YearRecord,
    score,
)
from famplan.assessment.faults import Faults
from famplan.assessment.grades import Grade
from famplan.assessment.sanctions import worst
from famplan.assessment.scoring import Checklist, PassOrFail
from famplan.assessment.triggers import Circumstances, Comparison, triggers_from
from famplan.catalogue.indicator import Source
from famplan.errors import DefinitionError

ERROR = Measure(
    code="error",
    name="Statistical error",
    name_zh="统计误差率",
    direction="at most",
    unit="%",
    evidence="proportion",
)
LISTED = {"key-managed": True}


def error_above(bound: str = "7 %", comparison: str = "above") -> FigureTrigger:
    """The trigger of the county rules."""
    return FigureTrigger(
        code="error", sanction="veto", measure=ERROR, comparison=comparison, bound=bound
    )


def scored(
    conformity: Measure, births: Measure, figures: dict[str, Figure] | None = None
) -> Assessed:
    """A unit with two items."""
    items = [
        Item(
            code="conformity",
            measure=conformity,
            target=Target(measure=conformity, low="95 %"),
            scoring=PassOrFail(points=20),
        ),
        Item(
            code="births",
            measure=births,
            target=Target(measure=births, high=2000),
            scoring=PassOrFail(points=10),
        ),
    ]
    scheme = Scheme(code="made-up", name="Made up", items=items, source=Source("made up"))
    return score(scheme, figures or {}, unit="East")


@pytest.mark.parametrize(
    ("figure", "fired"),
    [
        ("6.99 %", False),
        ("7 %", False),
        ("7.00 %", False),
        (0.07, False),
        ("7.01 %", True),
        (0.0701, True),
        (None, None),
        (float("nan"), None),
    ],
)
def test_an_error_of_just_seven_per_cent_is_no_veto(figure: object, fired: object) -> None:
    """The bound itself is kept, and an unknown figure is not a small one."""
    assert error_above().verdict(Figure(figure)).fired is fired


@pytest.mark.parametrize(
    ("comparison", "at", "beyond_high", "beyond_low"),
    [
        ("above", False, True, False),
        ("at least", True, True, False),
        ("below", False, False, True),
        ("at most", True, False, True),
    ],
)
def test_the_four_comparisons(
    comparison: str,
    at: bool,  # noqa: FBT001 - a case
    beyond_high: bool,  # noqa: FBT001 - a case
    beyond_low: bool,  # noqa: FBT001 - a case
) -> None:
    """Each says whether the bound itself calls for the sanction."""
    trigger = error_above(comparison=comparison)
    for figure, fired in (("7 %", at), ("7.001 %", beyond_high), ("6.999 %", beyond_low)):
        assert trigger.verdict(Figure(figure)).fired is fired


def test_a_reason_shows_the_side_of_the_bound() -> None:
    """Two decimals would hide that 7.001 % is above 7 %."""
    found = error_above().verdict(Figure("7.001 %"))
    assert found.reason == "Statistical error 7.001% is above 7.00%"
    assert found.reason_zh == "统计误差率7.001%，超过7.00%"
    kept = error_above().verdict(Figure("7 %"))
    assert kept.reason_zh == "统计误差率7.00%，未超过7.00%"
    low = error_above(comparison="below").verdict(Figure("8 %"))
    assert low.reason_zh == "统计误差率8.00%，不低于7.00%"


def test_a_figure_with_its_counts_says_whether_chance_could_do_it() -> None:
    """Four wrong of fifty is above 7 %, and tells nothing."""
    small = error_above().verdict(Figure(numerator=4, denominator=50))
    assert small.fired is True
    assert small.beyond_chance is Attained.NOT_DISTINGUISHABLE
    assert "not distinguishable" in small.reason
    assert "难以区分" in small.reason_zh
    large = error_above().verdict(Figure(numerator=4000, denominator=50_000))
    assert large.beyond_chance is Attained.MISSED
    assert "distinguishable" not in large.reason
    assert error_above().verdict(Figure("8 %")).beyond_chance is None
    rare = error_above(comparison="below").verdict(Figure(numerator=1, denominator=50_000))
    assert (rare.fired, rare.beyond_chance) == (True, Attained.MISSED)


@pytest.mark.parametrize(("times", "fired"), [(0, False), (1, False), (2, True), (None, None)])
def test_events_are_counted(times: int | None, fired: object) -> None:
    """From so many on."""
    trigger = EventTrigger(code="missed", sanction="notice", event="missed-report", times=2)
    found = trigger.verdict(times)
    assert found.fired is fired
    assert found.trigger.sanction is Sanction.NOTICE


def test_an_event_left_out_is_unknown_unless_all_are_given(
    conformity: Measure, births: Measure
) -> None:
    """Silence is no denial, unless the caller says that the list is complete."""
    trigger = EventTrigger(code="concealed", sanction="veto", event="concealed")
    unit = scored(conformity, births)
    assert trigger.firing(Circumstances(scored=unit)).fired is None
    assert trigger.firing(Circumstances(scored=unit, all_events=True)).fired is False
    told = Circumstances(scored=unit, all_events=True, events={"concealed": None})
    assert trigger.firing(told).fired is None


@pytest.mark.parametrize(
    ("years", "fired"),
    [
        ({2008: True, 2007: True}, True),
        ({2008: True, 2007: False}, False),
        ({2008: False, 2007: True}, False),
        ({2008: True, 2007: None}, None),
        ({2008: True}, None),
        ({2007: True, 2006: True}, None),
        ({2008: False}, False),
        ({}, None),
    ],
)
def test_two_years_key_managed(
    conformity: Measure, births: Measure, years: dict[int, bool | None], fired: object
) -> None:
    """In a row, this one included; a gap does not count, an unknown year leaves it open."""
    trigger = StatusTrigger(code="listed", sanction="veto", status="key-managed", years=2)
    history = History(
        [YearRecord(year, statuses={"key-managed": listed}) for year, listed in years.items()]
    )
    case = Circumstances(scored=scored(conformity, births), history=history, year=2008)
    assert trigger.firing(case).fired is fired


def test_what_a_status_shows(conformity: Measure, births: Measure) -> None:
    """Years in a row, or as many as are known."""
    trigger = StatusTrigger(code="listed", sanction="veto", status="key-managed", years=2)
    unit = scored(conformity, births)

    def figure(history: History, year: int | None = 2008) -> str:
        return trigger.firing(Circumstances(scored=unit, history=history, year=year)).figure

    two = [YearRecord(2007, statuses=LISTED), YearRecord(2008, statuses=LISTED)]
    assert figure(History(two)) == "≥2"
    assert figure(History([YearRecord(2006, statuses={"key-managed": False}), *two])) == "2"
    assert figure(History([YearRecord(2005, statuses={"key-managed": False}), *two])) == "2–3"
    assert figure(History()) == "–"
    assert figure(History(two), None) == "–"


@pytest.mark.parametrize(
    ("figures", "times", "fired"),
    [
        ({"PCR": "94.99 %", "births": 1900}, 1, True),
        ({"PCR": "95 %", "births": 2000}, 1, False),
        ({"PCR": "95 %"}, 1, None),
        ({"PCR": "94 %"}, 1, True),
        ({"PCR": "94 %"}, 2, None),
        ({"PCR": "95 %"}, 2, False),
        ({"PCR": "94 %", "births": 2001}, 2, True),
    ],
)
def test_missed_targets(
    conformity: Measure, births: Measure, figures: dict[str, object], times: int, fired: object
) -> None:
    """So many of some items, counting what is unknown neither way."""
    trigger = MissedTrigger(
        code="missed", sanction="yellow card", items=["conformity", "births"], times=times
    )
    known = {code: Figure(value) for code, value in figures.items()}
    unit = scored(conformity, births, known)
    found = trigger.firing(Circumstances(scored=unit))
    assert found.fired is fired
    assert ("not known" in found.reason) == ("births" not in figures)


def test_the_reason_names_the_missed_targets(conformity: Measure, births: Measure) -> None:
    """In both languages."""
    trigger = MissedTrigger(code="m", sanction="veto", items=["conformity", "births"])
    unit = scored(conformity, births, {"PCR": Figure("94 %")})
    found = trigger.firing(Circumstances(scored=unit))
    assert found.reason == "targets missed: Policy conformity; not known: Births (1 call for it)"
    assert found.reason_zh == "目标未完成：计划生育率；不详：出生人数（1项起适用）"
    assert str(found).startswith("veto fired: ")


def test_a_grade_can_be_the_ground(conformity: Measure, births: Measure) -> None:
    """An assessment below the standard; an unknown grade leaves it open."""
    trigger = GradeTrigger(code="low", sanction="veto", grades=["fails"])
    unit = scored(conformity, births)
    for grade, fired in (("fails", True), ("meets", False)):
        case = Circumstances(scored=unit, grade=Grade(code=grade, name=grade))
        assert trigger.firing(case).fired is fired
    assert trigger.firing(Circumstances(scored=unit)).verdict == "unknown"


@given(st.lists(st.sampled_from(list(Sanction))), st.randoms(use_true_random=False))
def test_the_ladder_takes_the_worst_whatever_the_order(sanctions: list[Sanction], random) -> None:  # noqa: ANN001 - of hypothesis
    """Shuffling changes nothing, and nothing is added up."""
    shuffled = list(sanctions)
    random.shuffle(shuffled)
    found = worst(sanctions)
    assert worst(shuffled) is found
    assert all(sanction <= found for sanction in sanctions)
    assert found in sanctions or found is Sanction.NONE


def test_the_order_of_the_ladder() -> None:
    """By severity, not by the alphabet; other things cannot be compared."""
    assert sorted(Sanction) == [
        Sanction.NONE,
        Sanction.NOTICE,
        Sanction.YELLOW_CARD,
        Sanction.VETO,
    ]
    assert Sanction.VETO > Sanction.YELLOW_CARD
    with pytest.raises(TypeError):
        assert Sanction.VETO < "yellow card"
    assert [sanction.name_zh for sanction in Sanction] == ["无", "通报批评", "黄牌警告", "一票否决"]


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda: EventTrigger(code="x", sanction="none", event="e"), "a trigger calls for one"),
        (lambda: EventTrigger(code="x", sanction="veto", event="e", times=0), "0 is below 1"),
        (lambda: StatusTrigger(code="x", sanction="veto", status="s", years=0), "0 is below 1"),
        (lambda: MissedTrigger(code="x", sanction="veto", items=[]), "1 of 0 cannot be missed"),
        (
            lambda: MissedTrigger(code="x", sanction="veto", items=["a"], times=2),
            "2 of 1 cannot be missed",
        ),
        (lambda: GradeTrigger(code="x", sanction="veto", grades=[]), "none is named"),
        (lambda: error_above(comparison="over"), "no 'over'"),
    ],
)
def test_triggers_that_could_never_fire(make, problem: str) -> None:  # noqa: ANN001 - a call
    """They are refused when they are made."""
    with pytest.raises(DefinitionError, match=problem):
        make()


def test_rows_of_a_file(conformity: Measure, births: Measure) -> None:
    """Each ground, with what it needs."""
    faults = Faults()
    rows = [
        {"code": "a", "sanction": "veto", "measure": "error", "above": "7 %", "clause": "art. 2"},
        {"code": "b", "sanction": "notice", "event": "concealed", "times": 2},
        {"code": "c", "sanction": "yellow card", "status": "key-managed", "years": 2},
        {"code": "d", "sanction": "veto", "missed": ["conformity", "births"], "times": 2},
        {"code": "e", "sanction": "veto", "grades": ["fails"], "applies_to": ["township"]},
        {"code": "f", "sanction": "veto", "measure": "error", "at_least": "7 %"},
    ]
    items = [result.item for result in scored(conformity, births).results]
    found = triggers_from(rows, faults, measures={"error": ERROR}, items=items, grades=["fails"])
    assert not list(faults)
    assert [type(trigger).__name__ for trigger in found] == [
        "FigureTrigger",
        "EventTrigger",
        "StatusTrigger",
        "MissedTrigger",
        "GradeTrigger",
        "FigureTrigger",
    ]
    assert found[0].verdict(Figure("7 %")).fired is False
    assert found[5].comparison is Comparison.AT_LEAST
    assert found[5].verdict(Figure("7 %")).fired is True
    assert (found[1].times, found[2].years, found[3].times) == (2, 2, 2)
    assert found[0].clause == "art. 2"
    assert (found[4].applies("township"), found[4].applies("farm")) == (True, False)


def test_all_faults_of_rows_at_once() -> None:
    """Every row is read though others have faults."""
    faults = Faults()
    duties = Measure(code="duties", name="Duties", direction="at least", evidence="checklist")
    bare = Item(code="bare", measure=duties, scoring=Checklist(points=4, items=6, each="0.5"))
    rows = [
        {"code": "a", "sanction": "vetto", "event": "x"},
        {"code": "b", "event": "x"},
        {"code": "c", "sanction": "veto"},
        {"code": "d", "sanction": "veto", "event": "x", "status": "y"},
        {"code": "e", "sanction": "veto", "measure": "eror", "above": "7 %"},
        {"code": "f", "sanction": "veto", "measure": "error", "above": "7 %", "below": "1 %"},
        {"code": "g", "sanction": "veto", "measure": "error"},
        {"code": "h", "sanction": "veto", "missed": ["bare", "none"]},
        {"code": "i", "sanction": "veto", "grades": ["poor"]},
        {"code": "j", "sanction": "veto", "event": "x", "times": 0},
        {"code": "k", "sanction": "veto", "event": "x", "time": 2},
        {"code": "l", "sanction": "veto", "event": "x"},
        {"code": "l", "sanction": "veto", "event": "y"},
        {"code": "m", "sanction": "veto", "missed": "births"},
        {"code": "n", "sanction": "veto", "measure": "error", "above": "much"},
    ]
    found = triggers_from(rows, faults, measures={"error": ERROR}, items=[bare])
    assert [trigger.code for trigger in found] == ["l"]
    text = "\n".join(str(fault) for fault in faults)
    for part in (
        "trigger 1 (a), sanction: 'vetto' is not known",
        "trigger 2 (b), sanction: is missing",
        "trigger 3 (c), ground: none given; give one of measure",
        "trigger 4 (d), ground: event and status given",
        "trigger 5 (e), measure: 'eror' is not known; allowed: error",
        "trigger 6 (f), measure: 2 bounds",
        "trigger 7 (g), measure: 0 bounds",
        "trigger 8 (h), missed: item 'bare' has no target to miss",
        "trigger 8 (h), missed: no item 'none'; items: bare",
        "trigger 9 (i), grades: no grade 'poor'; grades: none",
        "trigger 10 (j), times: 0 is not a whole number above 0",
        "trigger 11 (k), time: is not a key that is read",
        "trigger 13 (l), code: there is another trigger 'l'",
        "trigger 14 (m), missed: 'births' is not a list of texts",
        "trigger 15 (n), above: 'much'",
    ):
        assert part in text
