"""What asks for a place on an agenda (gợi ý chương trình họp): what is red, waits for a decision, was left undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from vaocuoc.directory.people.access import Actor
from vaocuoc.oversight.calendar.queries import entries_before
from vaocuoc.oversight.explanations.queries import unanswered
from vaocuoc.oversight.meetings.models import ItemKind, Meeting
from vaocuoc.oversight.meetings.operations import Item
from vaocuoc.oversight.meetings.standing import unfinished_before
from vaocuoc.tracking.indicators.arithmetic import gap
from vaocuoc.tracking.indicators.standing import rows_standing, standings_of
from vaocuoc.tracking.shortcomings.access import visible_proposals, visible_shortcomings
from vaocuoc.tracking.shortcomings.models import ShortcomingState
from vaocuoc.tracking.tasks.queries import TaskFilters, rows_in_order, tasks_of
from vaocuoc.ui.dates import format_day
from vaocuoc.ui.words import VERDICTS

_EACH = 12
_RED = ("missed", "off_track", "at_risk", "no_report")


@dataclass(frozen=True)
class Candidate:
    """One thing that may be put on the agenda: its key in the form, its words, why it is here."""

    key: str
    words: str
    why: str
    item: Item


@dataclass(frozen=True)
class Group:
    """Candidates of a kind under their heading; ``total`` is how many there are, shown or not."""

    name: str
    heading: str | Promise
    candidates: tuple[Candidate, ...]
    total: int

    @property
    def keys(self) -> str:
        """All of them, as one button adds them."""
        return ",".join(one.key for one in self.candidates)


def groups(actor: Actor, meeting: Meeting, *, today: date) -> list[Group]:
    """What may be put on the agenda of a meeting and is not there yet; a constant number of queries."""
    there: set[tuple[str, int]] = set()
    for item in meeting.items.select_related("conclusion"):
        if item.conclusion is not None and item.conclusion.task_id:
            there.add(("task", item.conclusion.task_id))
        there |= {(name, getattr(item, f"{name}_id")) for name in _KEYS if getattr(item, f"{name}_id")}
    made = [source(actor, meeting, today) for source in _SOURCES]
    return [left for group in made if (left := _without(group, there)) is not None]


_KEYS = ("task", "explanation", "shortcoming", "proposal", "conclusion", "entry")


def _without(group: Group, there: set[tuple[str, int]]) -> Group | None:
    kept = tuple(one for one in group.candidates if not _is_there(one.item, there))
    total = group.total - (len(group.candidates) - len(kept))
    return Group(group.name, group.heading, kept, total) if kept else None


def _is_there(item: Item, there: set[tuple[str, int]]) -> bool:
    about = item[2]
    return any((name, about[name].pk) in there for name in _KEYS if about.get(name) is not None)


def chosen(found: Sequence[Group], keys: Sequence[str]) -> list[Item]:
    """The items that were chosen among those offered; what was not offered is left out."""
    wanted = {key for text in keys for key in text.split(",")}
    return [one.item for group in found for one in group.candidates if one.key in wanted]


# --- each source ------------------------------------------------------------------------------------------------------


def _conclusions(actor: Actor, meeting: Meeting, today: date) -> Group:
    left = unfinished_before(meeting, today=today)
    made = [
        Candidate(
            f"conclusion-{one.pk}",
            one.text,
            _("%(meeting)s · hạn %(due)s")
            % {"meeting": one.meeting.title, "due": _day(one.task.due if one.task else None)},
            (ItemKind.CONCLUSION, one.text, {"conclusion": one}),
        )
        for one in left
    ]
    return Group("conclusion", gettext_lazy("Kết luận kỳ trước chưa xong"), tuple(made[:_EACH]), len(made))


def _overdue(actor: Actor, meeting: Meeting, today: date) -> Group:
    return _tasks(
        actor, meeting, today, "overdue", gettext_lazy("Nhiệm vụ quá hạn"), ItemKind.TASK, TaskFilters(state="overdue")
    )


def _blocked(actor: Actor, meeting: Meeting, today: date) -> Group:
    heading = gettext_lazy("Vướng mắc cần quyết định")
    return _tasks(actor, meeting, today, "blocked", heading, ItemKind.BLOCKER, TaskFilters(blocked=True))


def _tasks(
    actor: Actor, meeting: Meeting, today: date, name: str, heading: str | Promise, kind: str, filters: TaskFilters
) -> Group:
    found = tasks_of(actor, today=today, filters=filters).filter(keeper=meeting.keeper_id)
    rows = rows_in_order(found.values_list("pk", flat=True)[:_EACH], today=today)
    made = []
    for row in rows:
        words = f"{row.task.code} {row.task.title}"
        why = row.lead
        if kind == ItemKind.BLOCKER:
            words = _("%(blocker)s (%(task)s)") % {"blocker": row.blocker, "task": words}
            why = _("%(lead)s · cấp tháo gỡ: %(who)s") % {"lead": row.lead, "who": row.blocker_for or "–"}
        elif row.days_late:
            days = ngettext("quá hạn %(days)s ngày", "quá hạn %(days)s ngày", row.days_late) % {"days": row.days_late}
            why = f"{row.lead} · {days}"
        made.append(Candidate(f"{name}-{row.task.pk}", words, why, (kind, words, {"task": row.task})))
    return Group(name, heading, tuple(made), found.count() if len(made) == _EACH else len(made))


def _figures(actor: Actor, meeting: Meeting, today: date) -> Group:
    kept = standings_of(actor, today=today).filter(code__in=_RED, indicator__keeper=meeting.keeper_id)
    on = {
        (indicator, unit)
        for indicator, unit in meeting.items.filter(indicator__isnull=False).values_list("indicator", "unit")
    }
    rows = rows_standing(kept[:_EACH], today=today)
    made = []
    for row in rows:
        if (row.indicator.pk, row.unit.pk) in on:
            continue
        words = str(row.indicator) if row.unit.pk == meeting.keeper_id else f"{row.indicator}, {row.unit}"
        why = f"{VERDICTS[row.verdict.code].word}. {gap(row)}"
        about = {"indicator": row.indicator, "unit": row.unit}
        made.append(
            Candidate(f"figure-{row.indicator.pk}.{row.unit.pk}", words, why, (ItemKind.INDICATOR, words, about))
        )
    total = kept.count() if len(rows) == _EACH else len(made)
    return Group("figure", gettext_lazy("Chỉ tiêu có nguy cơ, khó đạt"), tuple(made), total)


def _explanations(actor: Actor, meeting: Meeting, today: date) -> Group:
    found = list(unanswered(actor, today=today).filter(keeper=meeting.keeper_id)[:_EACH])
    made = [
        Candidate(
            f"explanation-{one.pk}",
            one.about,
            _("%(whom)s chưa giải trình, chậm nhất %(day)s") % {"whom": one.whom, "day": format_day(one.answer_by)},
            (ItemKind.EXPLANATION, one.about, {"explanation": one}),
        )
        for one in found
    ]
    return Group("explanation", gettext_lazy("Yêu cầu giải trình chưa trả lời"), tuple(made), len(made))


def _papers(actor: Actor, meeting: Meeting, today: date) -> Group:
    found = entries_before(actor, meeting, limit=_EACH)
    made = [
        Candidate(
            f"entry-{one.pk}",
            one.title,
            _("%(who)s chuẩn bị · %(state)s") % {"who": one.preparer or "–", "state": one.get_state_display()},
            (ItemKind.PAPER, one.title, {"entry": one}),
        )
        for one in found
    ]
    return Group("entry", gettext_lazy("Chương trình làm việc"), tuple(made), len(made))


def _shortcomings(actor: Actor, meeting: Meeting, today: date) -> Group:
    standing = visible_shortcomings(actor).filter(keeper=meeting.keeper_id).exclude(state=ShortcomingState.OVERCOME)
    made = [
        Candidate(
            f"shortcoming-{one.pk}",
            one.text,
            one.get_state_display(),
            (ItemKind.SHORTCOMING, one.text, {"shortcoming": one}),
        )
        for one in standing.order_by("pk")[:_EACH]
    ]
    return Group("shortcoming", gettext_lazy("Hạn chế chưa khắc phục"), tuple(made), standing.count())


def _proposals(actor: Actor, meeting: Meeting, today: date) -> Group:
    waiting = visible_proposals(actor).filter(keeper=meeting.keeper_id, answered_on__isnull=True)
    made = []
    for one in waiting.order_by("pk")[:_EACH]:
        days = max((today - timezone.localdate(one.created_at)).days, 0)
        facts = {"to": one.addressed_to or "–", "days": days}
        why = ngettext("gửi %(to)s, đã chờ %(days)s ngày", "gửi %(to)s, đã chờ %(days)s ngày", days) % facts
        made.append(Candidate(f"proposal-{one.pk}", one.text, why, (ItemKind.PROPOSAL, one.text, {"proposal": one})))
    return Group("proposal", gettext_lazy("Kiến nghị chưa được trả lời"), tuple(made), waiting.count())


_SOURCES = (_conclusions, _overdue, _blocked, _figures, _explanations, _papers, _shortcomings, _proposals)


def _day(day: date | None) -> str:
    return format_day(day) if day else "–"
