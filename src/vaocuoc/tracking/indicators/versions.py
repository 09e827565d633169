"""The passport of an indicator through time (phiên bản thông tin chỉ tiêu): each change is a version with its day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.db.models import Max
from django.utils import timezone

from vaocuoc.directory.people.access import Actor
from vaocuoc.directory.people.naming import Keys
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
    change = NewWords(indicator, before, reason, document)
    return next(iter(add_versions(actor, [change], valid_from=valid_from)), None)


@dataclass(frozen=True)
class NewWords:
    """An indicator whose passport was changed, what it said before, and why it changed."""

    indicator: Indicator
    before: Mapping[str, str]
    reason: str = ""
    document: Document | None = None


def add_versions(
    actor: Actor, changes: Sequence[NewWords], *, valid_from: date | None = None
) -> list[IndicatorVersion]:
    """The same for many indicators, each of them once; the versions that were added."""
    changed = [one for one in changes if words_of(one.indicator) != one.before]
    if not changed:
        return []
    numbers = _last_numbers(one.indicator.pk for one in changed)
    first = [
        IndicatorVersion(
            indicator=one.indicator,
            number=1,
            valid_from=timezone.localdate(one.indicator.created_at),
            words=one.before,
            made_at=one.indicator.created_at,
        )
        for one in changed
        if one.indicator.pk not in numbers
    ]
    IndicatorVersion.objects.bulk_create(first, batch_size=500)
    fresh = [
        IndicatorVersion(
            indicator=one.indicator,
            number=numbers.get(one.indicator.pk, 1) + 1,
            valid_from=valid_from or actor.today,
            words=words_of(one.indicator),
            reason=one.reason,
            document=one.document,
            made_by=actor.user,
            made_as=actor.post,
        )
        for one in changed
    ]
    return IndicatorVersion.objects.bulk_create(fresh, batch_size=500)


def _last_numbers(indicators: Iterable[int]) -> dict[int, int]:
    rows = IndicatorVersion.objects.filter(indicator__in=Keys(indicators)).order_by()
    return dict(rows.values_list("indicator").annotate(last=Max("number")))


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
