"""Splitting a finding and merging two (tách, gộp phát hiện): the sentences read stay, new findings refer to them.

The origin is put aside with the reason and gives way to what came of it; undoing turns that round. Nothing is deleted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from vaocuoc.audit.operations import record
from vaocuoc.core.errors import Refused
from vaocuoc.core.reading.clears import clears
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.models import Finding, FindingKind, FindingState
from vaocuoc.documents.readings.operations import add_finding_row, reject_finding_row, reopen_finding_row
from vaocuoc.tracking.intake.access import get_finding
from vaocuoc.tracking.intake.models import Deed, Descent

REGROUPED = (FindingKind.TASK, FindingKind.SHORTCOMING, FindingKind.PROPOSAL)
"""The kinds that are clauses, and so can be cut and joined; a figure is one number."""

_FARTHEST = 600  # characters that may stand between two sentences that are merged
_BOUNDARY = re.compile(r"[;,.]\s+|\n+|\s+(?=(?:và|đồng thời)\s)", re.IGNORECASE)
_JOINING = re.compile(r"(?:và|đồng thời)\s+", re.IGNORECASE)
_EDGES = " \t\n,;."
_SHORTEST = 2  # words of a part


def boundaries_of(quote: str) -> list[int]:
    """Where a quote may be cut: the offsets at which another clause may begin (chỗ có thể tách), in order."""
    found = []
    for match in _BOUNDARY.finditer(quote):
        place = match.end()
        if min(len(quote[:place].split()), len(quote[place:].split())) >= _SHORTEST:
            found.append(place)
    return found


def split_finding(*, actor: Actor, finding_id: int, version: int, places: Sequence[int]) -> list[Finding]:
    """Cut a finding's quote at these offsets (tách phát hiện); the parts, in order, as open findings.

    Raises ``Refused``: ``access.denied``, ``conflict.finding_changed``; ``intake.not_regrouped`` for a kind that is no
    clause; ``intake.split_nowhere`` where a part would hold fewer than two words. Http404 where hidden.
    """
    origin = get_finding(actor, finding_id)
    actor.require(Action.REVIEW, origin.document.keeper_id)
    if origin.kind not in REGROUPED:
        raise Refused("intake.not_regrouped")
    cuts = sorted({place for place in places if 0 < place < len(origin.quote)})
    spans = [
        _trimmed(origin.quote, start, end) for start, end in zip([0, *cuts], [*cuts, len(origin.quote)], strict=True)
    ]
    if len(spans) < 2 or any(len(origin.quote[start:end].split()) < _SHORTEST for start, end in spans):
        raise Refused("intake.split_nowhere", field="places")
    reason = _("Đã tách thành %(count)s phát hiện") % {"count": len(spans)}
    with transaction.atomic():
        reject_finding_row(actor=actor, finding_id=origin.pk, version=version, reason=reason)
        made = [_part(actor, origin, start, end) for start, end in spans]
        for part in made:
            Descent.objects.create(origin=origin, finding=part, deed=Deed.SPLIT, made_by=actor.user)
        _follow([origin], made)
        record(actor, "intake.split", origin, into=[part.pk for part in made])
    return made


def merge_findings(*, actor: Actor, finding_id: int, version: int, other_id: int, other_version: int) -> Finding:
    """Join two findings of one kind that stand near each other (gộp phát hiện); the whole, as an open finding.

    Raises ``Refused``: ``access.denied``, ``conflict.finding_changed``, ``intake.not_regrouped``, and
    ``intake.merge_far`` where they are of different kinds or too much text stands between. Http404 where hidden.
    """
    one, other = get_finding(actor, finding_id), get_finding(actor, other_id)
    actor.require(Action.REVIEW, one.document.keeper_id)
    if one.kind not in REGROUPED:
        raise Refused("intake.not_regrouped")
    if one.start > other.start:
        one, other, version, other_version = other, one, other_version, version
    near = one.pk != other.pk and one.reading_id == other.reading_id and one.kind == other.kind
    if not near or other.start - one.end > _FARTHEST:
        raise Refused("intake.merge_far")
    start, end = one.start, max(one.end, other.end)
    quote = one.reading.text[start:end]
    with transaction.atomic():
        for finding, seen in ((one, version), (other, other_version)):
            reject_finding_row(actor=actor, finding_id=finding.pk, version=seen, reason=_("Đã gộp với phát hiện khác"))
        fields = _read_of(quote, _joined(one.fields, other.fields), "by_hand.merge", one.kind)
        made = add_finding_row(
            actor=actor, reading=one.reading, kind=one.kind, start=start, end=end, quote=quote, fields=fields,
            page=one.page, section=one.section,
        )  # fmt: skip
        for origin in (one, other):
            Descent.objects.create(origin=origin, finding=made, deed=Deed.MERGE, made_by=actor.user)
        _follow([one, other], [made])
        record(actor, "intake.merge", made, origins=[one.pk, other.pk])
    return made


def undo_regrouping(*, actor: Actor, finding_id: int) -> Finding:
    """Take a split or a merge back (hoàn tác tách, gộp), asked of a finding that came of it; the first origin, open.

    Raises ``Refused``: ``access.denied``; ``intake.nothing_to_undo``; ``intake.regrouped_decided`` where one of those
    that came of it has been decided on, or was itself split or merged.
    """
    finding = get_finding(actor, finding_id)
    actor.require(Action.REVIEW, finding.document.keeper_id)
    with transaction.atomic():
        standing = Descent.objects.select_for_update().filter(deed__in=(Deed.SPLIT, Deed.MERGE), undone_at=None)
        above = list(standing.filter(finding=finding))
        if not above:
            raise Refused("intake.nothing_to_undo")
        deed = above[0].deed
        rows = above if deed == Deed.MERGE else list(standing.filter(origin=above[0].origin_id, deed=deed))
        came = list(Finding.objects.filter(pk__in={row.finding_id for row in rows}))
        if any(one.state != FindingState.OPEN for one in came):
            raise Refused("intake.regrouped_decided")
        reason = _("Đã hoàn tác tách") if deed == Deed.SPLIT else _("Đã hoàn tác gộp")
        for one in came:
            reject_finding_row(actor=actor, finding_id=one.pk, version=one.version, reason=reason)
        standing.filter(pk__in=[row.pk for row in rows]).update(undone_at=timezone.now())
        origins = Finding.objects.filter(pk__in={row.origin_id for row in rows}).order_by("start", "pk")
        opened = [reopen_finding_row(actor=actor, finding_id=one.pk, version=one.version) for one in origins]
        record(actor, "intake.unregroup", opened[0], deed=deed, parts=[one.pk for one in came])
    return opened[0]


def came_of(finding: Finding) -> str:
    """By which deed an open finding came of others (tách, gộp); empty where it was read."""
    row = Descent.objects.filter(finding=finding, deed__in=(Deed.SPLIT, Deed.MERGE), undone_at=None).first()
    return row.deed if row else ""


def _follow(origins: Sequence[Finding], made: Sequence[Finding]) -> None:
    """Let the apps above do what follows for theirs (``settings.REGROUPING_FOLLOWERS``), in this transaction."""
    for name in settings.REGROUPING_FOLLOWERS:
        import_string(name)(origins, made)


# --- what a part says -------------------------------------------------------------------------------------------------


def _trimmed(quote: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space and marks at its ends, and without the word that joins it to what was before."""
    while start < end and quote[start] in _EDGES:
        start += 1
    if start and (joining := _JOINING.match(quote, start, end)):
        start = joining.end()
    while start < end and quote[end - 1] in _EDGES:
        end -= 1
    return start, end


