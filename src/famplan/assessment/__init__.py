"""Targets, scores, grades and rankings of units, each with the reason for every point."""

from famplan.assessment.assess import Assessed, ItemResult, score
from famplan.assessment.assess_units import assess_units, what_if_units
from famplan.assessment.assessment import Assessment, assess
from famplan.assessment.attainment import Attained, Attainment, attainment
from famplan.assessment.classes import (
    ClassChanges,
    Classes,
    ClassOfUnit,
    UnitClass,
    class_changes,
    classes_by_cut,
    classes_by_place,
)
from famplan.assessment.clearances import Clearance, Clearances
from famplan.assessment.consequences import Consequence, Role
from famplan.assessment.duties import Due, DueState, Duty, Kept, due_dates, due_states, duties
from famplan.assessment.feasibility import Allowance, Ceilings, YearOfPlan, contradictions
from famplan.assessment.figures import Figure
from famplan.assessment.following import Following
from famplan.assessment.grades import Grade, GradeScale
from famplan.assessment.history import History, YearRecord
from famplan.assessment.item import Item
from famplan.assessment.key_areas import (
    KeyAreaChanges,
    KeyAreas,
    key_area_changes,
    key_areas,
)
from famplan.assessment.ladder import Rung
from famplan.assessment.measures import Direction, Evidence, Line, Measure
from famplan.assessment.progress import Pace, Progress, progress, share_of_working_days
from famplan.assessment.ranking import (
    AreaCounts,
    Funnel,
    League,
    NaiveRule,
    OverDispersion,
    Prior,
    RankSets,
    RankUncertainty,
    Shrunken,
    Standing,
    funnel,
    funnel_limits,
    honest_ranking,
    naive_rule,
    rank_sets,
    rank_uncertainty,
    shrink,
)
from famplan.assessment.sanction_rules import SanctionRules, find_sanction_rules, sanction_rules
from famplan.assessment.sanctions import Sanction
from famplan.assessment.scheme import Scheme
from famplan.assessment.scheme_file import Heading, find_scheme, read_scheme, scheme_from, schemes
from famplan.assessment.standards import (
    Checked,
    CheckedRow,
    JointCreation,
    JointLevel,
    Level,
    Requirement,
    Standard,
    check_standard,
    find_standard,
    joint_creation,
    level_reached,
    standards,
)
from famplan.assessment.statuses import (
    Conversion,
    OnCourse,
    Spell,
    Stage,
    conversion_stages,
    history_of_spells,
)
from famplan.assessment.targets import Target
from famplan.assessment.trace import Marks, Step
from famplan.assessment.tracing import TraceRow
from famplan.assessment.triggers import (
    EventTrigger,
    FigureTrigger,
    Firing,
    GradeTrigger,
    MissedTrigger,
    StatusTrigger,
    Trigger,
)
from famplan.assessment.unit_figures import UnitFigures, read_unit_figures, unit_figures_of
from famplan.assessment.what_if import Change, WhatIf, what_if

__all__ = [
    "Allowance",
    "AreaCounts",
    "Assessed",
    "Assessment",
    "Attained",
    "Attainment",
    "Ceilings",
    "Change",
    "Checked",
    "CheckedRow",
    "ClassChanges",
    "ClassOfUnit",
    "Classes",
    "Clearance",
    "Clearances",
    "Consequence",
    "Conversion",
    "Direction",
    "Due",
    "DueState",
    "Duty",
    "EventTrigger",
    "Evidence",
    "Figure",
    "FigureTrigger",
    "Firing",
    "Following",
    "Funnel",
    "Grade",
    "GradeScale",
    "GradeTrigger",
    "Heading",
    "History",
    "Item",
    "ItemResult",
    "JointCreation",
    "JointLevel",
    "Kept",
    "KeyAreaChanges",
    "KeyAreas",
    "League",
    "Level",
    "Line",
    "Marks",
    "Measure",
    "MissedTrigger",
    "NaiveRule",
    "OnCourse",
    "OverDispersion",
    "Pace",
    "Prior",
    "Progress",
    "RankSets",
    "RankUncertainty",
    "Requirement",
    "Role",
    "Rung",
    "Sanction",
    "SanctionRules",
    "Scheme",
    "Shrunken",
    "Spell",
    "Stage",
    "Standard",
    "Standing",
    "StatusTrigger",
    "Step",
    "Target",
    "TraceRow",
    "Trigger",
    "UnitClass",
    "UnitFigures",
    "WhatIf",
    "YearOfPlan",
    "YearRecord",
    "assess",
    "assess_units",
    "attainment",
    "check_standard",
    "class_changes",
    "classes_by_cut",
    "classes_by_place",
    "contradictions",
    "conversion_stages",
    "due_dates",
    "due_states",
    "duties",
    "find_sanction_rules",
    "find_scheme",
    "find_standard",
    "funnel",
    "funnel_limits",
    "history_of_spells",
    "honest_ranking",
    "joint_creation",
    "key_area_changes",
    "key_areas",
    "level_reached",
    "naive_rule",
    "progress",
    "rank_sets",
    "rank_uncertainty",
    "read_scheme",
    "read_unit_figures",
    "sanction_rules",
    "scheme_from",
    "schemes",
    "score",
    "share_of_working_days",
    "shrink",
    "standards",
    "unit_figures_of",
    "what_if",
    "what_if_units",
]
