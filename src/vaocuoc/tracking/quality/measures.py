"""What is measured of a register (chất lượng dữ liệu): how many, of how many, and which.

It measures the keeping of the register by the office as a whole: nothing here is counted by unit or by person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import Any

from django.db.models import Count, DurationField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vaocuoc.core.text import fold
from vaocuoc.directory.models import Oversight, OversightKind
from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.library.access import visible_documents
from vaocuoc.documents.models import Document
from vaocuoc.tracking.indicators.models import Observation
from vaocuoc.tracking.submissions.models import Correction
from vaocuoc.tracking.tasks.access import visible_tasks
from vaocuoc.tracking.tasks.models import DeadlineKind, Evidence, Phase, Task

UNTOUCHED = timedelta(days=30)
MONTHS = 12
_OPEN = Q(phase=Phase.OPEN)
_DONE = Q(phase__in=(Phase.DONE_LATE, Phase.DONE_ON_TIME, Phase.DONE_UNJUDGED))


@dataclass(frozen=True)
class Words:
    """How a measure is called, of what it counts, and what it means."""

    name: str | Promise
    of: str | Promise
    meaning: str | Promise


MEASURES: dict[str, Words] = {
    "ghi-cham": Words(
        _("Ghi sau ngày hoàn thành"),
        _("việc đã hoàn thành, ghi trong 12 tháng"),
        _("Số ngày từ ngày hoàn thành thực tế đến ngày ghi vào hệ thống; ghi chậm thì báo cáo trong lúc đó sai."),
    ),
    "thieu-minh-chung": Words(
        _("Hoàn thành mà không có minh chứng"),
        _("việc đã hoàn thành"),
        _("Không có minh chứng nào được xác nhận: không chứng minh được là đã xong."),
    ),
    "thieu-ngay-hoan-thanh": Words(
        _("Hoàn thành mà không ghi ngày"),
        _("việc đã hoàn thành"),
        _("Không có ngày hoàn thành thực tế: không xét được đúng hạn hay quá hạn."),
    ),
    "thieu-san-pham": Words(
        _("Chưa nêu sản phẩm"), _("việc đang theo dõi"), _("Không rõ nộp gì thì không xác nhận được.")
    ),
    "thieu-han": Words(_("Chưa có hạn"), _("việc đang theo dõi"), _("Việc phải có hạn cụ thể mà chưa điền hạn.")),
    "lau-khong-cap-nhat": Words(
        _("Quá 30 ngày không có cập nhật"),
        _("việc đang theo dõi"),
        _("Tính từ cập nhật gần nhất, nếu chưa có thì từ ngày ghi vào sổ."),
    ),
    "ngay-nhan-uoc-tinh": Words(
        _("Ngày nhận là ước tính"), _("việc đang theo dõi"), _("Ngày nhận chưa ghi, đang lấy theo ngày văn bản.")
    ),
    "chua-ro-linh-vuc": Words(
        _("Chưa rõ lĩnh vực"),
        _("việc đang theo dõi"),
        _("Không nhắc tới lĩnh vực nào có người được phân công phụ trách."),
    ),
    "thieu-cap-quyet-dinh": Words(
        _("Quá hạn mà chưa nêu cấp quyết định"), _("việc quá hạn"), _("Không rõ ai phải quyết định để gỡ.")
    ),
    "dinh-chinh": Words(
        _("Số liệu phải đính chính"),
        _("số liệu nhận trong 12 tháng"),
        _("Số đã duyệt mà sau đó có đề nghị đính chính."),
    ),
    "van-ban-chua-soat": Words(
        _("Văn bản chưa soát toàn văn"), _("văn bản trong sổ"), _("Có thể còn chỉ tiêu, nhiệm vụ chưa được đưa vào sổ.")
    ),
}


@dataclass(frozen=True)
class Figure:
    """One measure of a register: so many of so many."""

    code: str
    words: Words
    count: int
    whole: int


@dataclass(frozen=True)
class Month:
    """What was recorded in a month: so many completions, the median of days they waited, so many corrections."""

    first: date
    recorded: int
    median_days: float | None
    corrections: int


@dataclass(frozen=True)
class Quality:
    """Everything that the page says of a register."""

    figures: tuple[Figure, ...]
    recorded: int  # completions recorded in twelve months whose day is known
    median_days: float | None
    months: tuple[Month, ...]


def quality_of(actor: Actor, *, keeper: int, today: date) -> Quality:
    """Measure a register (chất lượng dữ liệu); a constant number of queries."""
    conditions = _conditions(today)
    asked: dict[str, Any] = {}
    for code, (wanted, whole) in conditions.items():
        asked |= {f"{code}_count": Count("pk", filter=wanted), f"{code}_whole": Count("pk", filter=whole)}
    told = _tasks(actor, keeper).aggregate(**asked)
    counts = {code: (told[f"{code}_count"], told[f"{code}_whole"]) for code in conditions}
    papers = visible_documents(actor).filter(keeper=keeper).aggregate(
        open=Count("pk", filter=Q(reviewed_at__isnull=True)), whole=Count("pk")
    )  # fmt: skip
    counts["van-ban-chua-soat"] = (papers["open"], papers["whole"])
    since = _moment(months_before(today)[0])
    figures = Observation.objects.filter(indicator__keeper=keeper, submitted_at__gte=since).count()
    corrected = list(corrections_of(keeper, today=today).values_list("proposed_at", flat=True))
    counts["dinh-chinh"] = (len(corrected), figures)
    days = [
        (_first_of(timezone.localtime(closed).date()), (timezone.localtime(closed).date() - completed).days)
        for completed, closed in recorded(actor, keeper, today=today).values_list("completed_on", "closed_at")
        if completed and closed
    ]
    return Quality(
        figures=tuple(Figure(code, MEASURES[code], *counts[code]) for code in MEASURES if code in counts),
        recorded=len(days),
        median_days=median(waited for _month, waited in days) if days else None,
        months=tuple(_months(today, days, corrected)),
    )


def tasks_behind(actor: Actor, code: str, *, keeper: int, today: date) -> QuerySet[Task]:
    """The tasks that a measure counts, the oldest first. Raises ``KeyError`` for what does not count tasks."""
    wanted, _whole = _conditions(today)[code]
    return _tasks(actor, keeper).filter(wanted).order_by("created_at", "pk")


def recorded(actor: Actor, keeper: int, *, today: date, month: date | None = None) -> QuerySet[Task]:
    """The completions recorded in twelve months, or in one, whose day is known."""
    first, end = (month, _next(month)) if month else (months_before(today)[0], _next(_first_of(today)))
    return _tasks(actor, keeper).filter(
        _DONE, completed_on__isnull=False, closed_at__gte=_moment(first), closed_at__lt=_moment(end)
    )


def longest_first(found: QuerySet[Task]) -> QuerySet[Task]:
    """Completions by how long they waited to be recorded, as ``waited``."""
    waited = ExpressionWrapper(TruncDate("closed_at") - F("completed_on"), output_field=DurationField())
    return found.annotate(waited=waited).order_by("-waited", "pk")


def corrections_of(keeper: int, *, today: date, month: date | None = None) -> QuerySet[Correction]:
    """The corrections of a register's figures proposed in twelve months, or in one, the latest first."""
    first, end = (month, _next(month)) if month else (months_before(today)[0], _next(_first_of(today)))
    return Correction.objects.filter(
        observation__indicator__keeper=keeper, proposed_at__gte=_moment(first), proposed_at__lt=_moment(end)
    ).order_by("-proposed_at", "-pk")


