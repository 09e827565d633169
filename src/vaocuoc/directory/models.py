"""The models of the directory, gathered for Django."""

from vaocuoc.directory.installation.models import Installation
from vaocuoc.directory.organisations.models import (
    Level,
    Organ,
    Post,
    RelationKind,
    Succession,
    Unit,
    UnitAlias,
    UnitKind,
    UnitReach,
    UnitRelation,
)
from vaocuoc.directory.people.models import Person, PostHolding, Role, RoleGrant, User

__all__ = [
    "Installation",
    "Level",
    "Organ",
    "Person",
    "Post",
    "PostHolding",
    "RelationKind",
    "Role",
    "RoleGrant",
    "Succession",
    "Unit",
    "UnitAlias",
    "UnitKind",
    "UnitReach",
    "UnitRelation",
    "User",
]
