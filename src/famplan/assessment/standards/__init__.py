"""Standards of advanced units as checklists: what is not known is neither met nor missed."""

from famplan.assessment.standards.checking import Checked, CheckedRow, check_standard
from famplan.assessment.standards.joint import JointCreation, JointLevel, joint_creation
from famplan.assessment.standards.levels import Level, level_reached
from famplan.assessment.standards.standard import (
    Requirement,
    Standard,
    find_standard,
    standards,
    standards_from,
)

__all__ = [
    "Checked",
    "CheckedRow",
    "JointCreation",
    "JointLevel",
    "Level",
    "Requirement",
    "Standard",
    "check_standard",
    "find_standard",
    "joint_creation",
    "level_reached",
    "standards",
    "standards_from",
]
