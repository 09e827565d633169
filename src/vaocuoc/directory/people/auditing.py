"""Which posts a search of the audit trail means: by words of their titles and of their units' names."""

from __future__ import annotations

from vaocuoc.core.text import fold, words
from vaocuoc.directory.organisations.models import Post


def posts_named(*, title: str, unit: str) -> list[int]:
    """The numbers of the posts whose title and unit's name hold all these words, accents apart (chức danh, đơn vị).

    Empty words ask nothing. One query; posts are few thousands at most, those of the past among them.
    """
    found = Post.objects.values_list("pk", "title", "unit__folded")
    return [pk for pk, called, house in found if _holds(fold(called), title) and _holds(house, unit)]


def _holds(text: str, asked: str) -> bool:
    folded = fold(asked)
    there = {text[start:end] for start, end in words(text)}
    return all(folded[start:end] in there for start, end in words(folded))
