"""Words for refusals (lý do từ chối): one place turns ``Refused(code, **facts)`` into a sentence, and into a page."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vaocuoc.core.errors import Refused
from vaocuoc.ui.dates import format_day
from vaocuoc.ui.numbers import format_decimal

logger = logging.getLogger(__name__)

REFUSALS: dict[str, str | Promise] = {
    "ui.not_a_number": gettext_lazy("“%(text)s” không phải là số. Ghi theo cách 1.234,5."),
    "ui.ambiguous_number": gettext_lazy(
        "“%(text)s” có thể là %(grouped)s hoặc %(pointed)s. Ghi lại không có dấu chấm."
    ),
    "ui.not_a_day": gettext_lazy("“%(text)s” không phải là ngày. Ghi theo cách 31/12/2025."),
}

_STATUS = {
    "access": HTTPStatus.FORBIDDEN,
    "not_found": HTTPStatus.NOT_FOUND,
    "conflict": HTTPStatus.CONFLICT,
    "gone": HTTPStatus.GONE,
}


@cache
def _sentences() -> dict[str, str | Promise]:
    found = dict(REFUSALS)
    for table in settings.REFUSAL_TABLES:
        found |= import_string(table)
    return found


def sentence(refused: Refused) -> str:
    """What was refused, and what to do, in the language of the request; the code where no words are registered."""
    words = _sentences().get(refused.code)
    if words is None:
        logger.error("no words for the refusal %s", refused.code)
        return _("Chương trình không làm được việc này (%(code)s). Báo quản trị viên.") % {"code": refused.code}
    return str(words) % {name: _fact(fact) for name, fact in refused.facts.items()}


def _fact(fact: object) -> object:
    if isinstance(fact, date):
        return format_day(fact)
    if isinstance(fact, Decimal):
        return format_decimal(fact)
    return fact


def status_of(refused: Refused) -> HTTPStatus:
    """403 for ``access.…``, 404 for ``not_found``, 409 for ``conflict.…``, 410 for ``gone.…``, else 422."""
    return _STATUS.get(refused.code.partition(".")[0], HTTPStatus.UNPROCESSABLE_ENTITY)


def refusal_response(request: HttpRequest, refused: Refused) -> HttpResponse:
    """A page with the sentence, or for htmx a message that its target shows."""
    status = status_of(refused)
    context = {"sentence": sentence(refused), "refused": refused, "status": int(status)}
    template = "ui/components/refusal.html" if request.headers.get("HX-Request") else "ui/refused.html"
    return render(request, template, context, status=status)


class RefusedMiddleware:
    """Words a ``Refused`` that no view caught; views catch those that belong into a form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return refusal_response(request, exception) if isinstance(exception, Refused) else None
