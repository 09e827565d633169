"""Words for what the audit trail keeps as codes: the deeds, the kinds of object, the names and values of facts.

The apps above give the words in tables named in the settings: ``ACTION_TABLES`` (code: words), ``FACT_TABLES`` (name of
a fact: words) and ``VALUE_TABLES`` (name of a fact: {code: words}). What has no words is shown as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.urls import NoReverseMatch, reverse
from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vaocuoc.audit.models import Entry
from vaocuoc.audit.personal import HASHED
from vaocuoc.audit.queries import Reader
from vaocuoc.core.text import fold

FACTS: dict[str, str | Promise] = {
    "name": _("tên"),
    "title": _("tên"),
    "before": _("trước"),
    "after": _("sau"),
    "reason": _("lý do"),
    "date": _("ngày"),
    "changed": _("đã đổi"),
}


@dataclass(frozen=True)
class Line:
    """One entry in words."""

    entry: Entry
    deed: str
    object_kind: str
    address: str  # of the object's page; empty where none opens
    facts: tuple[tuple[str, str], ...]
    changes: tuple[tuple[str, str, str], ...] = ()  # what was edited: its name, what was, what is


def in_words(entries: list[Entry], reader: Reader | None = None) -> list[Line]:
    """Entries in the language of the request, linked to the pages that open to ``reader``; no query."""
    return [
        Line(
            entry=entry,
            deed=str(_deeds().get(entry.action, entry.action)),
            object_kind=object_kind(entry.object_type),
            address=_address(entry) if reader is None or reader.may_open(entry.object_type) else "",
            facts=tuple(_facts(entry.facts, entry.object_type)),
            changes=tuple(_changes(entry.facts, entry.object_type)),
        )
        for entry in entries
    ]


def object_kind(object_type: str) -> str:
    """The word for a kind of object ("đơn vị"); the code itself for a model that is no more."""
    try:
        return str(apps.get_model(object_type)._meta.verbose_name)
    except (LookupError, ValueError):
        return object_type


def deeds() -> list[tuple[str, str]]:
    """Every deed that has words, by its words (việc đã làm), to choose from."""
    return sorted(((code, str(words)) for code, words in _deeds().items()), key=lambda deed: fold(deed[1]))


def label(name: str) -> str:
    """The word for the name of a fact."""
    return _label(name)


@cache
def _deeds() -> dict[str, str | Promise]:
    return _gathered(settings.ACTION_TABLES)


@cache
def _names() -> dict[str, str | Promise]:
    return FACTS | _gathered(settings.FACT_TABLES)


@cache
def _values() -> dict[str, dict[str, str | Promise]]:
    found: dict[str, dict[str, str | Promise]] = {}
    for table in settings.VALUE_TABLES:
        for name, words in import_string(table).items():
            found.setdefault(name, {}).update(words)
    return found


def _gathered(tables: list[str]) -> dict[str, str | Promise]:
    found: dict[str, str | Promise] = {}
    for table in tables:
        found |= import_string(table)
    return found


def _address(entry: Entry) -> str:
    name = settings.OBJECT_PAGES.get(entry.object_type)
    if name is None or entry.object_id is None:
        return ""
    try:
        return reverse(name, args=[entry.object_id])
    except NoReverseMatch:
        return ""


def _facts(facts: dict[str, Any], object_type: str) -> list[tuple[str, str]]:
    """Named facts as pairs; bare numbers of rows are left out where their name stands beside them."""
    changes = _changes(facts, object_type)
    pairs = [(name, f"{old or '–'} → {new}" if new else old) for name, old, new in changes]
    told = {"before", "after", "changed"} if changes else set()
    if isinstance(facts.get("before"), str):  # the name that is, beside the name that was
        told |= {name for name in ("name", "title") if changes and name in facts}
    for key, value in facts.items():
        if key in told or value in (None, "", [], {}) or value is False:
            continue
        beside = facts.get(f"{key}_name")
        if beside is not None and not (isinstance(beside, str) and HASHED.fullmatch(beside)):
            continue
        pairs.append((_label(key), _value(key, value)))
    return pairs


def _changes(facts: dict[str, Any], object_type: str) -> list[tuple[str, str, str]]:
    """What was and what is (trước, sau), of everything that an edit changed."""
    changed, before = facts.get("changed"), facts.get("before")
    if isinstance(changed, dict):
        return [
            (_field(name, object_type), _value(name, old), _value(name, new)) for name, (old, new) in changed.items()
        ]
    if isinstance(before, dict):
        after = facts.get("after")
        later = after if isinstance(after, dict) else facts
        return [
            (_field(name, object_type), _value(name, old), _value(name, later[name]) if name in later else "")
            for name, old in before.items()
        ]
    if isinstance(before, str) and before:
        name = next((name for name in ("name", "title") if name in facts), "")
        return [(_field(name, object_type), _value(name, before), _value(name, facts[name]))] if name else []
    return []


def _field(name: str, object_type: str) -> str:
    """The word for what was edited: from the tables, else as the object's own form calls it."""
    if name in _names():
        return _label(name)
    try:
        return str(getattr(apps.get_model(object_type)._meta.get_field(name), "verbose_name", name))
    except (LookupError, ValueError, FieldDoesNotExist):
        return name


def _label(key: str) -> str:
    return str(_names().get(key, key))


def _value(key: str, value: Any) -> str:
    if isinstance(value, bool):
        return gettext("có") if value else gettext("không")
    if isinstance(value, dict):  # how many of each
        return ", ".join(f"{_value(key, name)} {number}" for name, number in value.items())
    if isinstance(value, list):
        if all(isinstance(one, int) for one in value):  # numbers of rows tell a reader nothing but how many
            return str(len(value))
        return ", ".join(_value(key, one) for one in value)
    if isinstance(value, str) and HASHED.search(value):
        return HASHED.sub(lambda found: gettext("đã băm (%(code)s)") % {"code": found[2][:8]}, value)
    if isinstance(value, str) and len(value) == 10 and (day := _day(value)):
        return day
    return str(_values().get(key, {}).get(str(value), value))


def _day(text: str) -> str:
    try:
        day = parse_date(text)
    except ValueError:
        return ""
    return f"{day:%d/%m/%Y}" if day else ""
