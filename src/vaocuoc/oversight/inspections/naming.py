"""Posts named by typing (ghi tên, có gợi ý): of thousands, none is looked for in a long list to choose from.

While one types, names that hold all that was typed are offered below the field; without a script those offered at the
start are. What is typed must name one: a name that nobody bears, or that several bear, is refused with what is near.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.forms.utils import flatatt
from django.urls import reverse_lazy
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vaocuoc.core.text import fold, nfc
from vaocuoc.directory.models import Post

OFFERED = 12
"""So many names are offered for what is typed."""
AT_ONCE = 100
"""So many stand below the field before anything is typed, for whoever has no script."""
_NEAR, _WORDS, _LINES = 3, 6, 6
_KEYED = re.compile(r"^(?P<name>.*) \(số (?P<key>\d+)\)$")
_NO_POST = gettext_lazy("Không có chức danh “%(name)s”. Chọn một tên trong gợi ý.")
_NEAR_POST = gettext_lazy("Không có chức danh “%(name)s”. Gần nhất: %(near)s.")
_MANY_POSTS = gettext_lazy("Có nhiều chức danh là “%(name)s”: %(near)s. Ghi đúng một tên trong các tên ấy.")


# --- what is offered --------------------------------------------------------------------------------------------------


def posts_like(posts: QuerySet[Post], typed: str, *, most: int = OFFERED) -> list[str]:
    """The names of the posts that hold all that is typed, by title and unit; at most two queries."""
    found = posts
    wanted = fold(nfc(typed)).replace(",", " ").split()[:_WORDS]
    titles = _titles(posts) if wanted else []
    for word in wanted:
        found = found.filter(Q(title__in=[one for one in titles if word in fold(one)]) | Q(unit__folded__contains=word))
    return _told(found[:most], str)


def options(names: Iterable[str]) -> SafeString:
    """The names as the options of a list below a field."""
    return format_html_join("", '<option value="{}"></option>', ((name,) for name in names))


def _titles(posts: QuerySet[Post]) -> list[str]:
    """The titles there are: a few hundred, however many posts."""
    return list(posts.order_by().values_list("title", flat=True).distinct())


def _told(rows: Iterable[Any], name: Callable[[Any], str]) -> list[str]:
    """The names; of those that several bear, each with its number."""
    rows = list(rows)
    names = [name(row) for row in rows]
    return [one if names.count(one) == 1 else f"{one} (số {row.pk})" for one, row in zip(names, rows, strict=True)]


# --- what is meant ----------------------------------------------------------------------------------------------------


class PostNameField(forms.CharField):
    """One post by its title, with its unit where others bear it too (chức danh); ``posts`` is given by the form."""

    posts: QuerySet[Post]

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs=offering("chuc-danh")), **options)

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        found, wrong = _posts_named(self.posts, [typed])
        if wrong:
            raise ValidationError(wrong)
        return found[0]


class PostNamesField(forms.Field):
    """Several posts by their names, each in its own box or with semicolons between; cleans to posts, each once."""

    posts: QuerySet[Post]

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=_Names(attrs=offering("chuc-danh")), **options)

    def clean(self, value: Any) -> Any:
        typed = [part.strip() for text in value or () for part in str(text).split(";")]
        named = super().clean(list(dict.fromkeys(part for part in typed if part)))
        found, wrong = _posts_named(self.posts, named)
        if wrong:
            raise ValidationError(wrong)
        return list(dict.fromkeys(found))


def _posts_named(posts: QuerySet[Post], names: Sequence[str]) -> tuple[list[Post], list[ValidationError]]:
    """The posts that these names mean, and what is wrong with the others; two queries where all are clear."""
    if not names:
        return [], []
    folded = [fold(nfc(name)) for name in names]
    titles = [one for one in _titles(posts) if any(name.startswith(fold(one)) for name in folded)]
    near = list(posts.filter(title__in=titles))
    found, wrong = [], []
    for name, wanted in zip(names, folded, strict=True):
        keyed = _KEYED.match(nfc(name))
        meant = [one for one in near if keyed and str(one.pk) == keyed["key"] and str(one) == keyed["name"]]
        meant = meant or [one for one in near if wanted == fold(str(one))]
        meant = meant or [one for one in near if wanted == fold(one.title)]
        if len(meant) == 1:
            found += meant
            continue
        offered = _told(meant, str) or posts_like(posts, name, most=_NEAR)
        wrong.append(_unclear(name, offered, bool(meant)))
    return found, wrong


def _unclear(name: str, near: Sequence[str], several: bool) -> ValidationError:
    facts = {"name": name[:100], "near": "; ".join(near[:OFFERED])}
    return ValidationError(_MANY_POSTS if several else _NEAR_POST if near else _NO_POST, params=facts)


# --- how it is typed --------------------------------------------------------------------------------------------------


def offering(listed: str) -> dict[str, Any]:
    """A field whose names are asked for while one types, into the list of that id."""
    return {
        "list": listed,
        "autocomplete": "off",
        "class": "inp",
        "hx-get": reverse_lazy("inspections:suggest"),
        "hx-trigger": "input changed delay:200ms",
        "hx-target": f"#{listed}",
        "hx-swap": "innerHTML",
        "hx-headers": '{"X-Background": "1"}',
    }


class _Names(forms.Widget):
    """Boxes for names below each other, a few more than are filled."""

    use_fieldset = True

    def use_required_attribute(self, initial: Any) -> bool:
        """Not every box must be filled; that one is, the field asks."""
        return False

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.getlist(name) if hasattr(data, "getlist") else data.get(name)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        typed = [text for text in value or () if text]
        typed += [""] * max(_LINES - len(typed), 2)
        first = self.build_attrs(self.attrs, attrs)
        boxes = []
        for place, text in enumerate(typed, 1):
            own = {**first, "type": "text", "name": name, "value": text, "id": f"{first.get('id', name)}_{place}"}
            own["aria-label"] = _("Tên thứ %(place)s") % {"place": place}
            boxes.append(format_html("<input{}>", flatatt(own)))
        return format_html('<div class="stack-s">{}</div>', SafeString("".join(boxes)))
