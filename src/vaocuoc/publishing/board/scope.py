"""What the board is narrowed to by its address (phạm vi): one document, one leading unit; kept in every link."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from vaocuoc.directory.models import Unit
from vaocuoc.directory.people.access import Actor
from vaocuoc.documents.library.access import get_document
from vaocuoc.documents.models import Document


@dataclass(frozen=True)
class Scope:
    """One document, one unit that leads, both or neither."""

    document: Document | None = None
    lead: Unit | None = None

    @property
    def words(self) -> str:
        """The scope in words for the head of the page; empty where everything is shown."""
        parts = []
        if self.document:
            parts.append(f"{self.document}: {self.document.title}")
        if self.lead:
            parts.append(_("chủ trì: %(unit)s") % {"unit": self.lead.name})
        return " · ".join(parts)

    def address(self, name: str, **filters: object) -> str:
        """The page of that name with these filters and the scope's own, so that a number opens just what it counts."""
        asked = {"van-ban": self.document and self.document.pk, "chu-tri": self.lead and self.lead.pk}
        given = {key.replace("_", "-"): value for key, value in filters.items()} | asked
        query = urlencode({key: value for key, value in given.items() if value not in (None, "")})
        return f"{reverse(name)}?{query}" if query else reverse(name)


def scope_of(actor: Actor, parameters: QueryDict) -> Scope:
    """The scope that the address asks for. Raises ``Http404`` for what the actor does not see or what is no number."""
    return Scope(_document(actor, parameters.get("van-ban", "")), _unit(parameters.get("chu-tri", "")))


def _document(actor: Actor, asked: str) -> Document | None:
    return get_document(actor, _key(asked)) if asked else None


def _unit(asked: str) -> Unit | None:
    if not asked:
        return None
    unit = Unit.objects.filter(pk=_key(asked)).first()
    if unit is None:
        raise Http404
    return unit


def _key(asked: str) -> int:
    if not asked.isascii() or not asked.isdigit() or len(asked) > 18:
        raise Http404
    return int(asked)
