"""Charts that return matplotlib axes: of plain numbers, usable alone, in English or Chinese.

None touches pyplot or its settings. `drawing` turns what a chart drew into SVG or PNG.
"""

from famplan.report.charts.attainments import attainment_chart
from famplan.report.charts.drawing import drawing
from famplan.report.charts.fan import projection_fan
from famplan.report.charts.fertility import fertility_schedule
from famplan.report.charts.funnel import sex_ratio_chart
from famplan.report.charts.league import league_chart, league_funnel
from famplan.report.charts.lexis import lexis_surface
from famplan.report.charts.methods import method_mix
from famplan.report.charts.pyramid import population_pyramid
from famplan.report.charts.scores import score_bars
from famplan.report.charts.trend import trend

__all__ = [
    "attainment_chart",
    "drawing",
    "fertility_schedule",
    "league_chart",
    "league_funnel",
    "lexis_surface",
    "method_mix",
    "population_pyramid",
    "projection_fan",
    "score_bars",
    "sex_ratio_chart",
    "trend",
]
