"""The models of the directory, gathered for Django."""

from vaocuoc.directory.inspections.models import (
    InspectedUnit,
    InspectionDecision,
    InspectionPost,
    InspectionSubject,
    SubjectKind,
)
from vaocuoc.directory.installation.models import Installation
from vaocuoc.directory.organisations.models import (
    LEVELS_TODAY,
    Level,
    Organ,
    Post,
    ReachMark,
    RelationKind,
    Succession,
    Unit,
    UnitAlias,
    UnitKind,
    UnitReach,
    UnitRelation,
)
from vaocuoc.directory.people.models import (
    GroupGrant,
    Oversight,
    OversightKind,
    Person,
    PostHolding,
    Role,
    RoleGrant,
    User,
)
from vaocuoc.directory.saved_views.models import DefaultView, SavedView

__all__ = [
    "LEVELS_TODAY",
    "DefaultView",
    "GroupGrant",
    "InspectedUnit",
    "InspectionDecision",
    "InspectionPost",
    "InspectionSubject",
    "Installation",
    "Level",
    "Organ",
    "Oversight",
    "OversightKind",
    "Person",
    "Post",
    "PostHolding",
    "ReachMark",
    "RelationKind",
    "Role",
    "RoleGrant",
    "SavedView",
    "SubjectKind",
    "Succession",
    "Unit",
    "UnitAlias",
    "UnitKind",
    "UnitReach",
    "UnitRelation",
    "User",
]
