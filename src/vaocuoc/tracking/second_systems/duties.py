"""What second systems make of a post's work (việc phải làm)."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.directory.people.duties import Duty, DutyDeed
from vaocuoc.tracking.second_systems.counting import waiting_for
from vaocuoc.tracking.second_systems.showing import SLUGS
from vaocuoc.tracking.second_systems.subjects import CHANGED, MISSING
from vaocuoc.ui.dates import format_moment


def duties(actor: Actor) -> Iterator[Duty]:
    """One line a system and kind: so many not entered yet, so many changed here since; each leads to its list."""
    if actor.post is None or not (actor.may_somewhere(Action.UPDATE) or actor.may_somewhere(Action.REPORT)):
        return
    waiting = waiting_for(actor)
    note = _("Đếm lúc %(at)s.") % {"at": format_moment(waiting.at, actor.today)} if waiting.at else ""
    for one in waiting.found:
        facts = {"system": one.system.short_name, "kind": str(one.kind.label).lower()}
        address = f"{reverse('second_systems:list')}?he-thong={one.system.pk}&loai={SLUGS[one.kind]}&tinh-trang="
        if one.missing:
            words = ngettext(
                "%(count)s %(kind)s chưa nhập vào hệ thống %(system)s",
                "%(count)s %(kind)s chưa nhập vào hệ thống %(system)s",
                one.missing,
            ) % {**facts, "count": one.missing}
            yield _duty("second_systems.missing", words, one.system.name, note, address + MISSING)
        if one.changed:
            words = ngettext(
                "%(count)s %(kind)s đã thay đổi từ khi nhập vào hệ thống %(system)s",
                "%(count)s %(kind)s đã thay đổi từ khi nhập vào hệ thống %(system)s",
                one.changed,
            ) % {**facts, "count": one.changed}
            yield _duty("second_systems.changed", words, one.system.name, note, address + CHANGED)


def _duty(kind: str, what: str, name: str, note: str, address: str) -> Duty:
    return Duty(kind=kind, what=what, name=name, url=address, note=note, deeds=(DutyDeed(what, address),))
