"""Charts draw the numbers they are given, with the labels of the language."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from famplan.errors import DefinitionError, MissingExtraError, MissingFontWarning, ShapeError
from famplan.report import charts
from famplan.report.charts import fonts

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.axes import Axes

pytestmark = pytest.mark.filterwarnings("ignore::famplan.errors.MissingFontWarning")
AGES = ["15–19", "20–24", "25–29"]

CHARTS: dict[str, Callable[..., Axes]] = {
    "pyramid": lambda **o: charts.population_pyramid([1, 2, 3], females=[2, 3, 4], ages=AGES, **o),
    "fertility": lambda **o: charts.fertility_schedule(
        [0.01, 0.1, 0.12], ages=AGES, low=[0, 0.09, 0.1], high=[0.02, 0.11, 0.13], **o
    ),
    "funnel": lambda **o: charts.sex_ratio_chart(
        [520, 700], girls=[500, 500], reference=(1.03, 1.07), areas=["East", "西"], **o
    ),
    "methods": lambda **o: charts.method_mix([70, 30], methods=["IUD", "pill"], **o),
    "trend": lambda **o: charts.trend([1, 2], periods=["2012", "2013"], label="TFR", **o),
    "lexis": lambda **o: charts.lexis_surface(
        [[1, 2], [3, 4]], years=[2012, 2013, 2014], ages=[20, 25, 30], **o
    ),
}
every_chart = pytest.mark.parametrize("draw", CHARTS.values(), ids=CHARTS)


def labels(ax: Axes) -> list[str]:
    """Every text of a chart's legend."""
    legend = ax.get_legend()
    assert legend is not None
    return [text.get_text() for text in legend.get_texts()]


def test_the_pyramid_has_men_left_and_women_right() -> None:
    """The bars are as long as the counts; an unknown one has no length."""
    ax = charts.population_pyramid([120, np.nan], females=[110, 97], ages=["0–4", "5+"])
    left, right = (np.array([bar.get_width() for bar in side]) for side in ax.containers)  # type: ignore[attr-defined]
    np.testing.assert_equal(left, [-120, np.nan])
    np.testing.assert_equal(right, [110, 97])
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["0–4", "5+"]
    low, high = ax.get_xlim()
    assert low == -high
    assert ax.xaxis.get_major_formatter()(-1200) == "1,200"
    assert labels(ax) == ["men", "women"]


def test_the_schedule_has_rates_intervals_and_the_period_before() -> None:
    """Per 1,000 women, each at its age group."""
    rates, low, high = [0.01, 0.1, np.nan], [0.005, 0.08, np.nan], [0.02, 0.12, np.nan]
    ax = charts.fertility_schedule(rates, ages=AGES, low=low, high=high, before=[0.02, 0.1, 0.1])
    np.testing.assert_allclose(np.asarray(ax.lines[0].get_ydata(), float), [10, 100, np.nan])
    np.testing.assert_allclose(np.asarray(ax.lines[1].get_ydata(), float), [20, 100, 100])
    segments: Any = ax.collections[0]
    np.testing.assert_allclose(segments.get_segments()[1][:, 1], [80, 120])
    assert [tick.get_text() for tick in ax.get_xticklabels()] == AGES
    assert labels(ax) == ["this period", "interval", "period before"]


def test_the_funnel_names_areas_that_chance_does_not_explain() -> None:
    """Two limits about the normal range; one area in 500 would be named by chance."""
    boys, girls = [520, 1300, 3, np.nan], [500, 1000, 0, 100]
    ax = charts.sex_ratio_chart(
        boys, girls=girls, reference=(1.03, 1.07), areas=["East", "West", "Few", "Hidden"]
    )
    dots: Any = ax.collections[0]
    np.testing.assert_allclose(dots.get_offsets(), [[1020, 104], [2300, 130]])
    assert [text.get_text() for text in ax.texts] == ["West"]
    assert labels(ax) == ["normal range", "chance alone, 95%", "chance alone, 99.8%"]
    low, high = ax.get_ylim()
    assert low < 104
    assert high > 130
    lines = {line.get_label(): np.asarray(line.get_ydata(), float) for line in ax.lines}
    assert np.nanmin(lines["chance alone, 95%"]) < 103


def test_a_funnel_of_no_area_is_an_empty_one() -> None:
    """Nothing to compare draws the normal range alone."""
    ax = charts.sex_ratio_chart([], girls=[], reference=1.06)
    assert len(ax.lines) == 0


def test_the_mix_is_sorted_and_adds_up() -> None:
    """Shares of what is known; a method nobody uses is left out."""
    ax = charts.method_mix([30, 70, 0, np.nan], methods=["pill", "IUD", "rhythm", "implant"])
    bars: Any = ax.containers[0]
    assert [float(bar.get_width()) for bar in bars] == [30, 70]
    assert [text.get_text() for text in ax.texts] == ["30.0", "70.0"]


def test_the_mix_of_the_period_before_is_marked() -> None:
    """At its own shares, method by method; methods know their Chinese names."""
    ax = charts.method_mix([30, 70], methods=["pill", "IUD"], before=[50, 50], language="zh")
    assert np.asarray(ax.lines[0].get_xdata(), float).tolist() == [50, 50]
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["口服避孕药", "宫内节育器"]


