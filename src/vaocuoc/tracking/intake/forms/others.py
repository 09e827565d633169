"""The cards of shortcomings, proposals, citations and context (thẻ hạn chế, kiến nghị, dẫn chiếu, bối cảnh)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from vaocuoc.tracking.intake.addressing import Answer
from vaocuoc.tracking.intake.drafts import (
    ContextDraft,
    ProposalDraft,
    ReferenceDraft,
    ShortcomingDraft,
)
from vaocuoc.tracking.intake.forms.base import (
    FindingForm,
    Row,
    choice_field,
    offer,
    text_field,
    unit_row,
)


class ShortcomingForm(FindingForm):
    """A shortcoming (hạn chế)."""

    text = text_field(rows=3)
    unit = text_field(list="units", longest=300)
    cause = text_field(rows=2)

    draft: ShortcomingDraft

    def clean(self) -> None:
        self.subject = self.as_unit("unit", self.draft.unit) if self.cleaned_data.get("unit") else Answer("")

    def values(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"text": said["text"].strip(), "cause": said["cause"].strip(), "unit": self.subject}

    def _rows(self) -> Iterable[Row]:
        yield self.row("text", _("Hạn chế"))
        yield unit_row(self, "unit", _("Của đơn vị"), self.draft.unit)
        yield self.row("cause", _("Nguyên nhân"), optional=not self.draft.cause)


class ProposalForm(FindingForm):
    """A proposal (kiến nghị)."""

    text = text_field(rows=3)
    addressed_to = text_field(longest=300)

    draft: ProposalDraft

    def values(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"text": said["text"].strip(), "addressed_to": said["addressed_to"].strip()}

    def _rows(self) -> Iterable[Row]:
        yield self.row("text", _("Kiến nghị"))
        yield self.row("addressed_to", _("Gửi tới"), tone="" if self.draft.addressed_to else "warn")


class ReferenceForm(FindingForm):
    """A citation (dẫn chiếu)."""

    cited = choice_field([])

    draft: ReferenceDraft

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        documents = {str(one.pk): one for one in self.around.documents}
        if self.draft.cited is not None:
            documents.setdefault(str(self.draft.cited.pk), self.draft.cited)
        self.documents = documents
        named = [(pk, f"{one} · {one.title}"[:120]) for pk, one in documents.items()]
        offer(self.fields["cited"], [("", _("Chưa có trong sổ văn bản")), *named])

    def values(self) -> dict[str, Any]:
        return {"cited": self.documents.get(self.cleaned_data["cited"])}

    def _rows(self) -> Iterable[Row]:
        found = self.draft.cited is not None
        yield self.row("cited", _("Là văn bản"), tag=_("Có trong sổ") if found else "", tone="cham" if found else "")


class ContextForm(FindingForm):
    """Context asks for nothing (bối cảnh)."""

    draft: ContextDraft

    def values(self) -> dict[str, Any]:
        return {}

    def _rows(self) -> Iterable[Row]:
        return ()
