"""Which place of a report a sentence fills (khớp câu với ô số liệu): name, unit of measure, period, unit, each weighed.

The confidence is their product. It is shown with its reasons; only at least :data:`SURE`, alone for its place and
without a question, may be taken together with others.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from vaocuoc.core.calendars import CIVIL, Period, period_containing
from vaocuoc.core.text import fold, nfc, words
from vaocuoc.tracking.indicators.checking import warnings_for
from vaocuoc.tracking.indicators.models import Indicator, IndicatorKind, Reported
from vaocuoc.tracking.indicators.reporting import Key
from vaocuoc.tracking.readin.measures import turned
from vaocuoc.tracking.readin.passages import CUMULATIVE, IN_PERIOD, Said, telling_words
from vaocuoc.tracking.submissions.filling import Row

SURE = 0.9
_SHOWN = 0.55  # nothing less sure is proposed
_RIVAL = 0.2  # a sentence so much less sure than the best of its place is no rival
_NEAR = 0.05  # two places so near to each other for one sentence leave it open
FILLING = frozenset(
    {"ty", "le", "so", "tong", "chi", "tieu", "muc", "dat", "cua", "cac", "va", "tren", "dia", "ban", "toan", "tinh"}
    | {"nam", "trong", "den", "duoc", "co", "la", "theo", "tai", "voi", "luong", "gia", "tri", "thang", "quy", "ky"}
    | {"uoc", "hien", "khoang", "hon", "con", "tang", "giam", "hoan", "luy", "ke"}
)


@dataclass(frozen=True)
class Reason:
    """Why a proposal is as sure as it is: a code with its facts, put into words by ``wording``."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Proposal:
    """A sentence proposed for a place, with its value in the place's unit of measure and way of reporting."""

    row: Row
    said: Said
    value: Decimal
    confidence: float
    reasons: tuple[Reason, ...]
    questions: tuple[str, ...] = ()

    @property
    def typed(self) -> str:
        """The value as it is typed into the cell."""
        return typed_as(self.value)

    @property
    def is_estimate(self) -> bool:
        return self.said.is_estimate


