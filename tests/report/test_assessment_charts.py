"""Charts of assessments and plans draw what they are given, in the words of the language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from famplan.errors import DefinitionError, ShapeError
from famplan.report import charts

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.axes import Axes

pytestmark = pytest.mark.filterwarnings("ignore::famplan.errors.MissingFontWarning")

CHARTS: dict[str, Callable[..., Axes]] = {
    "scores": lambda **o: charts.score_bars([19.7, np.nan], maxima=[20, 5], items=["A", "甲"], **o),
    "attainment": lambda **o: charts.attainment_chart(
        [0.96, 0.9], low=[0.94, 0.88], high=[0.98, 0.92], names=["A", "B"], at_least=0.95, **o
    ),
    "fan": lambda **o: charts.projection_fan(
        [1, 2, 3], years=[2020, 2021, 2022], quantiles={0.1: [1, 1, 2], 0.9: [1, 3, 4]}, **o
    ),
    "league": lambda **o: charts.league_chart(
        [0.9, 0.8], low=[0.8, 0.7], high=[1, 0.9], names=["A", "B"], reference=0.85, **o
    ),
    "funnel": lambda **o: charts.league_funnel(
        [0.9, 0.8], sizes=[10, 100], centre=0.85, limits={0.95: ([0.7, 0.81], [1, 0.89])}, **o
    ),
}
every_chart = pytest.mark.parametrize("draw", CHARTS.values(), ids=CHARTS)


def told(ax: Axes) -> list[str]:
    """Every text of a chart's legend."""
    legend = ax.get_legend()
    assert legend is not None
    return [text.get_text() for text in legend.get_texts()]


def widths(container: Any) -> list[float]:
    """How long the bars are."""
    return [float(bar.get_width()) for bar in container]


def test_scores_have_points_and_what_was_lost() -> None:
    """An item that was not assessed has neither, and says so."""
    ax = charts.score_bars([19.7, np.nan, 0], maxima=[20, 5, 4], items=["a", "b", "c"])
    left_out, given, lost = ax.containers
    assert widths(left_out) == [5]
    assert widths(given) == [19.7, 0]
    np.testing.assert_allclose(widths(lost), [0.3, 4])
    assert [bar.get_x() for bar in lost] == [19.7, 0]  # type: ignore[attr-defined]
    assert [text.get_text() for text in ax.texts] == ["19.7 / 20", "not assessed", "0 / 4"]
    assert told(ax) == ["points given", "points lost"]
    low, high = ax.get_ylim()
    assert low > high


def test_attainments_are_told_apart_by_their_intervals() -> None:
    """Met, missed, across the bound, unknown: each with its sign, over the range that is good."""
    ax = charts.attainment_chart(
        [0.97, 0.90, 0.95, 0.99],
        low=[0.96, 0.88, 0.93, np.nan],
        high=[0.98, 0.92, 0.97, np.nan],
        names=["a", "b", "c", "d"],
        at_least=0.95,
        per=100,
        label="%",
    )
    names = {str(line.get_label()): line for line in ax.lines}
    assert list(names) == ["met", "missed", "not distinguishable", "uncertainty unknown"]
    assert [float(np.asarray(line.get_ydata())[0]) for line in names.values()] == [0, 1, 2, 3]
    np.testing.assert_allclose(
        [float(np.asarray(line.get_xdata())[0]) for line in names.values()], [97, 90, 95, 99]
    )
    (good,) = ax.containers
    right = ax.get_xlim()[1]
    np.testing.assert_allclose([bar.get_x() for bar in good], 95)  # type: ignore[attr-defined]
    np.testing.assert_allclose(widths(good), right - 95)
    bounds: Any = ax.collections[0]
    np.testing.assert_allclose(np.array(bounds.get_segments())[:, :, 0], 95)
    assert ax.get_xlabel() == "%"


def test_each_row_may_have_its_own_bound() -> None:
    """A floor for one, a ceiling for the other."""
    ax = charts.attainment_chart(
        [1.1, 1.1],
        low=[1.05, 1.05],
        high=[1.2, 1.2],
        names=["a", "b"],
        at_least=[1, -np.inf],
        at_most=[np.inf, 1],
    )
    assert [str(line.get_label()) for line in ax.lines] == ["met", "missed"]
    (good,) = ax.containers
    first, second = good
    assert (first.get_x(), second.get_x() + second.get_width()) == (1, 1)


def test_of_many_units_no_name_is_written() -> None:
    """Three hundred names cannot be read; the figures can be seen."""
    many = np.linspace(0.8, 1, 300)
    names = [str(place) for place in range(300)]
    ends = {"low": many - 0.01, "high": many + 0.01, "names": names}
    ax = charts.attainment_chart(many, **ends, at_least=0.95)
    assert len(ax.get_yticks()) == 0
    ax = charts.league_chart(many, **ends)
    assert len(ax.get_yticks()) == 0
    assert len(ax.lines[0].get_xdata()) == 300  # type: ignore[arg-type]
    assert ax.get_legend() is None


