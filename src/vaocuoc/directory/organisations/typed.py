"""Which unit a typed name means (tên đơn vị ghi bằng tay): by name, short name, another name or code; none is guessed.

All is asked of the units that are given, those that whoever types may see: no other is ever named in an answer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from vaocuoc.core.text import fold, nfc
from vaocuoc.directory.organisations.models import Unit, UnitAlias
from vaocuoc.directory.organisations.queries import UnitMatch, match_among

_SURE, _SAME = 0.9, 0.96  # a name at least this near is the unit; it bears the name as it was typed
_NEAR, _WORDS, _SHOWN = 3, 6, 100
_WORD = re.compile(r"[^\W_]+")
_APART = re.compile(r"^(?P<name>.*) \((?:số (?P<key>\d{1,18})|(?P<code>[^()]+))\)$")
_NONE = _("Không có đơn vị “%(name)s” trong phần được xem. Ghi đúng tên hoặc mã trong danh mục.")
_NEAREST = _("Không có đơn vị “%(name)s” trong phần được xem. Gần nhất: %(near)s.")
_SEVERAL = _("Có nhiều đơn vị tên “%(name)s”: %(near)s. Ghi đúng một tên trong các tên ấy.")


def units_meant(names: Iterable[str], units: QuerySet[Unit]) -> list[Unit]:
    """The units that these names mean, each once, in the order in which they are named; at most four queries where
    all are clear.

    A name is a code, a name of any sort, or one of :func:`told_apart`. Raises ``ValidationError``, one sentence for
    each name that no unit bears or that several bear alike, with what comes nearest.
    """
    named = list(dict.fromkeys(name for typed in names if (name := nfc(typed).strip(" \t\r\n,."))))
    if not named:
        return []
    found = _by_code(named, units)
    matches = _matches([name for name in named if name not in found], units)
    wrong = []
    for name, near in matches.items():
        if _is_sure(near):
            found[name] = near[0].unit
        else:
            wrong.append(_unclear(name, near, units))
    if wrong:
        raise ValidationError(wrong)
    return list(dict.fromkeys(found[name] for name in named))


def units_or_words(names: Iterable[str], units: QuerySet[Unit], *, known: Iterable[Unit] = ()) -> list[Unit | str]:
    """The same where others than units may be named too: a name that no unit bears stays in its words.

    ``known`` are units that stood there before: whoever leaves their names as they are keeps them. Raises
    ``ValidationError`` only for names that several units bear alike.
    """
    named = list(dict.fromkeys(name for typed in names if (name := nfc(typed).strip(" \t\r\n,."))))
    found = {unit.name: unit for unit in known}
    asked = [name for name in named if name not in found]
    found |= _by_code(asked, units) if asked else {}
    wrong = []
    for name, near in _matches([name for name in asked if name not in found], units).items():
        if _is_sure(near):
            found[name] = near[0].unit
        elif near and near[0].score >= _SURE:
            wrong.append(_unclear(name, near, units))
    if wrong:
        raise ValidationError(wrong)
    return list(dict.fromkeys(found.get(name, name) for name in named))


def units_like(units: QuerySet[Unit], typed: str, *, most: int) -> list[str]:
    """What names the units whose name holds all that is typed so far, to be offered below a field; one query."""
    for word in fold(nfc(typed)).split()[:_WORDS]:
        units = units.filter(folded__contains=word)
    return told_apart(units[:most])


def told_apart(units: Iterable[Unit]) -> list[str]:
    """The names of units as they may be typed again: of those that several bear, each with its code or its number."""
    units = list(units)
    names = Counter(unit.name for unit in units)
    codes = Counter((unit.name, unit.code) for unit in units)
    return [
        unit.name
        if names[unit.name] == 1
        else f"{unit.name} ({unit.code})"
        if unit.code and codes[unit.name, unit.code] == 1
        else f"{unit.name} (số {unit.pk})"
        for unit in units
    ]


def _by_code(named: Sequence[str], units: QuerySet[Unit]) -> dict[str, Unit]:
    """The units that are named by their codes alone, or by a name with a code or a number; at most two queries."""
    apart = {name: said for name in named if (said := _APART.match(name))}
    codes = {*named, *(said["code"] for said in apart.values() if said["code"])}
    keys = {int(said["key"]) for said in apart.values() if said["key"]}
    coded: dict[str, list[Unit]] = {}
    for unit in units.filter(code__in=codes):
        coded.setdefault(unit.code, []).append(unit)
    numbered = units.in_bulk(keys) if keys else {}
    found = {name: coded[name][0] for name in named if len(coded.get(name, ())) == 1}
    for name, said in apart.items():
        near = coded.get(said["code"], []) if said["code"] else [numbered.get(int(said["key"]))]
        meant = [unit for unit in near if unit is not None and fold(unit.name) == fold(said["name"])]
        if len(meant) == 1:
            found[name] = meant[0]
    return found


def _matches(names: Sequence[str], units: QuerySet[Unit]) -> dict[str, list[UnitMatch]]:
    """The units that come nearest to each name. One name alone is first looked for as it is, without reading all units:
    whatever bears it bears its words, so that no other can come as near.
    """
    if len(names) == 1:
        words = Q()
        for word in _WORD.findall(fold(nfc(names[0])))[:_WORDS]:
            words &= Q(folded__contains=word)
        bearing = units.filter(words | Q(pk__in=UnitAlias.objects.filter(words).values("unit")))
        matches = match_among(names, bearing, limit=_NEAR)
        if (near := matches[names[0]]) and near[0].score >= _SAME:
            return matches
    return match_among(names, units, limit=_NEAR)


def _is_sure(near: Sequence[UnitMatch]) -> bool:
    """Whether the first is meant and no other as well."""
    return bool(near) and near[0].score >= _SURE and not (len(near) > 1 and near[1].score == near[0].score)


def _unclear(name: str, near: Sequence[UnitMatch], units: QuerySet[Unit]) -> ValidationError:
    alike = [one.unit for one in near if one.score == near[0].score >= _SURE]
    offered = told_apart(alike or [one.unit for one in near]) or units_like(units, name, most=_NEAR)
    words = _SEVERAL if alike else _NEAREST if offered else _NONE
    return ValidationError(words, params={"name": name[:_SHOWN], "near": "; ".join(offered)})
