"""Verifying the chain of seals (kiểm tra chuỗi nhật ký): the first place where it is broken, if any.

Streams: one batch and its entries are in memory at a time, however long the trail is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vaocuoc.audit.emptying import EMPTIED
from vaocuoc.audit.models import Batch, Entry
from vaocuoc.audit.sealing import BEGINNING, LEAF, SEALED, hash_of, remains_of, root_of, seal_of

LONGEST_UNSEALED = timedelta(days=2)
"""An entry that waits longer for its seal says that the job does not run."""
SHORTEST_CODE = 12
"""So many characters of a seal must be given to be compared."""

BREAKS: dict[str, str | Promise] = {
    "batch_missing": _("Chuỗi nhật ký đứt: thiếu lô niêm phong %(batch)s. Giữ nguyên máy, đối chiếu với bản sao lưu."),
    "batch_changed": _(
        "Chuỗi nhật ký đứt: lô niêm phong %(batch)s đã bị sửa. Giữ nguyên máy, đối chiếu với bản sao lưu."
    ),
    "entry_changed": _(
        "Chuỗi nhật ký đứt: dòng %(entry)s (lô %(batch)s) đã bị sửa. Giữ nguyên máy, đối chiếu với bản sao lưu."
    ),
    "entry_inserted": _(
        "Chuỗi nhật ký đứt: dòng %(entry)s (lô %(batch)s) bị chèn thêm. Giữ nguyên máy, đối chiếu với bản sao lưu."
    ),
    "entry_removed": _(
        "Chuỗi nhật ký đứt: lô %(batch)s thiếu dòng, sau dòng %(entry)s. Giữ nguyên máy, đối chiếu với bản sao lưu."
    ),
    "entry_emptied": _(
        "Chuỗi nhật ký đứt: dòng %(entry)s (lô %(batch)s) bị xóa nội dung mà không theo quyết định hủy nào. "
        "Giữ nguyên máy, đối chiếu với bản sao lưu."
    ),
    "unsealed": _("Nhật ký chưa được niêm phong từ %(at)s. Kiểm tra tiến trình nền: chạy vaocuoc worker --until-idle."),
    "paper_form": _("Mã niêm phong “%(given)s” không đọc được. Ghi số lô và mã, như 41:0a1b2c3d4e5f."),
    "paper_differs": _(
        "Mã niêm phong trên giấy (lô %(batch)s) không khớp với hệ thống. Giữ nguyên máy, đối chiếu với bản sao lưu."
    ),
}


@dataclass(frozen=True)
class Break:
    """Where the chain does not hold: a code of ``BREAKS`` and its facts."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return str(BREAKS[self.code]) % self.facts


@dataclass(frozen=True)
class Chain:
    """What was verified: so many batches and entries, the last batch, and the first break where there is one."""

    batches: int
    entries: int
    head: Batch | None
    broken: Break | None = None


def verify(*, now: datetime | None = None) -> Chain:
    """Follow the chain from its beginning to the first break (kiểm tra chuỗi)."""
    number, entries, head = 0, 0, None
    for batch in Batch.objects.order_by("number").iterator(chunk_size=100):
        broken = _link(batch, head) or _entries(batch, head)
        if broken is not None:
            return Chain(number, entries, head, broken)
        number, entries, head = number + 1, entries + batch.count, batch
    return Chain(number, entries, head, _unsealed(head, now or timezone.now()))


def compare(paper: str) -> Break | None:
    """Compare a seal kept on paper, ``number:code``, with the batch of that number (đối chiếu mã trên giấy).

    The beginning of the code is enough, from ``SHORTEST_CODE`` characters on. Finds what :func:`verify` cannot: that
    the end of the trail was taken away together with its seals.
    """
    number, _colon, code = "".join(paper.split()).lower().partition(":")
    if not (number.isascii() and number.isdigit() and len(number) <= 9 and len(code) >= SHORTEST_CODE):
        return Break("paper_form", {"given": paper})
    batch = Batch.objects.filter(number=int(number)).first()
    if batch is None or not batch.seal.startswith(code):
        return Break("paper_differs", {"batch": int(number)})
    return None


def _link(batch: Batch, before: Batch | None) -> Break | None:
    expected = before.number + 1 if before else 1
    if batch.number != expected:
        return Break("batch_missing", {"batch": expected})
    if seal_of(batch) != batch.seal or batch.previous != (before.seal if before else BEGINNING):
        return Break("batch_changed", {"batch": batch.number})
    return None


def _entries(batch: Batch, before: Batch | None) -> Break | None:
    """Everything from the end of the batch before to the end of this one must be what was sealed."""
    found = Entry.objects.filter(pk__lte=batch.last_id).order_by("pk")
    if before is not None:
        found = found.filter(pk__gt=before.last_id)
    rows: list[tuple[Any, ...]] = list(found.values_list(*SEALED)[: batch.count + 1])
    hashes = [hash_of(row) for row in rows]
    if root_of(hashes) == batch.root:
        return _emptied_unasked(batch, rows)
    return _first_break(batch, [row[0] for row in rows], hashes)


def _first_break(batch: Batch, numbers: list[int], hashes: list[bytes]) -> Break:
    """Which entry it is: the beginnings of the hashes that the batch keeps say where the two rows part."""
    kept = bytes(batch.leaves)
    leaves = [kept[at : at + LEAF] for at in range(0, len(kept), LEAF)]
    there = [one[:LEAF] for one in hashes]
    at = next((at for at, pair in enumerate(zip(leaves, there, strict=False)) if pair[0] != pair[1]), None)
    before = numbers[at - 1] if at else batch.first_id - 1
    if at is None:  # one goes on where the other ends
        at = min(len(leaves), len(there))
        if at >= len(there):
            return Break(
                "entry_removed", {"batch": batch.number, "entry": numbers[at - 1] if at else batch.first_id - 1}
            )
        return Break("entry_inserted", {"batch": batch.number, "entry": numbers[at]})
    if there[at] in leaves[at + 1 :]:
        return Break("entry_removed", {"batch": batch.number, "entry": before})
    if leaves[at] in there[at + 1 :]:
        return Break("entry_inserted", {"batch": batch.number, "entry": numbers[at]})
    return Break("entry_changed", {"batch": batch.number, "entry": numbers[at]})


def _emptied_unasked(batch: Batch, rows: list[tuple[Any, ...]]) -> Break | None:
    """An emptied entry must be named, with what is left of it, by an entry of the decision that emptied it."""
    emptied = {row[0]: remains_of(row) for row in rows if row[-1]}
    if not emptied:
        return None
    told = Entry.objects.filter(
        action=EMPTIED, object_type=Entry._meta.label_lower, object_id__in=list(emptied)
    ).values_list("object_id", "facts")
    named = {(entry, facts.get("remains")) for entry, facts in told}
    wrong = next((entry for entry, remains in emptied.items() if (entry, remains) not in named), None)
    return None if wrong is None else Break("entry_emptied", {"batch": batch.number, "entry": wrong})


def _unsealed(head: Batch | None, now: datetime) -> Break | None:
    waiting = Entry.objects.order_by("pk")
    if head is not None:
        waiting = waiting.filter(pk__gt=head.last_id)
    oldest = waiting.values_list("at", flat=True).first()
    if oldest is None or now - oldest <= LONGEST_UNSEALED:
        return None
    return Break("unsealed", {"at": f"{timezone.localtime(oldest):%d/%m/%Y %H:%M}"})
