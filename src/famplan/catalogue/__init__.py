"""What an indicator means: definitions in two languages, with sources, and the register of them."""

from famplan.catalogue.indicator import Grade, Indicator, Kind, Source, Variant
from famplan.catalogue.register import cite, computes, find, function_of, indicators

__all__ = [
    "Grade",
    "Indicator",
    "Kind",
    "Source",
    "Variant",
    "cite",
    "computes",
    "find",
    "function_of",
    "indicators",
]
