"""What is typed about documents, checked for its shape."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Action, Actor
from vaocuoc.documents.library.operations import EDITABLE
from vaocuoc.documents.papers.models import AttachmentKind, Document, DocumentType, Handling
from vaocuoc.ui.fields import DayField


class SeveralFiles(forms.FileField):
    """A field of several files; the browser sends each under the same name."""

    widget = type("SeveralFilesInput", (forms.FileInput,), {"allow_multiple_selected": True})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list) and data else [None]
        # An empty file is a file: what to say of it stands in the formats' own table.
        return [super(SeveralFiles, self).clean(one, initial) for one in given]


class UploadForm(forms.Form):
    """Files, whose register they go into, and what the uploader declares of them."""

    uploads = SeveralFiles(
        label=_("Tệp"),
        allow_empty_file=True,
        error_messages={"required": _("Chưa chọn tệp nào. Chọn ít nhất một tệp.")},
    )
    keeper = forms.ModelChoiceField(
        label=_("Đưa vào sổ của"),
        queryset=Unit.objects.none(),
        empty_label=None,
        error_messages={"invalid_choice": _("Không được đưa tài liệu vào sổ của đơn vị này. Chọn đơn vị khác.")},
    )
    handling = forms.ChoiceField(
        label=_("Chế độ"),
        choices=Handling.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chưa khai chế độ của tài liệu. Chọn Thường, Nội bộ hoặc Dự thảo.")},
    )

    def __init__(self, *args: Any, actor: Actor, replaces: Document | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if replaces is not None:  # a newer file goes where the document is, and is handled as it is
            del self.fields["keeper"]
            self.fields["handling"].initial = replaces.handling
            return
        keepers = actor.units(Action.UPLOAD).order_by("sort_key", "pk")
        fields: dict[str, Any] = self.fields
        fields["keeper"].queryset = keepers
        self.fields["keeper"].initial = _own_keeper(actor)


def _own_keeper(actor: Actor) -> int | None:
    """The unit over which the post itself was given the right to hand in: its register comes first."""
    return actor.own_unit(Action.UPLOAD)


class AttachForm(forms.Form):
    """Further files of a document, and what they are to it."""

    uploads = SeveralFiles(
        label=_("Tệp"),
        allow_empty_file=True,
        error_messages={"required": _("Chưa chọn tệp nào. Chọn ít nhất một tệp.")},
    )
    kind = forms.ChoiceField(
        label=_("Loại tệp"),
        choices=AttachmentKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chưa chọn loại tệp. Chọn Phụ lục, Bản gốc, Bản ký số hoặc Tệp khác.")},
    )
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)


class WithdrawForm(forms.Form):
    """Why a further file is withdrawn."""

    reason = forms.CharField(
        label=_("Lý do rút"),
        max_length=300,
        error_messages={"required": _("Chưa ghi lý do rút tệp. Ghi lý do rồi rút lại; chưa rút gì.")},
    )


class DocumentForm(forms.Form):
    """A document's own fields (thông tin văn bản)."""

    type = forms.ChoiceField(label=_("Thể loại"), choices=DocumentType.choices)
    number = forms.CharField(label=_("Số, ký hiệu"), max_length=80, required=False)
    title = forms.CharField(
        label=_("Trích yếu"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Chưa có trích yếu. Nhập trích yếu của văn bản rồi lưu lại.")},
    )
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=300, required=False)
    issued_on = DayField(label=_("Ngày ban hành"), required=False)
    received_on = DayField(label=_("Ngày nhận"), required=False)
    term_start = forms.IntegerField(label=_("Nhiệm kỳ từ năm"), required=False, min_value=1930, max_value=2200)
    term_end = forms.IntegerField(label=_("đến năm"), required=False, min_value=1930, max_value=2200)
    handling = forms.ChoiceField(label=_("Chế độ"), choices=Handling.choices)
    carries_out = forms.ModelChoiceField(
        label=_("Thực hiện văn bản"), queryset=Document.objects.none(), required=False, empty_label=_("(không ghi)")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, carried_out: list[Document], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Document.objects.filter(pk__in=[document.pk for document in carried_out])
        fields: dict[str, Any] = self.fields
        fields["carries_out"].queryset = known
        for name in EDITABLE:  # what stood there when the editor began goes along, to tell two editors apart
            self.fields[name].show_hidden_initial = True

    @property
    def begun_with(self) -> list[SafeString]:
        """The hidden fields of what stood there when the editor began."""
        return [self[name].as_hidden(only_initial=True) for name in EDITABLE]


class AddresseesForm(forms.Form):
    """To whom a document is addressed (nơi nhận), as a paper's foot lists them: one a line.

    ``seen`` are the keys of the units that stood there when the editor began.
    """

    seen = forms.RegexField(r"^[\d,]*$", required=False, max_length=100_000, widget=forms.HiddenInput)

    names = forms.CharField(
        label=_("Nơi nhận"),
        required=False,
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
    )

    def clean_names(self) -> str:
        """An emptied field means that nobody is left; a field that did not come at all means nothing."""
        if self.add_prefix("names") not in self.data:
            raise forms.ValidationError(_("Biểu gửi lên thiếu ô nơi nhận. Mở lại trang và gửi lại."))
        return str(self.cleaned_data["names"])