def test_the_mix_of_nobody_is_empty() -> None:
    """No user makes no bar, and no fault."""
    ax = charts.method_mix([0, 0], methods=["pill", "IUD"])
    assert len(ax.patches) == 0


def test_a_trend_is_scaled_and_leaves_gaps() -> None:
    """Every period has its tick, known or not."""
    ax = charts.trend(
        [0.0113, np.nan, 0.0108],
        periods=["2011", "2012", "2013"],
        low=[0.01, np.nan, 0.01],
        high=[0.012, np.nan, 0.012],
        per=1000,
        label="CBR, ‰",
    )
    np.testing.assert_allclose(np.asarray(ax.lines[0].get_ydata(), float), [11.3, np.nan, 10.8])
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["2011", "2012", "2013"]
    assert ax.get_title(loc="left") == "CBR, ‰"


def test_the_surface_has_years_across_and_ages_up() -> None:
    """Cohorts run along the diagonals: a year later, a year older."""
    ax = charts.lexis_surface(
        np.arange(20).reshape(2, 10), years=[2012, 2013, 2014], ages=list(range(20, 31))
    )
    mesh: Any = ax.collections[0]
    assert mesh.get_array().shape == (10, 2)
    assert mesh.get_array()[3].tolist() == [3, 13]
    for line in ax.lines:
        (left, right), (low, high) = line.get_xdata(), line.get_ydata()  # type: ignore[misc]
        assert high - low == right - left


@pytest.mark.parametrize(
    ("draw", "match"),
    [
        (lambda: charts.method_mix([1], methods=["pill", "IUD"]), "2 names for 1"),
        (lambda: charts.trend([1], periods=[]), "0 periods for 1"),
        (
            lambda: charts.sex_ratio_chart([1], girls=[1], reference=1.06, areas=["a", "b"]),
            "2 names for 1",
        ),
        (
            lambda: charts.lexis_surface([[1, 2]], years=[2012, 2013], ages=[20, 25]),
            "years by 1 ages",
        ),
    ],
)
def test_numbers_and_names_match(draw: Callable[[], Axes], match: str) -> None:
    """A name too many is an error, not a chart that is shifted."""
    with pytest.raises(ShapeError, match=match):
        draw()


@every_chart
def test_a_chart_speaks_chinese(draw: Callable[..., Axes]) -> None:
    """The same chart, other words, in a font that has them if there is one."""
    english, chinese = draw(), draw(language="zh")
    if english.get_title(loc="left") != "TFR":
        assert english.get_title(loc="left") != chinese.get_title(loc="left")
    family = chinese.title.get_fontfamily()
    assert any(name in (*fonts.CHINESE_FONTS, *fonts.PLAIN_FONTS) for name in family)


@every_chart
def test_a_chart_takes_axes_and_a_title(draw: Callable[..., Axes]) -> None:
    """It draws where it is told, under the title that it is told."""
    own = charts.trend([1], periods=["2012"])
    own.clear()
    ax = draw(ax=own, title="Mine")
    assert ax is own
    assert ax.get_title(loc="left") == "Mine"


@every_chart
def test_a_language_that_nobody_wrote_is_an_error(draw: Callable[..., Axes]) -> None:
    """Before anything is drawn."""
    with pytest.raises(DefinitionError, match="'fr' is none of en, zh"):
        draw(language="fr")


@every_chart
def test_a_drawing_is_the_same_every_time(draw: Callable[..., Axes]) -> None:
    """Text stays text, and nothing says when it was drawn."""
    first, second = (charts.drawing(draw(), name="a") for _ in range(2))
    assert first == second
    assert first.startswith(b"<svg")
    assert b"<text" in first
    assert charts.drawing(draw(), form="png").startswith(b"\x89PNG")


def test_charts_leave_pyplot_alone() -> None:
    """Importing and drawing loads no pyplot, and changes no setting."""
    code = (
        "import sys, matplotlib\n"
        "def settings():  # looking at the backend would load pyplot\n"
        "    return {k: matplotlib.rcParams[k] for k in matplotlib.rcParams if k != 'backend'}\n"
        "before = settings()\n"
        "from famplan.report.charts import drawing, trend\n"
        "drawing(trend([1], periods=['2012']), form='png')\n"
        "assert 'matplotlib.pyplot' not in sys.modules\n"
        "assert settings() == before"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_font_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The warning says which package has one."""
    monkeypatch.setattr(fonts, "_installed", lambda: frozenset({"DejaVu Sans"}))
    with pytest.warns(MissingFontWarning, match="fonts-noto-cjk"):
        assert fonts.font_families("zh") == ("DejaVu Sans", "sans-serif")
    assert fonts.font_families("en") == ("DejaVu Sans", "sans-serif")


def test_without_matplotlib_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The way out is one command."""
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(MissingExtraError, match=r"famplan\[report\]"):
        charts.trend([1], periods=["2012"])


def test_threads_draw_without_getting_each_others_settings() -> None:
    """Eight at once give the bytes that one after the other gives."""
    from concurrent.futures import ThreadPoolExecutor

    def picture(number: int) -> bytes:
        name, draw = list(CHARTS.items())[number % len(CHARTS)]
        return charts.drawing(draw(), name=f"{name}-{number}")

    numbers = range(12)
    alone = [picture(number) for number in numbers]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(picture, numbers)) == alone
