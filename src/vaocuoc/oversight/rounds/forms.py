"""What is typed about regimes and rounds, checked for its shape; what it means is checked by the operations."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from vaocuoc.core.calendars import CIVIL, STATE_REPORT, Period, period_containing
from vaocuoc.directory.models import LEVELS_TODAY, RelationKind, Unit, UnitKind
from vaocuoc.directory.organisations.fields import UnitsField
from vaocuoc.directory.organisations.queries import living_units
from vaocuoc.directory.organisations.typed import told_apart
from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.library.access import visible_documents
from vaocuoc.documents.models import Document
from vaocuoc.oversight.rounds.answering import TaskInput, TextInput
from vaocuoc.oversight.rounds.models import Channel, Cycle, Figures, Regime, RegimeKind, RegimeVersion
from vaocuoc.oversight.rounds.regimes import Elements, Section
from vaocuoc.tracking.indicators.models import Calendar
from vaocuoc.tracking.models import Indicator
from vaocuoc.tracking.periods.queries import calendars_of
from vaocuoc.tracking.registers import own_register, registers_of
from vaocuoc.ui.dates import period_name
from vaocuoc.ui.fields import DayField, SeveralField
from vaocuoc.ui.keys import key_in
from vaocuoc.ui.numbers import format_decimal

_BACK = 6
_NO_REASON = {"required": _("Chưa nêu lý do. Ghi một câu rồi lưu lại.")}
_RELATIONS = [(value, label) for value, label in RelationKind.choices if value != RelationKind.COUNTERPART]
LEVEL_FIELDS = {"base": "days_base", "commune": "days_commune", "province": "days_province", "": "days_other"}


def _days(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=999)


def _text(label: Any, rows: int = 2, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": rows}), **options)


class RegimeForm(forms.Form):
    """A regime of reports, its ten elements in the order of Nghị định 09/2019/NĐ-CP."""

    keeper = forms.ModelChoiceField(label=_("Sổ của đơn vị"), queryset=Unit.objects.none(), empty_label=None)
    kind = forms.ChoiceField(label=_("Loại báo cáo"), choices=RegimeKind.choices)
    valid_from = DayField(label=_("Hiệu lực từ ngày"), error_messages={"required": _("Chưa ghi ngày hiệu lực.")})
    name = forms.CharField(
        label=_("Tên báo cáo"), max_length=300, error_messages={"required": _("Chưa có tên báo cáo. Ghi tên.")}
    )
    content = _text(_("Nội dung yêu cầu báo cáo"))
    relation = forms.ChoiceField(label=_("Theo hệ thống"), choices=[("", "–"), *_RELATIONS], required=False)
    directly = forms.BooleanField(label=_("Chỉ đơn vị trực thuộc"), required=False)
    unit_levels = forms.MultipleChoiceField(
        label=_("Cấp đơn vị"), choices=LEVELS_TODAY, required=False, widget=forms.CheckboxSelectMultiple
    )
    unit_kinds = forms.MultipleChoiceField(
        label=_("Loại đơn vị"), choices=UnitKind.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    by_obligation = forms.BooleanField(label=_("Đơn vị có chỉ tiêu phải báo cáo trong kỳ"), required=False)
    named = UnitsField(label=_("Đơn vị nêu tên"), rows=5, required=False)
    receiver = forms.CharField(label=_("Nơi nhận ở ngoài"), max_length=300, required=False)
    channel = forms.ChoiceField(label=_("Phương thức gửi"), choices=Channel.choices)
    days_base = _days(_("Cơ sở"))
    days_commune = _days(_("Cấp xã"))
    days_province = _days(_("Cấp tỉnh"))
    days_other = _days(_("Cấp khác"))
    on_day = forms.IntegerField(label=_("Ngày cố định trong tháng"), required=False, min_value=1, max_value=31)
    cycle = forms.ChoiceField(label=_("Tần suất"), choices=Cycle.choices)
    calendar = forms.ChoiceField(label=_("Thời gian chốt số liệu"), choices=())
    opens_before = forms.IntegerField(label=_("Mở trước ngày chốt"), min_value=0, max_value=60, initial=3)
    sections = _text(_("Các mục bắt buộc của đề cương"), rows=4)
    optional_sections = _text(_("Các mục không bắt buộc"))
    asks_tasks = forms.BooleanField(label=_("Hỏi các nhiệm vụ đơn vị đang chủ trì"), required=False)
    task_document = forms.ModelChoiceField(
        label=_("Chỉ nhiệm vụ của văn bản"),
        queryset=Document.objects.none(),
        required=False,
        empty_label=_("Mọi nhiệm vụ"),
    )
    guidance = _text(_("Hướng dẫn"), rows=3)
    figures = forms.ChoiceField(label=_("Số liệu"), choices=Figures.choices)
    indicators = SeveralField(
        label=_("Chỉ tiêu"),
        queryset=Indicator.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,  # on a phone, and by keyboard, several of a list are hard to choose
    )
    forms_words = forms.CharField(label=_("Biểu mẫu số liệu"), max_length=300, required=False)
    basis = forms.CharField(label=_("Căn cứ"), max_length=300, required=False)
    basis_document = forms.ModelChoiceField(
        label=_("Văn bản căn cứ"), queryset=Document.objects.none(), required=False, empty_label="–"
    )

    def __init__(self, *args: Any, actor: Actor, regime: Regime | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = actor.today
        fields: dict[str, Any] = self.fields
        fields["named"].units = _nameable(actor, regime)
        keepers = registers_of(actor) if regime is None else Unit.objects.filter(pk=regime.keeper_id)
        if regime is not None:
            del fields["keeper"], fields["kind"]
        else:
            fields["keeper"].queryset = keepers
            fields["keeper"].initial = own_register(actor)
        own = calendars_of(list(keepers[:200]), today=actor.today)
        known = dict(Calendar.choices) | {code: name for code, name in own.items() if code not in (CIVIL, STATE_REPORT)}
        fields["calendar"].choices = list(known.items())
        fields["indicators"].queryset = (
            Indicator.objects.filter(keeper__in=keepers.order_by().values("pk"), expression="")
            .exclude(frequency="date")
            .order_by("code", "pk")
        )
        recent = visible_documents(actor).order_by("-issued_on", "-pk").values_list("pk", flat=True)[:200]
        for name in ("task_document", "basis_document"):
            fields[name].queryset = Document.objects.filter(pk__in=list(recent))

    def elements(self) -> Elements:
        """What was typed as the operations take it."""
        data = self.cleaned_data
        days = {level: data[name] for level, name in LEVEL_FIELDS.items() if data.get(name) is not None}
        sections = [Section(line, required=True) for line in _lines(data["sections"])]
        sections += [Section(line, required=False) for line in _lines(data["optional_sections"])]
        same = (
            "name", "content", "relation", "unit_kinds", "unit_levels", "directly", "by_obligation", "named",
            "receiver", "channel", "on_day", "cycle", "calendar", "opens_before", "figures", "asks_tasks",
            "task_document", "guidance", "basis", "basis_document",
        )  # fmt: skip
        return Elements(
            **{name: data[name] for name in same},
            working_days=days,
            indicators=list(data["indicators"]),
            sections=tuple(sections),
            forms=data["forms_words"],
        )

    @staticmethod
    def initial_of(version: RegimeVersion, today: date) -> dict[str, Any]:
        """What the form shows of a regime that is changed."""
        same = (
            "name", "content", "relation", "unit_kinds", "unit_levels", "directly", "by_obligation", "receiver",
            "channel", "on_day", "cycle", "calendar", "opens_before", "figures", "asks_tasks", "guidance", "basis",
        )  # fmt: skip
        sections = list(version.sections.order_by("place"))
        return {name: getattr(version, name) for name in same} | {
            "valid_from": max(today, version.valid_from),
            "named": "\n".join(told_apart(version.named.order_by("sort_key", "pk"))),
            **{name: version.working_days.get(level) for level, name in LEVEL_FIELDS.items()},
            "sections": "\n".join(one.heading for one in sections if one.required),
            "optional_sections": "\n".join(one.heading for one in sections if not one.required),
            "task_document": version.task_document_id,
            "basis_document": version.basis_document_id,
            "indicators": list(version.indicators.order_by().values_list("pk", flat=True)),
            "forms_words": version.forms,
        }


def _nameable(actor: Actor, regime: Regime | None) -> QuerySet[Unit]:
    """The living units that may be named: those that one sees, and those that the regime names already."""
    seen = Q(pk__in=actor.visible_units().order_by().values("pk"))
    if regime is not None:
        seen |= Q(pk__in=RegimeVersion.objects.filter(regime=regime).values("named"))
    return living_units(actor.today).filter(seen)


def _lines(text: str) -> list[str]:
    return list(dict.fromkeys(line.strip()[:300] for line in text.splitlines() if line.strip()))[:60]


class OpenForm(forms.Form):
    """A round opened by hand; its days only where the regime has no cycle."""

    period = forms.ChoiceField(label=_("Kỳ"))
    title = forms.CharField(label=_("Tên kỳ báo cáo"), max_length=300, required=False)
    starts_on = DayField(label=_("Số liệu từ ngày"), required=False)
    cutoff = DayField(label=_("Chốt số liệu ngày"), required=False)
    due_base = DayField(label=_("Hạn gửi của cơ sở"), required=False)
    due_commune = DayField(label=_("Hạn gửi của cấp xã"), required=False)
    due_province = DayField(label=_("Hạn gửi của cấp tỉnh"), required=False)
    due_other = DayField(label=_("Hạn gửi chung"), required=False)

    def __init__(self, *args: Any, version: RegimeVersion, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        self.version = version
        self.periods: dict[str, Period] = {}
        if version.cycle == Cycle.ONCE:
            del fields["period"]
            return
        for name in ("starts_on", "cutoff"):
            del fields[name]
        running = period_containing(today, version.cycle, version.calendar)
        near = [running.shift(-back) for back in range(_BACK)]
        self.periods = {one.label_code: one for one in near if one.start <= today}
        fields["period"].choices = [(code, period_name(one)) for code, one in self.periods.items()]

    def asked(self) -> dict[str, Any]:
        """What was typed as ``open_round`` takes it."""
        data = self.cleaned_data
        given = {"base": "due_base", "commune": "due_commune", "province": "due_province", "": "due_other"}
        return {
            "title": data["title"],
            "period": self.periods.get(data.get("period", "")),
            "starts_on": data.get("starts_on"),
            "cutoff": data.get("cutoff"),
            "dues": {level: data[name] for level, name in given.items() if data.get(name)},
        }


class SentForm(forms.Form):
    """A report that went to a body outside."""

    number = forms.CharField(
        label=_("Số, ký hiệu"), max_length=80, error_messages={"required": _("Chưa ghi số, ký hiệu văn bản đã gửi.")}
    )
    sent_on = DayField(label=_("Ngày văn bản"), error_messages={"required": _("Chưa ghi ngày văn bản đã gửi.")})
    document = forms.ModelChoiceField(
        label=_("Văn bản trong kho"), queryset=Document.objects.none(), required=False, empty_label="–"
    )

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        recent = visible_documents(actor).order_by("-issued_on", "-pk").values_list("pk", flat=True)[:200]
        fields["document"].queryset = Document.objects.filter(pk__in=list(recent))


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Lý do"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}), error_messages=_NO_REASON
    )


class EndForm(ReasonForm):
    on = DayField(label=_("Hết hiệu lực từ ngày"), error_messages={"required": _("Chưa ghi ngày hết hiệu lực.")})
    field_order = ("on", "reason")


LATE_ONLY, EVERYONE = "late", "all"


class PushForm(forms.Form):
    """Whom a letter chases, and by when an answer is asked for; late ones alone where there are any."""

    whom = forms.ChoiceField(label=_("Đôn đốc"), choices=())
    answer_by = DayField(label=_("Báo cáo chậm nhất ngày"))

    def __init__(self, *args: Any, late: int, everyone: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(EVERYONE, _("Mọi đơn vị chưa gửi: %(number)s") % {"number": format_decimal(everyone)})]
        if late:
            words = _("Đơn vị quá hạn hoặc bị trả lại: %(number)s") % {"number": format_decimal(late)}
            choices.insert(0, (LATE_ONLY, words))
        field = self.fields["whom"]
        assert isinstance(field, forms.ChoiceField)  # as declared above
        field.choices = choices


# --- the rows of a page -----------------------------------------------------------------------------------------------


def task_from(post: QueryDict, task: int) -> TaskInput:
    """What was typed of one task."""
    name = f"v{task}"
    return TaskInput(
        task=task,
        text=post.get(f"{name}-kq", "").strip(),
        blocker=post.get(f"{name}-vm", "").strip(),
        blocker_for=post.get(f"{name}-ct", "").strip(),
    )


def tasks_from(post: QueryDict) -> list[TaskInput]:
    """What was typed of the tasks that the page names; names that make no sense are left out."""
    return [task_from(post, key) for text in post.getlist("v")[:500] if (key := key_in(text)) is not None]


def text_from(post: QueryDict, section: int) -> TextInput:
    """What was typed under one section."""
    return TextInput(section=section, text=post.get(f"m{section}", ""), seen=post.get(f"m{section}-luc", ""))


def texts_from(post: QueryDict) -> list[TextInput]:
    """What was typed under the sections that the page names."""
    return [text_from(post, key) for text in post.getlist("m")[:200] if (key := key_in(text)) is not None]
