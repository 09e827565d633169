"""The official list of provinces and communes, of today and of before 1 July 2025 (danh mục đơn vị hành chính).

Read from the data files of the package ``vietnamadminunits`` (MIT), without its code and without a network: 34
provinces and 3,321 communes with their codes (Quyết định 19/2025/QĐ-TTg), the 63 provinces, 696 districts and 10,035
communes that there were until 30 June 2025, and what became of each. The list knows no shares of a divided commune and
no founding days: what is divided is carried on with an unknown share, and the former units are taken to have stood
since ``since``.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

from django.db import transaction
from django.db.models import Q

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.core.text import fold
from vaocuoc.directory.organisations.access import Keeper, require_directory
from vaocuoc.directory.organisations.models import Level, RelationKind, Succession, Unit, UnitKind, UnitRelation
from vaocuoc.directory.organisations.naming import clean_name, folded_name, sort_key
from vaocuoc.directory.organisations.operations import rebuild_reach

MERGED_ON = date(2025, 7, 1)
"""The first day of the two levels of local government."""
COUNTRY = "Cả nước"
_PROVINCE_ACT = "Nghị quyết số 202/2025/QH15"
_COMMUNE_ACT = "Nghị quyết của Ủy ban Thường vụ Quốc hội về sắp xếp đơn vị hành chính cấp xã năm 2025"
_WHOLE = 1_000_000
_BATCH = 2000


@dataclass(frozen=True)
class Place:
    """A unit of the list: ``above`` is the key of the place it belongs to, empty for a province."""

    key: str
    code: str
    name: str
    level: str
    above: str = ""


@dataclass(frozen=True)
class OfficialList:
    """The list as the package holds it. ``became`` leads from a former place to today's, ``divided`` holds those that
    went to several. Keys of former places begin with ``cũ:``, for a code may have named another place before."""

    provinces: tuple[Place, ...]
    communes: tuple[Place, ...]
    former: tuple[Place, ...]
    became: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def continuing(self) -> dict[str, str]:
        """Former places that are today's as they were: nothing else went into them and nothing of them elsewhere."""
        inherited = Counter(key for heirs in self.became.values() for key in heirs)
        names = {place.key: place.name for place in (*self.provinces, *self.communes)}
        return {
            place.key: heirs[0]
            for place in self.former
            if len(heirs := self.became.get(place.key, ())) == 1
            and inherited[heirs[0]] == 1
            and names[heirs[0]] == place.name
        }

    def of_provinces(self, wanted: Sequence[str]) -> OfficialList:
        """The part of the list that concerns these provinces of today, named by code or by name.

        Raises ``Refused("organisations.unknown_province")`` with the names it knows.
        """
        known = {name: place for place in self.provinces for name in (place.code, fold(place.name), _bare(place.name))}
        keys = set()
        for name in wanted:
            place = known.get(name.strip()) or known.get(fold(name.strip()))
            if place is None:
                raise Refused(
                    "organisations.unknown_province", name=name, known=", ".join(one.name for one in self.provinces)
                )
            keys.add(place.key)
        communes = tuple(place for place in self.communes if place.above in keys)
        kept = keys | {place.key for place in communes}
        became = {key: heirs for key, heirs in self.became.items() if kept & set(heirs)}
        above = {place.key: place.above for place in self.former}
        needed = set(became)
        for key in became:
            while key := above.get(key, ""):
                needed.add(key)
        return OfficialList(
            tuple(place for place in self.provinces if place.key in keys),
            communes,
            tuple(place for place in self.former if place.key in needed),
            {key: tuple(heir for heir in heirs if heir in kept) for key, heirs in became.items()},
        )


@dataclass(frozen=True)
class Loaded:
    """What the loading did: units made and found, relations and successions made."""

    made: int
    found: int
    relations: int
    successions: int


