"""The cards of findings as forms (thẻ phát hiện): the form of each kind."""

from __future__ import annotations

from typing import Any

from django import forms

from vaocuoc.documents.models import Finding
from vaocuoc.tracking.intake.drafts import (
    ContextDraft,
    Draft,
    ProposalDraft,
    ReferenceDraft,
    ResultDraft,
    ShortcomingDraft,
    TargetDraft,
    TaskDraft,
)
from vaocuoc.tracking.intake.forms.base import FindingForm, Label, Row, Surroundings, Take
from vaocuoc.tracking.intake.forms.figures import ResultForm, TargetForm
from vaocuoc.tracking.intake.forms.others import ContextForm, ProposalForm, ReferenceForm, ShortcomingForm
from vaocuoc.tracking.intake.forms.tasks import TaskForm

__all__ = ["FindingForm", "Label", "RejectForm", "Row", "Surroundings", "Take", "form_for"]

_FORMS: dict[type, type[FindingForm]] = {
    TaskDraft: TaskForm,
    TargetDraft: TargetForm,
    ResultDraft: ResultForm,
    ShortcomingDraft: ShortcomingForm,
    ProposalDraft: ProposalForm,
    ReferenceDraft: ReferenceForm,
    ContextDraft: ContextForm,
}


def form_for(draft: Draft, around: Surroundings, *, finding: Finding, data: Any = None) -> FindingForm:
    """The form of a draft's kind."""
    return _FORMS[type(draft)](draft, around, finding=finding, data=data)


class RejectForm(forms.Form):
    """Why a finding is put aside: a ready reason or one's own."""

    reason = forms.CharField(required=False, max_length=300)
    own_reason = forms.CharField(required=False, max_length=300)

    def chosen(self) -> str:
        """The reason in words; empty where none is given."""
        if not self.is_valid():
            return ""
        return str(self.cleaned_data["own_reason"] or self.cleaned_data["reason"]).strip()
