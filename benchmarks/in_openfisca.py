"""The rule of `bench_rules` in OpenFisca-core: variables with formulas, as its guides write them.

OpenFisca has no unknown, so whether a fact is known is a variable of its own, and the outcome is
made of what certainly holds and of what certainly does not. Ages are computed as its country
template computes them. Only installed to be measured against: `make bench` does that.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import ETERNITY, MONTH
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

if TYPE_CHECKING:
    from numpy.typing import NDArray

PERSON = build_entity("person", "people", "a person", is_person=True)
PERIOD = "2012-03"


class Registered(Enum):  # type: ignore[misc] # OpenFisca is installed for benchmarks only
    """Household registration."""

    rural = "rural"
    urban = "urban"


def fact(name: str, kind: type, **more: Any) -> type[Variable]:  # noqa: ANN401 - as a variable has it
    """Declare a fact: OpenFisca reads a variable's own attributes, not those it inherits."""
    own = {"value_type": kind, "entity": PERSON, "definition_period": ETERNITY, **more}
    return type(name, (Variable,), own)


FACTS = (
    fact("birth", date, default_value=date(1900, 1, 1)),
    fact("registration", Enum, possible_values=Registered, default_value=Registered.urban),
    fact("living_children", int),
    fact("births_conformed", bool),
)
KNOWN = [fact(f"{variable.__name__}_known", bool) for variable in FACTS]


class age(Variable):  # type: ignore[misc] # noqa: N801 - as above
    """Completed years on the first day of the month."""

    value_type = int
    entity = PERSON
    definition_period = MONTH

    def formula(person: Any, period: Any) -> Any:  # noqa: ANN401, N805 - as OpenFisca wants it
        """Compute it as the country template does."""
        born = person("birth", period)
        month = born.astype("datetime64[M]").astype(int) % 12 + 1
        day = (born - born.astype("datetime64[M]") + 1).astype(int)
        past = (month < period.start.month) + (month == period.start.month) * (
            day <= period.start.day
        )
        year = born.astype("datetime64[Y]").astype(int) + 1970
        return period.start.year - year - np.where(past, 0, 1)


class outcome(Variable):  # type: ignore[misc] # noqa: N801 - as above
    """1 for eligible, 0 for not, -1 for unknown."""

    value_type = int
    entity = PERSON
    definition_period = MONTH

    def formula(person: Any, period: Any) -> Any:  # noqa: ANN401, N805 - as OpenFisca wants it
        """Ask what certainly holds, and what certainly does not."""
        born = person("birth", period) >= np.datetime64("1933-01-01")
        conditions = {
            "registration": person("registration", period) == Registered.rural,
            "births_conformed": person("births_conformed", period),
            "living_children": person("living_children", period) == 1,
            "birth": born * (person("age", period) >= 60),
        }
        yes, no = True, False
        for name, holds in conditions.items():
            known = person(f"{name}_known", period)
            yes, no = yes * holds * known, no + known * ~holds
        return np.where(yes, 1, np.where(no, 0, -1))


SYSTEM = TaxBenefitSystem([PERSON])
SYSTEM.add_variables(*FACTS, *KNOWN, age, outcome)


def inputs(rows: dict[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """Prepare facts as OpenFisca keeps them, words as places in their vocabulary."""
    known = {
        "birth": ~np.isnat(rows["birth"]),
        "registration": rows["registration"] != "",
        "living_children": ~np.isnan(rows["living_children"]),
        "births_conformed": ~np.isnan(rows["births_conformed"]),
    }
    words = np.where(rows["registration"] == "rural", 0, 1)
    return {
        "birth": np.where(known["birth"], rows["birth"], np.datetime64("1900-01-01")),
        "registration": Registered.encode(words),
        "living_children": np.nan_to_num(rows["living_children"]).astype(np.int32),
        "births_conformed": rows["births_conformed"] == 1,
        **{f"{name}_known": column for name, column in known.items()},
    }


def outcomes(facts: dict[str, NDArray[Any]]) -> NDArray[np.int32]:
    """Judge every row in a new simulation, as each set of people needs one."""
    size = len(facts["birth"])
    simulation = SimulationBuilder().build_default_simulation(SYSTEM, size)
    for name, column in facts.items():
        simulation.set_input(name, PERIOD, column)
    found: NDArray[np.int32] = simulation.calculate("outcome", PERIOD)
    return found
