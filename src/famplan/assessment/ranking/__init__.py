"""League tables that say what their ranks are worth, and name nobody by chance."""

from famplan.assessment.ranking.area_counts import AreaCounts
from famplan.assessment.ranking.funnel import Funnel, funnel
from famplan.assessment.ranking.honest import honest_ranking
from famplan.assessment.ranking.league import League
from famplan.assessment.ranking.limits import funnel_limits
from famplan.assessment.ranking.naive import NaiveRule, naive_rule
from famplan.assessment.ranking.over_dispersion import OverDispersion
from famplan.assessment.ranking.prior import Prior
from famplan.assessment.ranking.rank_draws import RankUncertainty, rank_uncertainty
from famplan.assessment.ranking.rank_sets import RankSets, rank_sets
from famplan.assessment.ranking.shrinkage import Shrunken, shrink
from famplan.assessment.ranking.standing import Standing

__all__ = [
    "AreaCounts",
    "Funnel",
    "League",
    "NaiveRule",
    "OverDispersion",
    "Prior",
    "RankSets",
    "RankUncertainty",
    "Shrunken",
    "Standing",
    "funnel",
    "funnel_limits",
    "honest_ranking",
    "naive_rule",
    "rank_sets",
    "rank_uncertainty",
    "shrink",
]
