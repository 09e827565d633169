"""What earlier versions of the same paper had decided (bản trước của dự thảo): the same sentence, or one much like it.

A draft comes back corrected and is read anew. What was taken or put aside then is proposed, never done by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz import fuzz, process

from vaocuoc.core.text import fold
from vaocuoc.documents.models import File, Finding, FindingState
from vaocuoc.tracking.intake.models import Deed, Descent
from vaocuoc.tracking.intake.task_words import flatten

_ALIKE = 78  # of 100: a sentence at least this like one of an earlier version is the same one, reworded
_DECIDED = (FindingState.ACCEPTED, FindingState.REJECTED)


@dataclass(frozen=True, slots=True)
class Earlier:
    """The finding of an earlier version that this one repeats (phát hiện của bản trước); ``version`` counts files."""

    finding: Finding
    is_same: bool
    version: int

    @property
    def accepted(self) -> bool:
        return self.finding.state == FindingState.ACCEPTED


def earlier_of(findings: Sequence[Finding]) -> dict[int, Earlier]:
    """What was decided of the same sentences before, by the ids of open ``findings`` of one document; two queries.

    The sentence letter for letter wins, the newest reading first; else the one most like it, which no other finding
    repeats word for word.
    """
    waiting = [finding for finding in findings if finding.state == FindingState.OPEN]
    if not waiting:
        return {}
    there = list(
        Finding.objects.filter(document=waiting[0].document_id, state__in=_DECIDED)
        .exclude(reading__in={finding.reading_id for finding in waiting})
        .exclude(pk__in=Descent.objects.filter(undone_at=None, deed__in=(Deed.SPLIT, Deed.MERGE)).values("origin"))
        .select_related("reading", "decided_as", "decided_by")
        .defer("reading__text", "reading__blocks")
        .order_by("reading", "pk")
    )
    if not there:
        return {}
    files = list(File.objects.filter(document=waiting[0].document_id).order_by("pk").values_list("pk", flat=True))
    same = {(one.kind, _key(one.quote), _value(one)): one for one in there}
    found: dict[int, Earlier] = {}
    for finding in waiting:
        if one := same.get((finding.kind, _key(finding.quote), _value(finding))):
            found[finding.pk] = Earlier(one, True, _version(one, files))
    taken = {one.finding.pk for one in found.values()}
    for finding in waiting:
        if finding.pk not in found and (one := _most_like(finding, [two for two in there if two.pk not in taken])):
            found[finding.pk] = Earlier(one, False, _version(one, files))
    return found


def changes_between(before: str, now: str) -> list[tuple[str, str]]:
    """Two sentences as stretches of words: ``("same" | "gone" | "new", words)``, to be shown one after the other."""
    old, new = flatten(before).split(" "), flatten(now).split(" ")
    found: list[tuple[str, str]] = []
    for what, old_start, old_end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(("same", " ".join(new[new_start:new_end])))
            continue
        if old_end > old_start:
            found.append(("gone", " ".join(old[old_start:old_end])))
        if new_end > new_start:
            found.append(("new", " ".join(new[new_start:new_end])))
    return found


def _most_like(finding: Finding, there: Sequence[Finding]) -> Finding | None:
    """Short quotes are figures: "95%" is like every other percentage, so only sentences are compared."""
    own = _key(finding.quote)
    if len(own) < 25:
        return None
    kin = [one for one in there if one.kind == finding.kind]
    best = process.extractOne(own, [_key(one.quote) for one in kin], scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return kin[best[2]] if best else None


def _key(quote: str) -> str:
    return fold(flatten(quote)).strip(" ,;.")


def _value(finding: Finding) -> str:
    """What a figure measures, so that two like figures of one paper are not taken for each other."""
    return _key(str(finding.fields.get("indicator") or ""))


def _version(finding: Finding, files: Sequence[int]) -> int:
    return files.index(finding.reading.file_id) + 1
