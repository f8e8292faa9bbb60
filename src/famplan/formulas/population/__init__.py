"""How many people there are: stocks, the balance of their changes, and migration."""

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
from famplan.formulas.population.size import (
    ImpliedPopulation,
    average_population,
    implied_population,
    married_women_proportion,
    mean_population,
)

__all__ = [
    "ImpliedPopulation",
    "average_population",
    "balance_residual",
    "closing_population",
    "implied_population",
    "married_women_proportion",
    "mean_population",
    "natural_increase",
    "net_migration",
    "net_migration_rate",
    "total_increase",
]
