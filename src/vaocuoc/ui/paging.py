"""Pages of long lists (trang): a fixed number of rows, a page that always exists."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

ROWS = 50


class _Counted(Paginator[Any]):
    """Pages of rows whose number is known already, so that nothing is counted twice."""

    def __init__(self, rows: Any, size: int, count: int) -> None:
        super().__init__(rows, size)
        self.count = count


def page_of(
    request: HttpRequest, rows: Any, *, size: int = ROWS, parameter: str = "trang", count: int | None = None
) -> Page[Any]:
    """The page that the address asks for; the nearest one where the address asks for nonsense.

    ``count`` is the number of rows where it is known already.
    """
    pages = Paginator(rows, size) if count is None else _Counted(rows, size, count)
    return pages.get_page(request.GET.get(parameter))