def official_list() -> OfficialList:
    """The whole list. Raises ``Refused("organisations.no_official_list")`` where the package's data are not there."""
    spec = find_spec("vietnamadminunits")  # found, not imported: importing it would read all its parsers
    folder = Path(spec.origin).parent / "data" if spec is not None and spec.origin else None
    if folder is None or not (folder / "dataset.db").is_file() or not (folder / "converter_2025.json").is_file():
        raise Refused("organisations.no_official_list")
    became = _became(json.loads((folder / "converter_2025.json").read_text("utf-8")))
    with closing(sqlite3.connect(f"{(folder / 'dataset.db').as_uri()}?mode=ro", uri=True)) as data:
        today = data.execute(
            "SELECT provinceKey, provinceCode, province, wardKey, wardCode, ward FROM admin_units ORDER BY wardCode"
        ).fetchall()
        before = data.execute(
            "SELECT provinceKey, provinceCode, province, districtKey, districtCode, district, wardKey, wardCode, ward"
            " FROM admin_units_legacy ORDER BY provinceCode, districtCode, wardCode"
        ).fetchall()
    provinces = {row[0]: Place(row[0], row[1], row[2], Level.PROVINCE) for row in today}
    communes = [Place(f"{row[0]}_{row[3]}", row[4], row[5], Level.COMMUNE, row[0]) for row in today]
    former: dict[str, Place] = {}
    for province, code, name, district, district_code, district_name, ward, ward_code, ward_name in before:
        upper, middle = f"cũ:{province}", f"cũ:{province}_{district}"
        former.setdefault(upper, Place(upper, code, name, Level.PROVINCE))
        former.setdefault(middle, Place(middle, district_code, district_name, Level.DISTRICT, upper))
        if ward:  # five islands were districts without communes
            key = f"{middle}_{ward}"
            former[key] = Place(key, ward_code, ward_name, Level.COMMUNE, middle)
    ordered = tuple(sorted(provinces.values(), key=lambda place: place.code))
    return OfficialList(ordered, tuple(communes), tuple(former.values()), became)


def load_official(actor: Keeper | None, units: OfficialList, *, since: date) -> Loaded:
    """Enter the places of a list with their relations and successions (nạp danh mục đơn vị hành chính), all or nothing.

    Loading again changes nothing. A place that was entered by hand without a code, of the same name in the same
    province, gets its code instead of a twin. ``since`` is the day from which the former units, and those that
    continue, are taken to have stood. Raises ``Refused``: ``access.denied``, ``organisations.since_after_merger``.
    """
    require_directory(actor)
    if since >= MERGED_ON:
        raise Refused("organisations.since_after_merger", day=MERGED_ON)
    with transaction.atomic():
        loading = _Loading(units, since)
        loading.find()
        found = len(loading.units)
        made = loading.make()
        relations, successions = loading.relate(), loading.succeed()
        if made or relations or successions:
            rebuild_reach()
            first = loading.units[units.provinces[0].key]
            record(
                actor,
                "organisations.load_official",
                first,
                units=made,
                relations=relations,
                successions=successions,
                valid_from=since.isoformat(),
            )
    return Loaded(made, found, relations, successions)


