"""What is handed in and pasted, checked for its shape."""

from __future__ import annotations

from django import forms
from django.http import Http404, QueryDict
from django.utils.translation import gettext_lazy as _

from vaocuoc.tracking.submissions.owed import period_of_slug

TAKEN = ".xlsx,.xlsm,.ods,.xls,.zip"


class _SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class UploadForm(forms.Form):
    """The workbooks that came back; what was chosen is read from the request, for a field keeps one file alone."""

    books = forms.FileField(
        label=_("Các bảng đã điền"), required=False, widget=_SeveralFiles(attrs={"accept": TAKEN, "multiple": True})
    )


class PasteForm(forms.Form):
    text = forms.CharField(
        label=_("Dán từ Excel"),
        strip=False,
        required=False,
        max_length=1_000_000,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "wrap": "off"}),
        error_messages={"max_length": _("Nội dung dán quá dài. Dán từng phần.")},
    )


def asked_for(query: QueryDict) -> dict[str, object]:
    """What the address expects the workbooks to be of: ``so``, ``don-vi``, ``ky``; what makes no sense is left out."""
    found: dict[str, object] = {}
    for name, field in (("so", "keeper"), ("don-vi", "provider")):
        text = query.get(name, "")
        if text.isascii() and text.isdigit() and len(text) < 19:
            found[field] = int(text)
    try:
        period_of_slug(query.get("ky", ""))
    except Http404:
        return found
    return found | {"period": query["ky"]}
