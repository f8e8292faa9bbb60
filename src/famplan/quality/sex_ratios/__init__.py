"""Sex ratios at birth that chance does not explain."""

from famplan.quality.sex_ratios.anomalies import SexRatioAnomalies, Sides, sex_ratio_anomalies
from famplan.quality.sex_ratios.funnel import sex_ratio_funnel
from famplan.quality.sex_ratios.reading import Reference

__all__ = ["Reference", "SexRatioAnomalies", "Sides", "sex_ratio_anomalies", "sex_ratio_funnel"]
