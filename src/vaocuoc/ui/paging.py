"""Pages of long lists (trang): a fixed number of rows, a page that always exists."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

ROWS = 50


def page_of(request: HttpRequest, rows: Any, *, size: int = ROWS, parameter: str = "trang") -> Page[Any]:
    """The page that the address asks for; the nearest one where the address asks for nonsense."""
    return Paginator(rows, size).get_page(request.GET.get(parameter))