def typed_as(value: Decimal) -> str:
    """A value as typed, without groups, so that it can be read in one way only."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


@dataclass(frozen=True)
class Register:
    """What is known besides the sentences: names taught, the year's earlier figures, the periods that the paper names.

    ``own_names`` are the folded names of whoever reports and of the register: a sentence that names them names nobody
    else.
    """

    period: Period
    taught: Mapping[str, frozenset[int]] = field(default_factory=dict)
    earlier: Mapping[Key, Mapping[Period, Decimal]] = field(default_factory=dict)
    named: Sequence[Period] = ()
    own_names: Sequence[str] = ()


def proposals_for(
    rows: Sequence[Row],
    passages: Sequence[Said],
    register: Register,
    *,
    refused: Set[tuple[str, int, int]] = frozenset(),
) -> dict[Key, list[Proposal]]:
    """The sentences that may fill each place, the surest first; a place that none fits is left out.

    ``refused`` are sentences, by their marks, that somebody did not want for a place.
    """
    names = _Names(rows)
    found: list[Proposal] = []
    for said in passages:
        fitting = [one for row in rows if (one := _proposal(row, said, names, register)) is not None]
        found += _nearest([one for one in fitting if (said.passage, *one.row.key) not in refused])
    by_key: dict[Key, list[Proposal]] = defaultdict(list)
    for one in found:
        by_key[one.row.key].append(one)
    return {key: _rivals(several) for key, several in by_key.items()}


def _nearest(fitting: list[Proposal]) -> list[Proposal]:
    """Of the places that a sentence may fill the nearest; where several are as near, none of them is sure."""
    if not fitting:
        return []
    best = max(one.confidence for one in fitting)
    kept = [one for one in fitting if one.confidence >= best - _NEAR]
    if len(kept) == 1:
        return kept
    other = {one.row.key: next(o.row for o in kept if o is not one) for one in kept}
    return [
        replace(
            one,
            confidence=round(one.confidence * 0.85, 2),
            reasons=(*one.reasons, Reason("several_rows", {"name": other[one.row.key].indicator.name})),
        )
        for one in kept
    ]


def _rivals(several: list[Proposal]) -> list[Proposal]:
    """The sentences that contend for one place: what was worked out gives way to what is said."""
    ordered = sorted(several, key=lambda one: (-one.confidence, one.said.finding.start))
    said = [one for one in ordered if not _is_worked_out(one)]
    ordered = said or ordered
    return [one for one in ordered if one.confidence >= ordered[0].confidence - _RIVAL]


def _is_worked_out(one: Proposal) -> bool:
    return any(reason.code in ("added_up", "taken_off") for reason in one.reasons)


def _proposal(row: Row, said: Said, names: _Names, register: Register) -> Proposal | None:
    named = names.alike(row.indicator, said, register.taught)
    whose = _whose(row, said, register) if named else None
    measured = _measured(row, said) if whose else None
    if named is None or whose is None or measured is None:
        return None
    timed = _in_time(row, said, measured[1], register)
    if timed is None:
        return None
    share, value, why = timed
    score = named[0] * whose[0] * measured[0] * share
    reasons = [named[1], whose[1], *measured[2], *why]
    if said.is_doubtful:
        score *= 0.8
        reasons.append(Reason("doubtful"))
    rounded = value.quantize(Decimal(1).scaleb(-row.indicator.decimals), ROUND_HALF_UP)
    if rounded != value:
        reasons.append(Reason("rounded", {"decimals": row.indicator.decimals}))
    confidence = round(min(score, 0.99), 2)
    if confidence < _SHOWN:
        return None
    questions = tuple(warnings_for(row.indicator, register.period, rounded, row.known))
    return Proposal(row, said, rounded, confidence, tuple(reasons), questions)


# --- name -------------------------------------------------------------------------------------------------------------


_OF_WHOM = re.compile(
    r"\s+(?:của (?:đảng bộ|các|mỗi|từng|toàn|xã|phường|tỉnh|đơn vị)\b.*|giai đoạn \d{4}.*)$", re.IGNORECASE
)


_LEVELS = "xã phường đặc khu thôn bản huyện sở"


class _Names:
    """The names of the places, with how much each of their words tells: a word of many names tells little."""

    def __init__(self, rows: Iterable[Row]) -> None:
        indicators = {row.indicator.pk: row.indicator for row in rows}
        self.words = {pk: telling_words(_OF_WHOM.sub("", one.name), FILLING) for pk, one in indicators.items()}
        self.whole = {pk: _plain(one.name) for pk, one in indicators.items()}
        count = Counter(word for found in self.words.values() for word in set(found))
        self.weight = {word: 1 / number**0.5 for word, number in count.items()}

    def alike(
        self, indicator: Indicator, said: Said, taught: Mapping[str, frozenset[int]]
    ) -> tuple[float, Reason] | None:
        """How surely a sentence speaks of an indicator; None where it does not."""
        plain = _plain(said.name)
        if plain and plain == self.whole[indicator.pk]:
            return 1.0, Reason("same_name", {"words": said.name})
        means = taught.get(plain)
        if means is not None:
            return (1.0, Reason("taught", {"words": said.name})) if indicator.pk in means else None
        own = set(self.words[indicator.pk])
        if not own:
            return None
        name = set(telling_words(f"{said.name} {said.unit}", FILLING))
        around = set(telling_words(said.sentence, FILLING))
        above = set(telling_words(said.heading, FILLING))
        measure = set(telling_words(indicator.unit_of_measure, FILLING))
        whole = sum(self.weight[word] for word in own)
        # A word of the sentence counts less than one of the name: the sentence may speak of several things.
        recall = sum(self.weight[word] * _worth(word, name, around, above) for word in own) / whole
        # What counts, and where, is weighed by itself: a name need not say it.
        aside = set(telling_words(" ".join((said.unit, *said.places, _LEVELS)), FILLING))
        asked = name - (aside - own) or name
        known = sum(self.weight.get(word, 0.7) for word in asked)
        precision = sum(self.weight.get(word, 0.7) for word in asked if word in own | measure) / known if known else 0
        if precision < 0.5 or recall < 0.6:
            return None
        score = 0.55 * recall + 0.45 * precision
        code = "like_name" if score >= SURE else "near_name"
        return score, Reason(code, {"words": said.name})


def _worth(word: str, name: set[str], around: set[str], above: set[str]) -> float:
    return 1 if word in name else 0.92 if word in around else 0.85 if word in above else 0


def _plain(text: str) -> str:
    folded = fold(nfc(text))
    return " ".join(folded[start:end] for start, end in words(folded))


def plain_words(text: str) -> str:
    """Words as they are compared: folded, single spaces (chữ để đối chiếu)."""
    return _plain(text)


# --- what is measured, whose it is, of when ---------------------------------------------------------------------------

_BEFORE = frozenset({"previous_period", "previous"})


def _measured(row: Row, said: Said) -> tuple[float, Decimal, list[Reason]] | None:
    """The figure in the indicator's unit of measure; None where it measures something else, or only sets a bound."""
    sign = str(said.finding.fields.get("comparator") or "=")
    found = turned(said.value, said.unit, row.indicator.unit_of_measure)
    # "dưới 40%" sets a bound to others, it gives no figure.
    if found is None or sign.startswith("<") or not _fits_basis(row.indicator, said):
        return None
    reasons = []
    if found.is_changed:
        reasons.append(Reason("converted", {"said": said.unit, "wanted": row.indicator.unit_of_measure}))
    if sign.startswith(">"):
        reasons.append(Reason("bound"))
    return found.alike * (0.85 if sign.startswith(">") else 1), found.value, reasons