class _Loading:
    """The places of a list beside the units they are."""

    def __init__(self, units: OfficialList, since: date) -> None:
        self.list = units
        self.since = since
        self.units: dict[str, Unit] = {}
        self.heir_of = units.continuing
        self.stood = set(self.heir_of.values())
        self.today = (*units.provinces, *units.communes)
        self.ended = [place for place in units.former if place.key not in self.heir_of]

    def find(self) -> None:
        """The units that are there already: by code, else by name."""
        there = list(Unit.objects.filter(kind=UnitKind.TERRITORY))
        alive = {(unit.code, unit.level): unit for unit in there if unit.code and unit.valid_to is None}
        gone = {(unit.code, unit.level): unit for unit in there if unit.code and unit.valid_to == MERGED_ON}
        for places, known in ((self.today, alive), (self.ended, gone)):
            for place in places:
                if unit := known.get((place.code, place.level)):
                    self.units[place.key] = unit
        self._adopt([unit for unit in there if not unit.code and unit.valid_to is None])

    def _adopt(self, nameless: Sequence[Unit]) -> None:
        """Give its code to a place that was entered without one, where name and province leave no doubt."""
        above = dict(
            UnitRelation.objects.filter(kind=RelationKind.TERRITORY, child__in=nameless, valid_to=None).values_list(
                "child_id", "parent_id"
            )
        )
        by_name: dict[tuple[str, str], list[Unit]] = defaultdict(list)
        for unit in nameless:
            if unit.valid_from <= MERGED_ON:
                by_name[fold(unit.name), unit.level].append(unit)
        common = Counter((fold(place.name), place.level) for place in self.today)
        for place in self.today:  # provinces come first, so that their communes know them
            if place.key in self.units:
                continue
            name = (fold(place.name), place.level)
            province = self.units.get(place.above)
            fits = [
                unit
                for unit in by_name[name]
                if unit.code == ""
                and ((unit.pk not in above and common[name] == 1) or (province and above.get(unit.pk) == province.pk))
            ]
            if len(fits) == 1:
                fits[0].code = place.code
                fits[0].save(update_fields=["code"])
                self.units[place.key] = fits[0]

    def make(self) -> int:
        """Found what is missing; gives how many."""
        new = [
            (place.key, self._unit(place, self.since if place.key in self.stood else MERGED_ON, None))
            for place in self.today
            if place.key not in self.units
        ]
        new += [
            (place.key, self._unit(place, self.since, MERGED_ON)) for place in self.ended if place.key not in self.units
        ]
        if len(self.list.provinces) > 1 and not self._country():
            country = Place("", "", COUNTRY, Level.CENTRAL)
            new.append(("", self._unit(country, self.since, None)))
        made = Unit.objects.bulk_create([unit for _, unit in new], batch_size=_BATCH)
        self.units |= {key: unit for (key, _), unit in zip(new, made, strict=True)}
        self.units |= {former: self.units[heir] for former, heir in self.heir_of.items()}
        return len(made)

    def _country(self) -> bool:
        country = Unit.objects.filter(kind=UnitKind.TERRITORY, level=Level.CENTRAL, valid_to=None).first()
        if country is not None:
            self.units[""] = country
        return country is not None

    @staticmethod
    def _unit(place: Place, begins: date, ends: date | None) -> Unit:
        name = clean_name(place.name)
        return Unit(
            name=name,
            code=place.code,
            kind=UnitKind.TERRITORY,
            level=place.level,
            valid_from=begins,
            valid_to=ends,
            folded=folded_name(name, ""),
            sort_key=sort_key(name),
        )

    def relate(self) -> int:
        """Communes below provinces from the merger on; before it communes below districts below provinces."""
        wanted: dict[tuple[int, int], tuple[date, date | None]] = {}
        for place in self.today:
            upper, lower = self.units.get(place.above), self.units[place.key]
            if upper is not None:
                begins = MERGED_ON if place.level == Level.COMMUNE else max(upper.valid_from, lower.valid_from)
                wanted[upper.pk, lower.pk] = (max(begins, upper.valid_from, lower.valid_from), None)
        for place in self.list.former:
            upper, lower = self.units.get(place.above), self.units[place.key]
            if upper is not None and upper.pk != lower.pk and (upper.pk, lower.pk) not in wanted:
                wanted[upper.pk, lower.pk] = (max(self.since, upper.valid_from, lower.valid_from), MERGED_ON)
        there = set(UnitRelation.objects.filter(kind=RelationKind.TERRITORY).values_list("parent_id", "child_id"))
        made = [
            UnitRelation(kind=RelationKind.TERRITORY, parent_id=upper, child_id=lower, valid_from=begins, valid_to=ends)
            for (upper, lower), (begins, ends) in wanted.items()
            if (upper, lower) not in there and (ends is None or begins < ends)
        ]
        UnitRelation.objects.bulk_create(made, batch_size=_BATCH)
        return len(made)

    def succeed(self) -> int:
        """What each former place became; of a divided one the shares are not known."""
        there = set(Succession.objects.filter(Q(date=MERGED_ON)).values_list("predecessor_id", "successor_id"))
        made = []
        for place in self.ended:
            heirs = self.list.became.get(place.key, ())
            whole = len(heirs) == 1
            for heir in heirs:
                pair = (self.units[place.key].pk, self.units[heir].pk)
                if pair in there or pair[0] == pair[1]:
                    continue
                there.add(pair)
                act = _PROVINCE_ACT if place.level == Level.PROVINCE else _COMMUNE_ACT
                made.append(
                    Succession(
                        predecessor_id=pair[0],
                        successor_id=pair[1],
                        share_ppm=_WHOLE if whole else None,
                        date=MERGED_ON,
                        act=act,
                    )
                )
        Succession.objects.bulk_create(made, batch_size=_BATCH)
        return len(made)


def _became(data: dict[str, dict[str, object]]) -> dict[str, tuple[str, ...]]:
    """From each former place to today's, of the package's three tables."""
    heirs: dict[str, list[str]] = defaultdict(list)
    for province, sources in data["DICT_PROVINCE"].items():
        for source in _strings(sources):
            heirs[f"cũ:{source}"].append(province)
    for province, communes in data["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        assert isinstance(communes, dict)
        for commune, sources in communes.items():
            for source in _strings(sources):
                # "tinhquangtri_huyenconco_": a district without communes became a commune
                heirs["cũ:" + source.rstrip("_")].append(f"{province}_{commune}")
    for province, divided in data["DICT_PROVINCE_WARD_DIVIDED"].items():
        assert isinstance(divided, dict)
        for source, parts in divided.items():
            heirs[f"cũ:{source}"] += [f"{province}_{part['newWardKey']}" for part in parts]
    return {key: tuple(dict.fromkeys(found)) for key, found in heirs.items()}


def _strings(values: object) -> list[str]:
    assert isinstance(values, list)
    return [str(value) for value in values]


def _bare(name: str) -> str:
    """ "Thành phố Cần Thơ" and "Tỉnh Cà Mau" by the name alone."""
    folded = fold(name)
    for word in ("thanh pho ", "tinh "):
        if folded.startswith(word):
            return folded.removeprefix(word)
    return folded
