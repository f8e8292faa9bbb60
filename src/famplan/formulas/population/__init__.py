"""How many people there are: stocks, the balance of their changes, and migration."""

from famplan.formulas.population.age import median_age, older_proportion
from famplan.formulas.population.balance import (
    balance_residual,
    closing_population,
)
from famplan.formulas.population.change import (
    natural_increase,
    net_migration,
    net_migration_rate,
    total_increase,
)
from famplan.formulas.population.momentum import (
    frauenthal_momentum,
    keyfitz_momentum,
    momentum_by_age,
)
from famplan.formulas.population.size import (
    ImpliedPopulation,
    average_population,
    implied_population,
    married_women_proportion,
    mean_population,
)
from famplan.formulas.population.structure import (
    ageing_index,
    child_dependency_ratio,
    dependency_ratio,
    old_age_dependency_ratio,
)

__all__ = [
    "ImpliedPopulation",
    "ageing_index",
    "average_population",
    "balance_residual",
    "child_dependency_ratio",
    "closing_population",
    "dependency_ratio",
    "frauenthal_momentum",
    "implied_population",
    "keyfitz_momentum",
    "married_women_proportion",
    "mean_population",
    "median_age",
    "momentum_by_age",
    "natural_increase",
    "net_migration",
    "net_migration_rate",
    "old_age_dependency_ratio",
    "older_proportion",
    "total_increase",
]
