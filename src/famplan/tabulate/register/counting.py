"""Count a register: every table once, in columns, block by block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from famplan.errors import InvalidInputError
from famplan.model.period import Period
from famplan.model.residence import MinimumStay, PopulationScope
from famplan.model.validators import check_class
from famplan.tabulate.register.events import count_births, count_deaths, count_marriages
from famplan.tabulate.register.given import given_in
from famplan.tabulate.register.means import (
    count_benefits,
    count_funding,
    count_slips,
    count_staff,
    count_stations,
    count_supplies,
)
from famplan.tabulate.register.migrants import count_migrants
from famplan.tabulate.register.population import count_people
from famplan.tabulate.register.scopes import read_scope
from famplan.tabulate.register.services import (
    count_certificates,
    count_checks,
    count_procedures,
    count_uptake,
)
from famplan.tabulate.register.setting import Setting
from famplan.tabulate.register.tally import RegisterTally

if TYPE_CHECKING:
    from famplan.tabulate.counts import Counts
    from famplan.tabulate.register.records import RegisterLike

__all__ = ["register"]

_COUNTED = {
    "births": count_births,
    "deaths": count_deaths,
    "uptake": count_uptake,
    "procedures": count_procedures,
    "checks": count_checks,
    "migrants": count_migrants,
    "certificates": count_certificates,
    "benefits": count_benefits,
    "slips": count_slips,
    "funding": count_funding,
    "stations": count_stations,
    "staff": count_staff,
    "supplies": count_supplies,
}


def register(  # noqa: PLR0913 - what is counted, when, where, who counts
    register: RegisterLike,
    *,
    period: Period,
    by: str | None = None,
    at: str | None = None,
    scope: PopulationScope | str = PopulationScope.RESIDENT,
    minimum_stay: MinimumStay | None = None,
    uptake_days: int | None = None,
) -> RegisterTally:
    """Count a register in a period.

    Parameters
    ----------
    register : object
        What `famplan.readers.register` returns, or anything whose `table` returns tables of typed
        columns.
    period : Period
        The period. People are counted at its opening and its closing.
    by : str, optional
        Level of the units: ``"county"``, ``"township"``, ``"village"`` … or ``"area"``, each by
        itself. What is recorded for an area above the level stays with that area. Without it the
        whole register is one unit.
    at : str, optional
        Path, code or name of the area whose parts are counted; unless given, the lowest area that
        holds all births, deaths, procedures and other records of the office.
    scope : PopulationScope or str
        Which people the population is: residents unless told otherwise.
    minimum_stay : MinimumStay, optional
        How long someone must have stayed to count where they live rather than where they are
        registered. Practice differs, so there is no usual length: without it the first day counts.
    uptake_days : int, optional
        Days after a birth within which a method is begun in time; without it uptake is not counted.

    Returns
    -------
    RegisterTally
        Counts that add up and roll up, and the indicators they give.

    Raises
    ------
    DefinitionError
        There is no such level, area or scope.
    InvalidInputError
        `period` is no period, or the days are not above zero.

    Examples
    --------
    >>> from famplan.datasets.register import synthetic_register
    >>> from famplan.readers import register as read
    >>> from famplan.model.period import Period
    >>> county = read(synthetic_register(20_000, seed=7).frames())
    >>> tally = register(county, period=Period.calendar_year(2013), by="township")
    >>> tally.roll_up(None).estimate("CBR", "SRB", "TFR")  # doctest: +ELLIPSIS
    indicator        area ...
    """
    check_class(period, Period, "period")
    if minimum_stay is not None:
        check_class(minimum_stay, MinimumStay, "minimum_stay")
    if uptake_days is not None and uptake_days < 1:
        raise InvalidInputError("uptake_days", f"{uptake_days} is below 1")
    known = read_scope(scope)
    setting = Setting.of(
        register,
        period=period,
        by=by,
        at=at,
        minimum_stay=minimum_stay,
        uptake_days=uptake_days,
    )
    return RegisterTally(
        counts=_counts(register, setting),
        given=given_in(register),
        places=setting.places,
        period=period,
        level=by,
        home=setting.home,
        scope=known,
        minimum_stay=minimum_stay,
        uptake_days=uptake_days,
    )


def _counts(register: RegisterLike, setting: Setting) -> dict[str, Counts]:
    population, women = count_people(register, setting)
    marriages, weddings = count_marriages(register, setting)
    counts = {name: function(register, setting) for name, function in _COUNTED.items()}
    return {
        "population": population,
        "women": women,
        "marriages": marriages,
        "weddings": weddings,
        **counts,
    }