def _fits_basis(indicator: Indicator, said: Said) -> bool:
    """Whether a percentage is of the sort that the indicator measures: growth, or a share of something."""
    if indicator.unit_of_measure.strip() != "%":
        return said.finding.fields.get("measures") is None
    basis = str(said.finding.fields.get("basis") or "")
    grows = basis in _BEFORE or any(why.startswith("basis.previous") for why in said.finding.fields.get("why") or ())
    return grows == (indicator.kind == IndicatorKind.GROWTH)


def _whose(row: Row, said: Said, register: Register) -> tuple[float, Reason] | None:
    """Whether the figure is of the place's unit: named in the sentence, or nobody else is."""
    own = fold(nfc(row.unit.name))
    if any(_names(own, place) for place in said.places):
        return 1.0, Reason("unit_named", {"unit": row.unit.name})
    if row.is_relayed:  # reported in another's place: the sentence must say whose it is
        return None
    if any(not any(_names(name, place) for name in register.own_names) for place in said.places):
        return None
    return 1.0, Reason("own_unit", {"unit": row.unit.name})


def _names(name: str, place: str) -> bool:
    return f" {place} " in f" {name} "


def _in_time(row: Row, said: Said, value: Decimal, register: Register) -> tuple[float, Decimal, list[Reason]] | None:
    """Whether the figure is of the period asked for, and what it comes to in the indicator's way of reporting."""
    period = register.period
    ended = _ending(said, register)
    if ended is None:
        return None
    share, reasons = ended
    if row.indicator.kind not in (IndicatorKind.FLOW, IndicatorKind.GROWTH):
        return share, value, [Reason("level"), *reasons]  # a level counts as it stands, whatever was counted before
    wanted = IN_PERIOD if row.indicator.reported == Reported.PER_PERIOD else CUMULATIVE
    way = said.way or _way_by_days(said, period)
    if period.start.month == period.start.day == 1:
        way = wanted  # the first period of a year is all of the year so far
    if way == wanted:
        return share, value, [Reason(f"as_{way}"), *reasons]
    if not way:
        fits = _fits_series(row, value, wanted)
        return share * (0.95 if fits else 0.85), value, [Reason("way_by_series" if fits else "way_unsaid"), *reasons]
    if row.indicator.kind == IndicatorKind.GROWTH or row.indicator.reported == Reported.TERM_TO_DATE:
        return None
    worked = _worked_out(row, value, way, register)
    return None if worked is None else (share * 0.8, worked[0], [worked[1], *reasons])


def _ending(said: Said, register: Register) -> tuple[float, list[Reason]] | None:
    """How surely the figure ends with the period; None where it is of another."""
    period = register.period
    if said.ends is not None and _same_end(said.ends, period):
        if said.is_guessed and period not in register.named:
            return 0.9, [Reason("period_guessed")]
        return 1.0, [Reason("period_by_title" if said.is_guessed else "period_said")]
    if said.is_guessed:
        return (0.97, [Reason("period_by_title")]) if period in register.named else None
    if said.ends is not None and period.start <= said.ends <= period.end:
        return 0.85, [Reason("period_open", {"day": said.ends})]
    return None


def _same_end(day: date, period: Period) -> bool:
    if day == period.end:
        return True
    if period.calendar == CIVIL:
        return False
    civil = period_containing(day, period.kind, CIVIL)
    return (civil.year, civil.index) == (period.year, period.index) and civil.end == day


def _way_by_days(said: Said, period: Period) -> str:
    if said.begins is None or said.ends is None or said.is_guessed:
        return ""
    if said.begins == period.start:
        return IN_PERIOD
    return CUMULATIVE if (said.begins.month, said.begins.day) == (1, 1) else ""


def _fits_series(row: Row, value: Decimal, wanted: str) -> bool:
    """Whether a figure of an unsaid way goes on from those before it as the indicator is reported."""
    before = row.before
    if before is None or before[1] <= 0:
        return False
    if wanted == CUMULATIVE:
        return before[1] <= value <= before[1] * Decimal("1.6")
    return before[1] / 2 <= value <= before[1] * 2


def _worked_out(row: Row, value: Decimal, way: str, register: Register) -> tuple[Decimal, Reason] | None:
    """A figure of the other way of reporting: the total so far is last month's and this one's, and back again."""
    period = register.period
    known = {when: one for when, one in register.earlier.get(row.key, {}).items() if when.end < period.start}
    last = period.shift(-1)
    if way == IN_PERIOD:
        if last.year != period.year or last not in known:
            return None
        return known[last] + value, Reason("added_up", {"before": known[last], "period": last, "value": value})
    parts = []
    while last.year == period.year:
        if last not in known:
            return None
        parts.append(known[last])
        last = last.shift(-1)
    before = sum(parts, Decimal(0))
    return value - before, Reason("taken_off", {"before": before, "value": value})
