"""A thing in a second system as a page shows it: its name, ours beside theirs, what changed since it was entered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vaocuoc.directory.people.access import Actor
from vaocuoc.tracking.indicators.arithmetic import aim_words, with_unit
from vaocuoc.tracking.indicators.scaling import from_scaled
from vaocuoc.tracking.second_systems.access import noted_by
from vaocuoc.tracking.second_systems.columns import period_of
from vaocuoc.tracking.second_systems.models import Kind, SecondSystem, Stand, SystemEntry
from vaocuoc.tracking.second_systems.subjects import CHANGED, DIFFERS, MISSING, SAME, entries_of, said_of
from vaocuoc.tracking.tasks.models import Closure
from vaocuoc.ui.dates import format_day, period_name
from vaocuoc.ui.words import TASK_STATES

SLUGS: dict[Kind, str] = {Kind.TASK: "nhiem-vu", Kind.FIGURE: "so-lieu", Kind.TARGET: "muc-tieu"}
KINDS = {slug: kind for kind, slug in SLUGS.items()}

STATUS_WORDS: dict[str, str | Promise] = {
    MISSING: gettext_lazy("Chưa nhập"),
    CHANGED: gettext_lazy("Đã thay đổi từ khi nhập"),
    DIFFERS: gettext_lazy("Khác"),
    SAME: gettext_lazy("Đã nhập, khớp"),
}
TONES = {MISSING: "warn", CHANGED: "warn", DIFFERS: "bad", SAME: "good"}
_SAID: dict[str, str | Promise] = {
    "title": gettext_lazy("Nội dung"),
    "lead": gettext_lazy("Chủ trì"),
    "product": gettext_lazy("Sản phẩm"),
    "due": gettext_lazy("Hạn"),
    "closure": gettext_lazy("Kết thúc"),
    "completed_on": gettext_lazy("Ngày hoàn thành"),
    "value": gettext_lazy("Giá trị"),
    "missing_reason": gettext_lazy("Lý do không có số"),
    "comparator": gettext_lazy("So sánh"),
    "value_high": gettext_lazy("Đến"),
}


@dataclass(frozen=True)
class Change:
    """What is not as it was when it was entered there: the field, then, now."""

    label: str | Promise
    was: str
    now: str


@dataclass(frozen=True)
class Shown:
    """A row: what it is of, how it stands in the system, what of it differs; ``may`` note anything of it."""

    system: SecondSystem
    kind: Kind
    subject: Any
    entry: SystemEntry | None
    status: str
    code: str
    name: str
    more: str
    ours: str
    page: str
    may: bool
    changes: tuple[Change, ...] = ()

    @property
    def slug(self) -> str:
        return SLUGS[self.kind]

    @property
    def address(self) -> str:
        return reverse("second_systems:item", args=[self.system.pk, self.slug, self.subject.pk])

    @property
    def words(self) -> str | Promise:
        return STATUS_WORDS[self.status]

    @property
    def tone(self) -> str:
        return TONES[self.status]

    @property
    def is_entered(self) -> bool:
        return self.entry is not None and self.entry.stand != Stand.NOT_ENTERED


def shown(actor: Actor, system: SecondSystem, kind: Kind, subjects: Sequence[Any], *, today: date) -> list[Shown]:
    """These subjects, which carry their ``status`` (and tasks their ``state``), as rows; three queries at most."""
    entries = entries_of(system, kind, subjects) if subjects else {}
    allowed = noted_by(actor, system, kind, subjects)
    return [row_of(system, kind, one, entries.get(one.pk), one.pk in allowed, one.status) for one in subjects]


def row_of(
    system: SecondSystem, kind: Kind, subject: Any, entry: SystemEntry | None, may: bool, status: str
) -> Shown:  # fmt: skip
    """One row; no query."""
    is_task = kind == Kind.TASK
    return Shown(
        system=system,
        kind=kind,
        subject=subject,
        entry=entry,
        status=status,
        code=subject.code if is_task else subject.indicator.code,
        name=subject.title if is_task else subject.indicator.name,
        more=_more(kind, subject),
        ours=_ours(kind, subject),
        page=reverse("tasks:detail", args=[subject.pk])
        if is_task
        else reverse("indicators:detail", args=[subject.indicator_id]) + f"?don-vi={subject.unit_id}",
        may=may,
        changes=tuple(_changes(kind, subject, entry)) if status == CHANGED and entry else (),
    )


def _more(kind: Kind, subject: Any) -> str:
    if kind == Kind.TASK:
        lead = str(subject.lead_unit or subject.lead_post)
        return f"{lead} · {subject.document}" if subject.document else lead
    if kind == Kind.FIGURE:
        return f"{subject.unit} · {period_name(period_of(subject))}"
    return str(subject.unit)


def _ours(kind: Kind, subject: Any) -> str:
    if kind == Kind.TASK:
        mark = TASK_STATES.get(getattr(subject, "state", ""))
        due = _("hạn %(day)s") % {"day": format_day(subject.due)} if subject.due else _("chưa có hạn")
        return f"{mark.word}, {due}" if mark else due
    if kind == Kind.FIGURE:
        if subject.value is None:
            return str(subject.missing_reason)
        return with_unit(from_scaled(subject.value, subject.indicator.decimals), subject.indicator)
    return aim_words(subject, subject.indicator)


def _changes(kind: Kind, subject: Any, entry: SystemEntry) -> Iterable[Change]:
    now = said_of(kind, subject)
    for name, label in _SAID.items():
        if name in now and entry.said.get(name) != now[name]:
            yield Change(label, _said(kind, subject, name, entry.said.get(name)), _said(kind, subject, name, now[name]))


def _said(kind: Kind, subject: Any, name: str, value: Any) -> str:
    if value in (None, ""):
        return str(Closure.NONE.label) if name == "closure" else _("để trống")
    if name in ("due", "completed_on"):
        return format_day(date.fromisoformat(value))
    if name == "closure":
        return str(Closure(value).label)
    if name in ("value", "value_high"):
        return with_unit(from_scaled(value, subject.indicator.decimals), subject.indicator)
    return str(value)
