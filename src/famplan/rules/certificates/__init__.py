"""Only-child certificate, and what its holders receive each month, on retiring and once.

National texts say who may hold the certificate; how much is paid, by whom and until which age of
the child is provincial. A province's amount is known from the day of the text that was read: what
was paid before that day is unknown, not nothing, and the verdict says so.
"""

from famplan.rules.certificates.certificate import ONLY_CHILD_CERTIFICATE
from famplan.rules.certificates.monthly import ONLY_CHILD_REWARD
from famplan.rules.certificates.one_off import (
    RENOUNCED_BIRTH_REWARD,
    RETIREMENT_REWARD,
    URBAN_OLD_AGE_REWARD,
)

__all__ = [
    "ONLY_CHILD_CERTIFICATE",
    "ONLY_CHILD_REWARD",
    "RENOUNCED_BIRTH_REWARD",
    "RETIREMENT_REWARD",
    "SCHEMES",
    "URBAN_OLD_AGE_REWARD",
]

SCHEMES = (
    ONLY_CHILD_CERTIFICATE,
    ONLY_CHILD_REWARD,
    RETIREMENT_REWARD,
    RENOUNCED_BIRTH_REWARD,
    URBAN_OLD_AGE_REWARD,
)
"""Schemes of this room, for the register."""
