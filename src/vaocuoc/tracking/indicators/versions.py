"""The passport of an indicator through time (phiên bản thông tin chỉ tiêu): each change is a version with its day."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.db.models import Max
from django.utils import timezone

from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.models import Document
from vaocuoc.tracking.indicators.models import Indicator
from vaocuoc.tracking.indicators.records import IndicatorVersion

WORDS = (
    "name",
    "unit_of_measure",
    "decimals",
    "kind",
    "reported",
    "frequency",
    "direction",
    "definition",
    "formula",
    "expression",
    "base",
    "base_year",
    "official_provider",
    "data_source",
    "verifier",
    "limits",
)
"""What a version keeps: everything that says what a value of the indicator means."""


def words_of(indicator: Indicator) -> dict[str, str]:
    """The passport as text, field by field."""
    return {name: "" if (value := getattr(indicator, name)) is None else str(value) for name in WORDS}


def add_version(
    actor: Actor,
    indicator: Indicator,
    before: dict[str, str],
    *,
    valid_from: date | None = None,
    reason: str = "",
    document: Document | None = None,
) -> IndicatorVersion | None:
    """Keep what the passport says now; ``before`` is what it said, which becomes number 1 at the first change.

    Nothing is kept where nothing of the passport changed. In the transaction of the change.
    """
    after = words_of(indicator)
    if after == before:
        return None
    last = indicator.versions.aggregate(last=Max("number"))["last"]
    if last is None:
        begun = timezone.localdate(indicator.created_at)
        indicator.versions.create(number=1, valid_from=begun, words=before, made_at=indicator.created_at)
        last = 1
    return indicator.versions.create(
        number=last + 1,
        valid_from=valid_from or actor.today,
        words=after,
        reason=reason,
        document=document,
        made_by=actor.user,
        made_as=actor.post,
    )


def version_numbers(indicators: Collection[int]) -> dict[int, int]:
    """The number of the version in force of each indicator that was ever changed; of the others it is 1."""
    rows = IndicatorVersion.objects.filter(indicator__in=indicators).order_by()
    return dict(rows.values_list("indicator").annotate(last=Max("number")))


@dataclass(frozen=True)
class Change:
    """One version and what it changed: field, before, after."""

    version: IndicatorVersion
    changes: tuple[tuple[str, str, str], ...]


def history(indicator: Indicator) -> Sequence[Change]:
    """The versions, the newest first, each with what it changed against the one before."""
    versions = list(indicator.versions.select_related("made_by", "made_as", "document").order_by("number"))
    found = [
        Change(
            version,
            tuple(
                (name, before.words.get(name, ""), version.words.get(name, ""))
                for name in WORDS
                if name in before.words and before.words[name] != version.words.get(name, "")
            ),
        )
        for before, version in pairwise(versions)
    ]
    return [*reversed(found), *(Change(version, ()) for version in versions[:1])]
