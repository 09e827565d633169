"""From a row of a list to what becomes of a unit, a post or an account (dòng danh bạ)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Q

from vaocuoc.core.text import fold, nfc
from vaocuoc.core.trackers.days import read_day
from vaocuoc.directory.models import Post, Unit
from vaocuoc.directory.organisations.queries import living_units
from vaocuoc.directory.people.models import Person, User
from vaocuoc.tracking.importing.models import Outcome
from vaocuoc.tracking.importing.records import Plan, Record, content_key, skipped
from vaocuoc.tracking.importing.resolving import Resolver


class DirectoryPlanner:
    """Plans the rows of a list of the directory; ``defaults`` say what no column does."""

    def __init__(self, kind: str, *, today: date, resolver: Resolver, defaults: Mapping[str, str]) -> None:
        self._kind, self._today, self._resolver, self._defaults = kind, today, resolver, defaults
        self._units = {_plain(name): pk for pk, name in living_units(today).values_list("pk", "name")}
        self._codes = dict(living_units(today).exclude(code="").values_list("code", "pk"))
        self._posts = {
            (unit, _plain(title)): pk
            for pk, unit, title in Post.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=today)).values_list(
                "pk", "unit_id", "title"
            )
        }
        self._usernames = set(User.objects.values_list("username", flat=True))
        self._people = {_plain(name) for name in Person.objects.values_list("name", flat=True)}

    def plan(self, records: Sequence[Record], *, take_hidden: bool) -> list[Plan]:
        """A plan for every record, in their order; a unit may stand under one of the same list."""
        kept = [record for record in records if not skipped(record, take_hidden=take_hidden)]
        self._listed = {_plain(record.line("name")) for record in kept} if self._kind == "units" else set()
        names = {record.line(name) for record in kept for name in ("unit", "parent")} - {""}
        self._resolver.prepare({name for name in names if _plain(name) not in self._listed}, posts=False)
        read: Callable[[Record], Plan] = {"units": self._unit, "posts": self._post, "accounts": self._account}[
            self._kind
        ]
        plans: list[Plan] = []
        taken: dict[str, int] = {}
        for record in records:
            if reason := skipped(record, take_hidden=take_hidden):
                plans.append(Plan(record, Outcome.SKIPPED, reason))
                continue
            plan = read(record)
            if plan.key in taken and plan.outcome != Outcome.HELD:
                plan = Plan(record, Outcome.SKIPPED, "duplicate", notes=[["duplicate_of", taken[plan.key]]])
            taken.setdefault(plan.key, record.number)
            plans.append(plan)
        return plans

    def _unit(self, record: Record) -> Plan:
        parent, name, code = record.line("parent"), record.line("name"), record.line("code")
        listed = _plain(parent) in self._listed
        values: dict[str, Any] = {
            "name": name,
            "short_name": record.line("short_name"),
            "code": code,
            "kind": self._word("unit_kind", record, "kind"),
            "level": self._word("level", record, "level"),
            "parent": None if listed or not parent else self._resolver.unit(parent),
            "parent_name": parent if listed else "",
            "relation": self._word("relation", record, "relation"),
            "aliases": [part.strip() for part in record.text("aliases").replace("\n", ";").split(";") if part.strip()],
            "valid_from": self._day(record),
        }
        if not parent and self._defaults.get("parent"):
            values["parent"] = int(self._defaults["parent"])
        missing = [one for one in ("name", "kind", "level") if not values[one]]
        if parent and not listed and values["parent"] is None:
            missing.append("parent")
        if (values["parent"] or listed) and not values["relation"]:
            missing.append("relation")
        known = code in self._codes if code else _plain(name) in self._units
        return self._plan(record, values, missing, known, content_key("unit", name, code))

    def _post(self, record: Record) -> Plan:
        title, unit = record.line("title"), self._resolver.unit(record.line("unit") or record.group)
        values: dict[str, Any] = {"title": title, "unit": unit, "valid_from": self._day(record)}
        missing = [name for name in ("title", "unit") if not values[name]]
        known = (unit or 0, _plain(title)) in self._posts
        return self._plan(record, values, missing, known, content_key("post", title, str(unit or record.number)))

    def _account(self, record: Record) -> Plan:
        unit = self._resolver.unit(record.line("unit") or record.group)
        username = record.line("username").lower()
        values = {
            "name": record.line("name"),
            "username": username,
            "email": record.line("email"),
            "unit": unit,
            "title": record.line("title"),
            "post": self._posts.get((unit or 0, _plain(record.line("title")))),
            "valid_from": self._day(record),
        }
        missing = [name for name in ("name", "username") if not values[name]]
        if record.line("title") and unit is None:
            missing.append("unit")
        return self._plan(record, values, missing, username in self._usernames, content_key("account", username))

    def _plan(self, record: Record, values: dict[str, Any], missing: list[str], known: bool, key: str) -> Plan:
        outcome = Outcome.SAME if known else Outcome.HELD if missing else Outcome.NEW
        return Plan(record, outcome, values=values, missing=[] if known else missing, key=key)

    def _word(self, field_: str, record: Record, name: str) -> str:
        return self._resolver.code(field_, record.line(name)) or self._defaults.get(field_, "")

    def _day(self, record: Record) -> str:
        given = read_day(record.cell("valid_from")).day
        return (given or date.fromisoformat(self._defaults.get("valid_from") or self._today.isoformat())).isoformat()


def named(units: Mapping[str, Unit], name: str) -> Unit | None:
    """The unit just made under this name."""
    return units.get(_plain(name))


def plain_name(name: str) -> str:
    """A name as it is compared within one list."""
    return _plain(name)


def _plain(text: str) -> str:
    return " ".join(fold(nfc(text)).split())