def _part(actor: Actor, origin: Finding, start: int, end: int) -> Finding:
    quote = origin.quote[start:end]
    return add_finding_row(
        actor=actor,
        reading=origin.reading,
        kind=origin.kind,
        start=origin.start + start,
        end=origin.start + end,
        quote=quote,
        fields=_read_of(quote, origin.fields, "by_hand.split", origin.kind),
        page=origin.page,
        section=origin.section,
    )


_OWN_WORDS = ("product", "receiver", "resources")


def _read_of(quote: str, said: dict[str, Any], why: str, kind: str) -> dict[str, Any]:
    """What was read of the origin, as far as it holds for this quote: who and when for all parts, the product and its
    receiver only where their words stand."""
    fields = {**said, "why": [why, *(said.get("why") or ())]}
    if kind != FindingKind.TASK:
        return fields
    for name in _OWN_WORDS:
        if said.get(name) and str(said[name]) not in quote:
            fields[name] = None
    action = str(said.get("action") or "")
    if action not in quote:
        action = " ".join(quote.split()[:2])
    fields["action"] = action
    dated = bool(said.get("due") or said.get("recurring") or said.get("days"))
    clear = clears(
        text=quote.lower(),
        action=action,
        owner=said.get("owner"),
        dated=dated,
        product=fields.get("product"),
        receiver=fields.get("receiver"),
    )
    fields["clears"] = {name: getattr(clear, name) for name in clear.__slots__}
    return fields


def _joined(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """What was read of either, the first before the second."""
    filled = {name: value for name, value in one.items() if value not in (None, "", [], False)}
    return {
        **one,
        **other,
        **filled,
        "cooperating": list(dict.fromkeys([*(one.get("cooperating") or ()), *(other.get("cooperating") or ())])),
    }
