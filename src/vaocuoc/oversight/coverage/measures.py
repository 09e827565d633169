"""The gaps of a document as measures (khoảng trống): each a number of a whole, and the list that it opens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vaocuoc.oversight.coverage.carried import Carried, Clause, Item
from vaocuoc.oversight.coverage.models import Group
from vaocuoc.oversight.coverage.programmes import Issuing, UnitRow


@dataclass(frozen=True)
class Measure:
    """So many of a whole that somebody still must see to; ``key`` is the list in the address."""

    key: str
    words: str | Promise
    gaps: Sequence[Item]
    whole: int

    @property
    def carried(self) -> int:
        return self.whole - len(self.gaps)


_GAPS: dict[str, tuple[str | Promise, bool, Callable[[Item], bool]]] = {
    "chua-theo-doi": (gettext_lazy("Chỉ tiêu chưa đưa vào theo dõi"), True, lambda one: not one.has_indicator),
    "chua-dau-moi": (gettext_lazy("Chỉ tiêu chưa có cơ quan theo dõi"), True, lambda one: not one.has_owner),
    "chua-nhiem-vu": (gettext_lazy("Chỉ tiêu chưa có nhiệm vụ nào thực hiện"), True, lambda one: not one.tasks),
    "chua-giao": (gettext_lazy("Nhiệm vụ đã nhận, chưa giao ai"), False, lambda one: not one.tasks),
    "chua-tai-khoan": (gettext_lazy("Nhiệm vụ mà chủ trì chưa có tài khoản"), False, lambda one: bool(one.no_account)),
}

STATES: dict[str, tuple[str | Promise, str]] = {  # of units: words, tone of the picture
    "in_time": (gettext_lazy("Đã ban hành đúng hạn"), "good"),
    "issued": (gettext_lazy("Đã ban hành"), "good"),
    "late": (gettext_lazy("Ban hành chậm"), "warn"),
    "overdue": (gettext_lazy("Chưa ban hành, quá hạn"), "bad"),
    "waiting": (gettext_lazy("Chưa ban hành"), "none"),
}
_ALL = tuple(STATES)
UNIT_LISTS: dict[str, tuple[str | Promise, tuple[str, ...]]] = {
    "": (gettext_lazy("Tất cả"), _ALL),
    "da-ban-hanh": (gettext_lazy("Đã ban hành"), ("in_time", "issued", "late")),
    "cham": (gettext_lazy("Ban hành chậm"), ("late",)),
    "chua": (gettext_lazy("Chưa ban hành"), ("overdue", "waiting")),
    "qua-han": (gettext_lazy("Quá hạn"), ("overdue",)),
}


def measures_of(carried: Carried) -> list[Measure]:
    """Every gap with its whole; those of kinds that the document has none of are left out."""
    targets, tasks = carried.targets, carried.tasks
    found = []
    for key, (words, of_targets, is_gap) in _GAPS.items():
        whole = targets if of_targets else tasks
        if whole:
            found.append(Measure(key, words, [one for one in whole if is_gap(one)], len(whole)))
    return found


def without_tasks(carried: Carried) -> list[Clause]:
    """The sections of the document none of whose targets and tasks anybody carries (mục chưa có nhiệm vụ)."""
    return [clause for clause in carried.clauses if not clause.tasks]


def narrowed(issuing: Issuing, key: str) -> list[UnitRow]:
    """The units of a list in the address; all where there is no such list. Those late longest come first."""
    _words, states = UNIT_LISTS.get(key, UNIT_LISTS[""])
    rows = [row for row in issuing.rows if row.state in states]
    return sorted(rows, key=lambda row: -(row.late or 0)) if states != _ALL else rows


@dataclass(frozen=True)
class GroupRow:
    """A group of a document: its targets and tasks, and how many of them have a task."""

    key: str
    words: str
    items: Sequence[Item]

    @property
    def carried(self) -> int:
        return sum(bool(one.tasks) for one in self.items)


def groups_of(carried: Carried) -> list[GroupRow]:
    """The groups that something of the document was marked as belonging to."""
    rows = [
        GroupRow(key, str(words), [one for one in carried.items if one.group == key]) for key, words in Group.choices
    ]
    return [row for row in rows if row.items]


def carried_sentence(carried: Carried) -> str:
    """ "8/10 chỉ tiêu đã theo dõi, 21/24 nhiệm vụ đã giao." """
    parts = []
    if targets := carried.targets:
        facts = {"part": sum(one.has_indicator for one in targets), "whole": len(targets)}
        parts.append(_("%(part)s/%(whole)s chỉ tiêu đã theo dõi") % facts)
    if tasks := carried.tasks:
        facts = {"part": sum(bool(one.tasks) for one in tasks), "whole": len(tasks)}
        parts.append(_("%(part)s/%(whole)s nhiệm vụ đã giao") % facts)
    return ", ".join(parts)


def issuing_sentence(issuing: Issuing) -> str:
    """ "120/168 đơn vị đã ban hành chương trình riêng, 3 chậm; 40 chưa ban hành, quá hạn"."""
    facts = {
        "part": issuing.issued, "whole": len(issuing.rows), "late": issuing.of("late"), "over": issuing.of("overdue"),
    }  # fmt: skip
    words = _("%(part)s/%(whole)s đơn vị đã ban hành chương trình riêng") % facts
    if facts["late"]:
        words += _(", %(late)s chậm") % facts
    if facts["over"]:
        words += _("; %(over)s chưa ban hành, đã quá hạn") % facts
    return words