def documents_behind(actor: Actor, keeper: int) -> QuerySet[Document]:
    """The documents of a register that nobody has read to their end, the latest first."""
    return visible_documents(actor).filter(keeper=keeper, reviewed_at__isnull=True).order_by("-uploaded_at", "-pk")


def months_before(today: date) -> list[date]:
    """The first days of the twelve months that end with this one."""
    first = _first_of(today)
    found = [first]
    while len(found) < MONTHS:
        found.append(_first_of(found[-1] - timedelta(days=1)))
    return found[::-1]


def _conditions(today: date) -> dict[str, tuple[Q, Q]]:
    """Of each measure of tasks: which it counts, and of which."""
    long_ago = _moment(today - UNTOUCHED)
    accepted = Exists(Evidence.objects.filter(task=OuterRef("pk"), accepted=True))
    overdue = _OPEN & Q(due__lt=today, evidence_since__isnull=True)
    untouched = Q(told_at__lt=long_ago) | Q(told_at__isnull=True, created_at__lt=long_ago)
    needs_day = Q(due__isnull=True, deadline_kind__in=(DeadlineKind.DAY, DeadlineKind.AFTER_ISSUE))
    found = {
        "thieu-minh-chung": (_DONE & ~Q(accepted), _DONE),
        "thieu-ngay-hoan-thanh": (_DONE & Q(completed_on__isnull=True), _DONE),
        "thieu-san-pham": (_OPEN & Q(product=""), _OPEN),
        "thieu-han": (_OPEN & needs_day, _OPEN),
        "lau-khong-cap-nhat": (_OPEN & untouched, _OPEN),
        "ngay-nhan-uoc-tinh": (_OPEN & Q(received_is_estimated=True), _OPEN),
        "thieu-cap-quyet-dinh": (overdue & Q(authority=""), overdue),
    }
    fields = _fields(today)
    if fields:
        without = _OPEN
        for words in fields:
            without &= ~Q(folded__contains=words)
        found["chua-ro-linh-vuc"] = (without, _OPEN)
    return found


def _fields(today: date) -> list[str]:
    """The words of the fields that somebody looks after today (lĩnh vực phụ trách), folded; one query."""
    running = Q(valid_from__lte=today) & (Q(valid_to__isnull=True) | Q(valid_to__gt=today))
    words = Oversight.objects.filter(running, kind=OversightKind.FIELD).values_list("words", flat=True)
    return sorted({fold(one) for one in words})


def _tasks(actor: Actor, keeper: int) -> QuerySet[Task]:
    return visible_tasks(actor).filter(keeper=keeper)


def _months(today: date, days: Iterable[tuple[date, int]], corrected: Iterable[datetime]) -> Iterator[Month]:
    waited: dict[date, list[int]] = defaultdict(list)
    for first, one in days:
        waited[first].append(one)
    corrections: dict[date, int] = defaultdict(int)
    for at in corrected:
        corrections[_first_of(timezone.localtime(at).date())] += 1
    for first in reversed(months_before(today)):
        found = waited.get(first, [])
        yield Month(first, len(found), median(found) if found else None, corrections.get(first, 0))


def _first_of(day: date) -> date:
    return day.replace(day=1)


def _next(first: date) -> date:
    return _first_of(first + timedelta(days=31))


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
