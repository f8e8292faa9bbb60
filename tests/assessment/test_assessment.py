"""The whole way from figures to consequences."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import permutations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from famplan.assessment import (
    Assessment,
    Consequence,
    EventTrigger,
    Figure,
    FigureTrigger,
    Grade,
    GradeScale,
    GradeTrigger,
    History,
    Item,
    Measure,
    Sanction,
    Scheme,
    StatusTrigger,
    Target,
    YearRecord,
    assess,
)
from famplan.assessment.scoring import LinearDeduction, PassOrFail
from famplan.catalogue.indicator import Source
from famplan.errors import DefinitionError, InvalidInputError, NegativeCountError

CONFORMITY = Measure(
    code="PCR",
    name="Policy conformity",
    name_zh="计划生育率",
    direction="at least",
    unit="%",
    evidence="proportion",
)
ERROR = Measure(
    code="error",
    name="Statistical error",
    name_zh="统计误差率",
    direction="at most",
    unit="%",
    evidence="proportion",
)
AWARENESS = Measure(
    code="awareness",
    name="Awareness",
    name_zh="知晓率",
    direction="at least",
    unit="%",
    evidence="proportion",
)
SCALE = GradeScale(
    [
        Grade(code="commend", name="Commended", name_zh="表彰", low="100 %", clause="A03"),
        Grade(code="meets", name="Meets the standard", name_zh="达标", low="98 %", clause="A04"),
        Grade(code="fails", name="Below the standard", name_zh="未达标", clause="A05"),
    ]
)
TRIGGERS = (
    FigureTrigger(
        code="error", sanction="veto", measure=ERROR, comparison="above", bound="7 %", clause="a"
    ),
    EventTrigger(
        code="late",
        sanction="notice",
        event="late-report",
        times=2,
        name="Report late",
        name_zh="迟报",
    ),
    EventTrigger(
        code="duty", sanction="yellow card", event="duty", name="Duty not performed", name_zh="失职"
    ),
    EventTrigger(
        code="concealed", sanction="veto", event="concealed", name="Concealed", name_zh="瞒报"
    ),
    StatusTrigger(code="listed", sanction="yellow card", status="key-managed", years=2),
    EventTrigger(code="farms", sanction="veto", event="farm-event", applies_to=["farm"]),
)
CONSEQUENCES = (
    Consequence(
        grade="fails", on="unit", text="rectification report", text_zh="整改报告", clause="A05"
    ),
    Consequence(
        sanction="notice",
        on="heads, deputy in charge and director of the family-planning office",
        text="not graded excellent",
        text_zh="不得评为优秀",
        years=1,
        clause="A08",
    ),
    Consequence(
        sanction="veto",
        on="director of the family-planning office",
        text="removed",
        text_zh="免职",
        clause="A10",
    ),
    Consequence(
        sanction="veto",
        repeated=2,
        on="heads of party committee and government",
        text="removed",
        text_zh="免职",
    ),
    Consequence(status="key-managed", on="unit", text="plan", text_zh="整改", bars=["titles"]),
)
SCHEME = Scheme(
    code="made-up",
    name="Made up after the reports",
    kinds=["township", "farm"],
    items=[
        Item(
            code="conformity",
            measure=CONFORMITY,
            target=Target(measure=CONFORMITY, low="95 %"),
            scoring=LinearDeduction(
                points="60", each="0.3", step="0.1 pp", steps="whole steps", floor="0"
            ),
            clause="art. 5",
        ),
        Item(
            code="awareness",
            measure=AWARENESS,
            target=Target(measure=AWARENESS, low="95 %"),
            scoring=PassOrFail(points=40),
            line="family-planning department",
        ),
    ],
    weights={"farm": {"awareness": "0.5"}},
    grades=SCALE,
    triggers=TRIGGERS,
    consequences=CONSEQUENCES,
    source=Source("made up"),
)
GOOD = {"PCR": Figure("96.5 %"), "awareness": Figure("95 %"), "error": Figure("1 %")}
CALM = {"late-report": 0, "duty": 0, "concealed": 0}
EVENTS = ("late-report", "duty", "concealed")
PAST = History(
    [
        YearRecord(2007, sanction="none", statuses={"key-managed": False}),
        YearRecord(2008, statuses={"key-managed": False}),
    ]
)
counts = st.one_of(st.none(), st.integers(0, 3))
figures = st.fixed_dictionaries(
    {},
    optional={
        "PCR": st.integers(8000, 10_000).map(lambda n: Figure(Fraction(n, 10_000))),
        "awareness": st.integers(9000, 10_000).map(lambda n: Figure(Fraction(n, 10_000))),
        "error": st.integers(0, 1000).map(lambda n: Figure(Fraction(n, 10_000))),
    },
)


def township(
    given: dict[str, Figure] | None = None, events: dict[str, int | None] | None = None
) -> Assessment:
    """A township in 2008, good and calm unless said otherwise."""
    return assess(
        SCHEME,
        GOOD if given is None else given,
        unit="East",
        kind="township",
        events=CALM if events is None else events,
        history=PAST,
        year=2008,
    )


def severity(found: Assessment) -> tuple[int, int, int]:
    """How bad it is: certain and possible rung, and the place of a known standing."""
    place = -1 if found.standing is None else SCALE.place(found.standing)
    return found.rung.certain.rank, found.rung.possible.rank, place


def test_a_good_year() -> None:
    """All points, no sanction, nothing follows, and nothing is unknown."""
    found = township()
    assert (found.rate, found.standing, found.rung.sanction) == (1, SCALE.grades[0], Sanction.NONE)
    assert not found.unknown
    assert not found.consequences
    assert not found.possible_consequences
    assert str(found) == "East: score rate 100.00%, Commended\nsanction: none"


@pytest.mark.parametrize(
    ("conformity", "rate", "grade"),
    [
        ("95 %", "100 %", "commend"),
        ("94.99 %", "100 %", "commend"),
        ("94.9 %", "99.7 %", "meets"),
        ("94.4 %", "98.2 %", "meets"),
        ("94.3 %", "97.9 %", "fails"),
    ],
)
def test_from_steps_of_a_tenth_of_a_point_to_the_grade(
    conformity: str, rate: str, grade: str
) -> None:
    """0.3 of 100 points a step: six steps still meet the standard, seven do not."""
    found = township({**GOOD, "PCR": Figure(conformity)})
    assert found.rate == Figure(rate).value
    assert found.standing.code == grade


@pytest.mark.parametrize(("error", "vetoed"), [("7.00 %", False), ("7.01 %", True)])
def test_the_error_overrides_a_full_score(error: str, vetoed: bool) -> None:  # noqa: FBT001 - a case
    """7 % is kept, 7.01 % is a veto, whatever the score."""
    found = township({**GOOD, "error": Figure(error)})
    assert found.grade.code == "commend"
    assert found.standing.code == ("fails" if vetoed else "commend")
    assert (found.rung.sanction is Sanction.VETO) is vetoed
    followed = [one.consequence.text for one in found.consequences]
    assert followed == (["rectification report", "removed"] if vetoed else [])


@pytest.mark.parametrize(
    ("last_year", "this_year", "rung"),
    [
        (True, True, Sanction.YELLOW_CARD),
        (False, True, Sanction.NONE),
        (True, False, Sanction.NONE),
        (None, True, None),
    ],
)
def test_two_years_key_managed(
    last_year: bool | None,  # noqa: FBT001 - a case
    this_year: bool,  # noqa: FBT001 - a case
    rung: Sanction | None,
) -> None:
    """Two in a row call for it; an unknown year leaves it open."""
    years = ((2007, last_year), (2008, this_year))
    past = [YearRecord(year, statuses={"key-managed": flag}) for year, flag in years]
    found = assess(
        SCHEME,
        GOOD,
        unit="East",
        kind="township",
        events=CALM,
        history=History(past),
        year=2008,
    )
    assert found.rung.sanction is rung
    assert found.barred == (("titles",) if this_year else ())


def test_nothing_known_is_nothing_decided() -> None:
    """Without figures and events every trigger is unknown, never silently not fired."""
    found = assess(SCHEME, {}, unit="East", kind="township")
    assert (found.rate, found.grade, found.standing) == (None, None, None)
    assert [firing.fired for firing in found.firings] == [None] * 5
    assert str(found.rung) == "none at least, veto possible"
    assert not found.consequences
    assert len(found.possible_consequences) == len(CONSEQUENCES)
    assert "score rate –, grade not known" in str(found)


def test_a_failed_score_stands_whatever_a_veto_would_do() -> None:
    """The lowest grade cannot become lower."""
    low = {**GOOD, "PCR": Figure("90 %"), "error": Figure(None)}
    found = township(low)
    assert found.rung.sanction is None
    assert found.standing is SCALE.lowest


def test_repeated_vetoes_are_harsher() -> None:
    """The year before decides; a year that is not known leaves it open."""
    vetoed = {**CALM, "concealed": 1}

    def heads(sanction: str | None) -> bool | None:
        past = History([YearRecord(2007, sanction=sanction)])
        found = assess(SCHEME, GOOD, unit="E", kind="farm", events=vetoed, history=past, year=2008)
        return found.followings[3].follows

    assert [heads("veto"), heads("notice"), heads(None)] == [True, False, None]


def test_triggers_of_other_kinds_are_left_out() -> None:
    """A township has no event of a farm."""
    assert "farms" not in [firing.trigger.code for firing in township().firings]
    farm = assess(SCHEME, GOOD, unit="Farm", kind="farm", events={"farm-event": 1})
    assert farm.rung.certain is Sanction.VETO


@given(figures, st.fixed_dictionaries(dict.fromkeys(EVENTS, counts)))
def test_a_veto_overrides_any_score(
    given: dict[str, Figure], events: dict[str, int | None]
) -> None:
    """Whatever else is so, concealed births give the lowest grade."""
    found = township(given, {**events, "concealed": 1})
    assert found.standing is SCALE.lowest
    assert found.rung.sanction is Sanction.VETO


@given(
    figures,
    st.fixed_dictionaries(dict.fromkeys(EVENTS, counts)),
    st.sampled_from(EVENTS),
)
def test_adding_an_event_never_improves(
    given: dict[str, Figure], events: dict[str, int | None], event: str
) -> None:
    """Neither the rung, nor what is possible, nor a known standing, nor what follows."""
    before = township(given, {**events, event: events[event] or 0})
    after = township(given, {**events, event: (events[event] or 0) + 1})
    certain, possible, place = severity(before)
    worse = severity(after)
    assert worse[0] >= certain
    assert worse[1] >= possible
    if before.standing is not None:
        assert after.standing is not None
        assert worse[2] >= place


@given(figures, st.fixed_dictionaries({}, optional=dict.fromkeys(EVENTS, counts)))
def test_learning_more_only_narrows(
    given: dict[str, Figure], events: dict[str, int | None]
) -> None:
    """What was certain stays so, and what was impossible does."""
    before = township(given, events)
    full = {event: 0 if events.get(event) is None else events[event] for event in EVENTS}
    after = township({**given, "error": given.get("error", Figure("9 %"))}, full)
    assert before.rung.certain <= after.rung.certain <= before.rung.possible
    for one, other in zip(before.followings, after.followings, strict=True):
        assert one.follows in {None, other.follows}


@given(st.fixed_dictionaries(dict.fromkeys(EVENTS, counts)))
def test_the_order_of_triggers_does_not_matter(events: dict[str, int | None]) -> None:
    """The ladder takes the worst."""
    found = {
        assess(
            attrs.evolve(SCHEME, triggers=order),
            GOOD,
            unit="East",
            kind="township",
            events=events,
        ).rung
        for order in list(permutations(TRIGGERS))[::120]
    }
    assert len(found) == 1


@given(figures, st.fixed_dictionaries(dict.fromkeys(EVENTS, counts)))
def test_the_trace_adds_up_and_speaks_both_languages(
    given: dict[str, Figure], events: dict[str, int | None]
) -> None:
    """Points of its items are the points of the unit; every row has both reasons."""
    found = township(given, events)
    rows = found.trace()
    points = sum(Fraction(row.points) for row in rows if row.stage == "item" and row.points)
    assert points == found.scored.points
    assert all(row.reason for row in rows)
    assert all(re.search(r"[\u4e00-\u9fff]", row.reason_zh) for row in rows)
    stages = [row.stage for row in rows]
    order = ["item", "line", "score", "grade", "trigger", "ladder", "standing", "consequence"]
    assert stages == sorted(stages, key=order.index)
    assert found.to_records()[0] == attrs.asdict(rows[0])


def test_the_trace_of_a_veto() -> None:
    """Figures, clauses, reasons."""
    found = township({"PCR": Figure("94.9 %"), "error": Figure("7.01 %")}, {"concealed": None})
    lines = [str(row) for row in found.trace()]
    assert "trigger error fired: veto: Statistical error 7.01% is above 7.00% [a]" in lines
    assert "trigger concealed unknown: veto: Concealed: how often is not known" in lines
    assert (
        "item awareness not assessed: Awareness: no figure; its points leave the denominator"
        in (lines)
    )
    assert "grade meets Meets the standard: 99.50%: from 98.00% [A04]" in lines
    assert "standing fails Below the standard: a veto overrides the score" in lines
    worst = "the worst counts (fired: error; not known: late, duty, concealed)"
    assert f"ladder sanction veto: {worst}" in lines
    chinese = [row.reason_zh for row in found.trace()]
    assert "一票否决：统计误差率7.01%，超过7.00%" in chinese
    assert "一票否决，不论得分" in chinese
    assert "计生委（办）主任：免职（处理为一票否决）" in chinese


def test_weights_are_in_the_trace() -> None:
    """A farm has half the points for awareness."""
    found = assess(SCHEME, GOOD, unit="Farm", kind="farm", events=CALM)
    points = [row.points for row in found.trace() if row.code == "awareness"]
    assert sum(Fraction(one) for one in points) == 20


def test_without_a_scale() -> None:
    """Points, triggers and no grade."""
    plain = attrs.evolve(SCHEME, grades=None, triggers=(), consequences=())
    found = assess(plain, {"PCR": Figure("95 %")}, unit="East", kind="township")
    assert str(found) == "East: score rate 100.00%\nsanction: none"
    assert found.standing is None
    stages = {row.stage for row in found.trace()}
    assert stages == {"item", "line", "score", "ladder"}
    empty = assess(plain, {}, unit="East", kind="township")
    assert "score rate –" in str(empty)


def test_the_grade_itself_can_be_the_ground() -> None:
    """Below the standard is a veto in Zhejiang."""
    scheme = attrs.evolve(
        SCHEME, triggers=[GradeTrigger(code="low", sanction="veto", grades=["fails"])]
    )
    found = assess(scheme, {"PCR": Figure("80 %")}, unit="E", kind="township")
    assert found.rung.sanction is Sanction.VETO


def test_errors() -> None:
    """What the scheme does not look at, less than never, and a history without a year."""
    with pytest.raises(InvalidInputError, match="PRC is not asked for; figures of made-up: PCR"):
        township({"PRC": Figure("95 %")})
    with pytest.raises(InvalidInputError, match="events: fire is not asked for"):
        township(events={"fire": 1})
    with pytest.raises(NegativeCountError, match="events, duty: -1 is below 0"):
        township(events={"duty": -1})
    with pytest.raises(DefinitionError, match="year: there is a history"):
        assess(SCHEME, GOOD, unit="East", kind="township", history=PAST)
    with pytest.raises(InvalidInputError, match="'village' is not assessed"):
        assess(SCHEME, GOOD, unit="East", kind="village")
