"""Which group a unit stands in on large tables (nhóm đơn vị): phường, xã, đặc khu, sở ngành and so on."""

from __future__ import annotations

import re

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.models import Level, UnitKind

GROUPS: dict[str, str | Promise] = {  # in the order of every table
    "phuong": _("Phường"),
    "xa": _("Xã"),
    "dac-khu": _("Đặc khu"),
    "cap-xa": _("Đơn vị khác ở cấp xã"),
    "nganh": _("Sở, ban, ngành"),
    "doan-the": _("Mặt trận và đoàn thể"),
    "doanh-nghiep": _("Doanh nghiệp"),
    "tinh": _("Cấp tỉnh"),
    "khac": _("Đơn vị khác"),
}
_PLACE = re.compile(r"\b(phường|xã|đặc khu)\b", re.IGNORECASE)
_PLACES = {"phường": "phuong", "xã": "xa", "đặc khu": "dac-khu"}
_KINDS: dict[str, str] = {
    UnitKind.DEPARTMENT: "nganh",
    UnitKind.OFFICE: "nganh",
    UnitKind.VERTICAL: "nganh",
    UnitKind.FRONT: "doan-the",
    UnitKind.ENTERPRISE: "doanh-nghiep",
}
_PLACE_KINDS = (UnitKind.TERRITORY, UnitKind.PARTY, UnitKind.GOVERNMENT)


def group_of(name: str, kind: str, level: str) -> str:
    """The group of a unit by its kind and level; of a commune's units by the word before its name."""
    if level == Level.COMMUNE and kind in _PLACE_KINDS:
        found = _PLACE.search(name)
        return _PLACES[found[0].lower()] if found else "cap-xa"
    if kind in _KINDS:
        return _KINDS[kind]
    return "tinh" if level == Level.PROVINCE else "khac"