def test_the_fan_has_bands_bounds_and_the_first_year_beyond() -> None:
    """Quantiles pair up about the middle, the widest first; crossings are marked once."""
    central = np.array([4.30, 4.36, 4.42, 4.50]) * 1e6
    spread = np.array([0, 1e4, 2e4, 3e4])
    lines = {q: central + spread * z for q, z in ((0.1, -2), (0.25, -1), (0.75, 1), (0.9, 2))}
    ax = charts.projection_fan(
        central,
        years=[2007, 2008, 2009, 2010],
        quantiles={**lines, 0.6: central},
        at_most=4.4e6,
        at_least=4.1e6,
        label="population",
    )
    assert told(ax) == [
        "80% of paths",
        "50% of paths",
        "central path",
        "at most 4,400,000",
        "at least 4,100,000",
    ]
    wide: Any = ax.collections[0]
    ends = wide.get_paths()[0].vertices[:, 1]
    assert (ends.min(), ends.max()) == (4.30e6, 4.56e6)
    np.testing.assert_allclose(np.asarray(ax.lines[0].get_ydata(), float), central)
    assert [text.get_text() for text in ax.texts] == ["crossed in 2009"]
    mark = next(line for line in ax.lines if line.get_marker() == "o")
    assert (np.asarray(mark.get_xdata())[0], np.asarray(mark.get_ydata())[0]) == (2009, 4.42e6)
    assert ax.yaxis.get_major_formatter()(4_400_000) == "4,400,000"
    fall = charts.projection_fan([5, 3], years=[2020, 2021], at_least=4, label="x")
    assert [text.get_text() for text in fall.texts] == ["crossed in 2021"]


def test_the_league_is_ordered_and_names_what_chance_does_not_explain() -> None:
    """The highest at the top; unknown figures are left out."""
    ax = charts.league_chart(
        [0.8, np.nan, 0.97, 0.9],
        low=[0.7, np.nan, 0.96, 0.8],
        high=[0.85, np.nan, 0.98, 0.95],
        names=["low", "none", "high", "middle"],
        reference=0.9,
        per=100,
    )
    assert [label.get_text() for label in ax.get_yticklabels()] == ["high", "middle", "low"]
    assert told(ax) == ["all units", "chance may explain it", "other than all units"]
    by_name = {str(line.get_label()): line for line in ax.lines}
    np.testing.assert_allclose(
        np.asarray(by_name["other than all units"].get_xdata(), float), [97, 80]
    )
    ax = charts.league_chart(
        [0.8, 0.97],
        low=[0.7, 0.96],
        high=[0.85, 0.98],
        names=["a", "b"],
        reference=0.9,
        outside=[False, True],
    )
    by_name = {str(line.get_label()): line for line in ax.lines}
    assert np.asarray(by_name["other than all units"].get_xdata()).tolist() == [0.97]


def test_the_funnel_of_units_has_its_limits() -> None:
    """Lines over the sizes, from the smallest; those outside the widest limits are named."""
    limits = {0.95: ([0.93, 0.88], [0.97, 1]), 0.998: ([0.92, 0.85], [0.98, 1])}
    ax = charts.league_funnel(
        [0.91, 0.9],
        sizes=[900, 100],
        centre=0.95,
        limits=limits,
        names=["Large", "Small"],
        per=100,
        label="%",
    )
    assert told(ax) == ["chance alone, 95%", "chance alone, 99.8%", "all units"]
    np.testing.assert_allclose(np.asarray(ax.lines[0].get_xdata(), float), [100, 900])
    np.testing.assert_allclose(np.asarray(ax.lines[0].get_ydata(), float), [88, 93])
    assert [text.get_text() for text in ax.texts] == ["Large"]
    other = charts.league_funnel(
        [0.91, 0.9],
        sizes=[900, 100],
        centre=0.95,
        limits=limits,
        names=["Large", "Small"],
        outside=[False, True],
    )
    assert [text.get_text() for text in other.texts] == ["Small"]
    nobody = charts.league_funnel([], sizes=[], centre=0.9, limits={})
    assert nobody.get_xscale() == "linear"


@pytest.mark.parametrize(
    ("draw", "error", "match"),
    [
        (lambda: charts.score_bars([1], maxima=[1], items=[]), ShapeError, "0 names for 1"),
        (
            lambda: charts.attainment_chart([1], low=[1], high=[1], names=["a", "b"], at_most=1),
            ShapeError,
            "2 names for 1",
        ),
        (
            lambda: charts.attainment_chart([1], low=[1], high=[1], names=["a"]),
            DefinitionError,
            "there is no bound",
        ),
        (lambda: charts.projection_fan([1], years=[]), ShapeError, "1 figures for 0 years"),
        (
            lambda: charts.projection_fan([1], years=[1], quantiles={0.1: [1, 2]}),
            ShapeError,
            "quantile 0.1: 2 figures for 1 years",
        ),
        (lambda: charts.league_chart([1], low=[1], high=[1], names=[]), ShapeError, "0 names"),
        (
            lambda: charts.league_funnel([1], sizes=[1, 2], centre=1, limits={}),
            ShapeError,
            "are not of 1 units",
        ),
    ],
)
def test_numbers_and_names_match(
    draw: Callable[[], Axes], error: type[Exception], match: str
) -> None:
    """A name too many is an error, not a chart that is shifted."""
    with pytest.raises(error, match=match):
        draw()


@every_chart
def test_a_chart_speaks_both_languages_and_takes_axes(draw: Callable[..., Axes]) -> None:
    """Other words, the same figures; where it is told, under the title that it is told."""
    english, chinese = draw(), draw(language="zh")
    legends = [
        [text.get_text() for text in ax.get_legend().get_texts()]  # type: ignore[union-attr]
        for ax in (english, chinese)
    ]
    assert all(text.isascii() for text in legends[0])
    assert not any(text.isascii() for text in legends[1])
    english.clear()
    ax = draw(ax=english, title="Mine")
    assert ax is english
    assert ax.get_title(loc="left") == "Mine"
    with pytest.raises(DefinitionError, match="'fr' is none of en, zh"):
        draw(language="fr")


@every_chart
def test_a_drawing_is_the_same_every_time(draw: Callable[..., Axes]) -> None:
    """With text that can be searched."""
    first, second = (charts.drawing(draw(), name="a") for _ in range(2))
    assert first == second
    assert b"<text" in first
