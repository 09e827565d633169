"""Template tags and filters of the interface, builtin in every template; their use is shown on the parts page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from vaocuoc.core.calendars import Period
from vaocuoc.ui import clock, dates, numbers
from vaocuoc.ui.drawings import bullet_svg, meter_svg, stacked_svg
from vaocuoc.ui.words import CLEARS, KINDS, TASK_STATES, VERDICTS, Mark

register = template.Library()

MISSING = "–"
"""What stands where a value is not known; zero prints 0."""

# --- numbers ----------------------------------------------------------------------------------------------------------


def _missing() -> SafeString:
    return format_html('<span class="t3" title="{}">{}</span>', _("chưa có số liệu"), MISSING)


@register.filter("number")
def number_filter(value: Any, decimals: int | None = None) -> str:
    """``{{ 1234.5|number:1 }}``: 1.234,5; None prints the mark of what is missing."""
    return _missing() if value is None or value == "" else numbers.format_decimal(value, decimals)


@register.filter
def scaled(value: int | None, decimals: int) -> str:
    """``{{ observation.value|scaled:indicator.decimals }}``: a stored integer as a number."""
    return _missing() if value is None else numbers.format_scaled(value, decimals)


@register.filter
def signed(value: Any, decimals: int | None = None) -> str:
    """A difference with its sign: +1,2 or −1,8."""
    if value is None or value == "":
        return _missing()
    shown = numbers.format_decimal(value, decimals)
    return f"+{shown}" if Decimal(str(value)) > 0 else shown


@register.filter
def percent(value: Any, decimals: int = 1) -> str:
    """``{{ 60.6|percent }}``: 60,6%. The value is in percent already."""
    return _missing() if value is None or value == "" else f"{numbers.format_decimal(value, decimals)}%"


@register.simple_tag(name="number")
def number_tag(value: Any, decimals: int | None = None, unit: str = "") -> str:
    """``{% number 2973.8 1 "tỷ đồng" %}``: 2.973,8 tỷ đồng; a percent sign stands without a space."""
    if value is None or value == "":
        return _missing()
    shown = numbers.format_decimal(value, decimals)
    if not unit:
        return shown
    return f"{shown}%" if unit == "%" else f"{shown}\N{NO-BREAK SPACE}{unit}"


# --- days -------------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4_000)  # a list shows the same days again and again
def _time(value: date, shown: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), shown)


@register.filter
def day(value: date | None) -> str:
    """``31/12/2025``."""
    return _time(value, dates.format_day(value)) if value else _missing()


@register.filter
def day_short(value: date | None) -> str:
    """``31/12``, with the year where it is not this one."""
    return _time(value, dates.format_day_short(value, clock.today())) if value else _missing()


@register.filter
def moment(value: datetime | None) -> str:
    """``03/11, 15:20``."""
    return _time(value, dates.format_moment(value, clock.today())) if value else _missing()


@register.filter
def age(value: date | None) -> str:
    """``quá hạn 21 ngày``, ``còn hôm nay``, ``còn 3 ngày``."""
    return dates.format_age(value, clock.today()) if value else ""


@register.filter
def period(value: Period) -> str:
    """``tháng 11/2026``."""
    return dates.period_name(value)


@register.filter
def period_days(value: Period) -> SafeString:
    """``15/10 - 14/11``, kept on one line."""
    return format_html('<span class="nw">{}</span>', dates.period_days(value))


# --- marks ------------------------------------------------------------------------------------------------------------


@register.simple_tag
def icon(name: str, size: int = 0, label: str = "", css: str = "") -> SafeString:
    """``{% icon "i-check" %}``: a symbol of the sprite, hidden from screen readers unless it has a ``label``."""
    return _drawn(name, size, str(label), css)


@lru_cache(maxsize=2_000, typed=True)  # a page shows the same few marks hundreds of times
def _drawn(name: str, size: int, label: str, css: str) -> SafeString:
    address = f"{static('ui/marks.svg')}#{name}"
    room = format_html(' width="{}" height="{}"', size, size) if size else ""
    look = format_html(' class="{}"', css) if css else ""
    voice = format_html(' role="img" aria-label="{}"', label) if label else mark_safe(' aria-hidden="true"')
    return format_html('<svg{}{}{}><use href="{}"/></svg>', look, room, voice, address)


def _mark(mark: Mark, word: str | Promise | None = None, size: str = "") -> SafeString:
    css = f"v {mark.tone} {size}".strip()
    return _worded(css, mark.icon, str(mark.word if word is None else word))


@lru_cache(maxsize=2_000)
def _worded(css: str, name: str, word: str) -> SafeString:
    return format_html('<span class="{}">{}{}</span>', css, icon(name), word)


@register.simple_tag
def verdict(code: str, size: str = "", reason: str = "") -> SafeString:
    """``{% verdict "off_track" %}``, ``{% verdict code "lg" %}``: shape and word; a reason stands below."""
    shown = _mark(VERDICTS[code], size=size)
    return format_html('{}<span class="sub">{}</span>', shown, reason) if reason else shown


@register.simple_tag
def verdict_mark(code: str, size: int = 14) -> SafeString:
    """The shape alone, for counts and cells; the word is its name for screen readers."""
    return icon(VERDICTS[code].icon, size, str(VERDICTS[code].word), f"m {VERDICTS[code].tone}")


@register.simple_tag
def verdict_word(code: str) -> str:
    return str(VERDICTS[code].word)


@register.simple_tag
def task_state(code: str, days: int | None = None, size: str = "") -> SafeString:
    """``{% task_state "overdue" 21 %}``: Quá hạn 21 ngày; ``days`` also counts for ``due_soon``."""
    mark = TASK_STATES[code]
    if days is not None and code == "overdue":
        return _mark(mark, _("Quá hạn %(days)s ngày") % {"days": days}, size)
    if days is not None and code == "due_soon":
        return _mark(mark, _("Còn %(days)s ngày") % {"days": days} if days else _("Còn hôm nay"), size)
    return _mark(mark, size=size)


@register.simple_tag
def task_state_mark(code: str, size: int = 14) -> SafeString:
    mark = TASK_STATES[code]
    return icon(mark.icon, size, str(mark.word), f"m {mark.tone}")


@register.simple_tag
def task_state_word(code: str) -> str:
    return str(TASK_STATES[code].word)


@register.simple_tag
def kind_tag(kind: str, word: bool = True) -> SafeString:
    """``{% kind_tag "task" %}``: the letter on its colour, and the word unless ``word=False``."""
    shown = KINDS[kind]
    if not word:
        return format_html('<span class="kk {}" title="{}">{}</span>', shown.tone, shown.word, shown.letter)
    return format_html(
        '<span class="kt {}"><b aria-hidden="true">{}</b>{}</span>', shown.tone, shown.letter, shown.word
    )


@register.filter
def kind_tone(kind: str) -> str:
    """The colour class of a kind of finding, for a card or a span: ``k-task``."""
    return KINDS[kind].tone


@register.filter
def kind_letter(kind: str) -> str:
    return str(KINDS[kind].letter)


@register.filter
def kind_word(kind: str) -> str:
    return str(KINDS[kind].word)


def _clear(value: Any) -> tuple[bool, str]:
    """(is it clear, what is said of it) from a bool, a text, a pair, or an object with ``ok`` and ``text``."""
    if isinstance(value, bool) or value is None:
        return bool(value), ""
    if isinstance(value, str):
        return bool(value), value
    if isinstance(value, (tuple, list)):
        return bool(value[0]), str(value[1])
    return bool(value.ok), str(value.text)


@register.simple_tag
def sixclears(clears: Mapping[str, Any], short: bool = False, columns: int = 6) -> SafeString:
    """The six clears (sáu rõ) of a task: ``{% sixclears clears %}``, ``{% sixclears clears short=True %}``.

    ``clears`` maps who, what, when, responsible, authority, product to a bool, a text, or a pair (ok, text).
    """
    found = [(name, missing, *_clear(clears.get(key))) for key, (name, missing) in CLEARS.items()]
    return _clears_short(found) if short else _clears_full(found, columns)


def _clears_full(found: list[tuple[Any, Any, bool, str]], columns: int) -> SafeString:
    cells = format_html_join(
        "",
        "<li{}>{}<b>{}</b><span>{}</span></li>",
        (
            (
                "" if ok else mark_safe(' class="no"'),
                icon("i-check" if ok else "i-miss", 15, _("đã rõ") if ok else _("chưa rõ")),
                name,
                text or ("" if ok else _("Chưa nêu")),
            )
            for name, _missing_word, ok, text in found
        ),
    )
    return format_html('<ul class="clears{}">{}</ul>', " c3" if columns == 3 else "", cells)


def _clears_short(found: list[tuple[Any, Any, bool, str]]) -> SafeString:
    bars = format_html_join("", "<i{}></i>", ((("" if ok else mark_safe(' class="no"')),) for _n, _m, ok, _t in found))
    lacking = ", ".join(str(missing) for _n, missing, ok, _t in found if not ok)
    word = _("thiếu %(what)s") % {"what": lacking} if lacking else _("đủ sáu rõ")
    return format_html('<span class="six">{}<b{}>{}</b></span>', bars, mark_safe(' class="w"') if lacking else "", word)


@register.simple_tag
def bullet(value: Any, expected: Any = None, target: Any = None, verdict: str = "", label: str = "") -> SafeString:
    """A bullet bar: bar in the verdict's colour, | expected by now, ¦ what the resolution set."""
    return bullet_svg(value, expected, target, verdict, label)


@register.simple_tag
def meter(part: Any, whole: Any, label: str = "") -> SafeString:
    """How much of a whole is done: ``{% meter 31 84 "Đang đọc trang 31/84" %}``."""
    return meter_svg(part, whole, label)


@register.simple_tag
def stackbar(parts: Iterable[tuple[int, str, str]], label: str) -> SafeString:
    """``parts`` are (count, tone, word); tones: bad, warn, cham, none, soft, good."""
    return stacked_svg(list(parts), label)


# --- text -------------------------------------------------------------------------------------------------------------

_RANGE = re.compile(r"[\w.,/%]+ [-–] [\w.,/%]+")


@register.filter
def shorten(text: object, most: int) -> str:
    """``{{ task.title|shorten:90 }}``: so many characters at most, the last of them then "…"; our texts are composed.

    Django's own filter looks at every character for what combines with the one before, which a list feels.
    """
    whole = str(text)
    return whole if len(whole) <= most else f"{whole[: most - 1].rstrip()}…"


@register.filter
def nowrap_range(text: str) -> SafeString:
    """Keeps ``Km12 - Km19`` and ``2025 - 2030`` on one line."""
    escaped = conditional_escape(text)
    return mark_safe(_RANGE.sub(lambda found: f'<span class="nw">{found[0]}</span>', escaped))


@register.simple_tag
def highlight(text: str, start: int | None, end: int | None, kind: str = "") -> SafeString:
    """The text with one stretch marked; offsets count in ``text`` itself. ``kind`` gives the colour."""
    if start is None or end is None or not 0 <= start < end <= len(text):
        return conditional_escape(text)
    tone = format_html(' class="{}"', KINDS[kind].tone) if kind else ""
    return format_html("{}<mark{}>{}</mark>{}", text[:start], tone, text[start:end], text[end:])


@register.filter
def highlight_spans(text: str, spans: Iterable[tuple[int, int]]) -> SafeString:
    """The text with several stretches marked, as a search found them; overlapping ones are joined."""
    pieces: list[tuple[str, str]] = []
    at = 0
    for start, end in sorted(spans):
        start, end = max(start, at), min(end, len(text))
        if start < end:
            pieces.append((text[at:start], text[start:end]))
            at = end
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", pieces), text[at:])


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: Any) -> str:
    """``<a href="{% query trang=2 %}">``: this address with parameters changed; an empty value takes one away."""
    request: HttpRequest = context["request"]
    found = request.GET.copy()
    for name, value in changes.items():
        found.pop(name, None)
        if value not in (None, ""):
            found[name] = value
    return f"?{found.urlencode()}" if found else request.path


@register.simple_tag(takes_context=True)
def kept(context: template.Context, *names: str) -> SafeString:
    """``{% kept "ky" "khau" %}`` inside a form: hidden fields for what this address asks under these names."""
    asked = context["request"].GET
    fields = ((name, asked[name]) for name in names if asked.get(name))
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', fields)


# --- blocks -----------------------------------------------------------------------------------------------------------


@register.simple_block_tag
def crumbs(content: str) -> SafeString:
    """``{% crumbs %}<li><a …>…</a></li><li>…</li>{% endcrumbs %}``."""
    return format_html('<nav class="crumb" aria-label="{}"><ol>{}</ol></nav>', _("Đường dẫn"), mark_safe(content))


@register.simple_block_tag
def panel(
    content: str,
    title: str = "",
    qualifier: str = "",
    more: str = "",
    more_label: str = "",
    id: str = "",
    pad: bool = True,
) -> SafeString:
    """``{% panel title=… qualifier=… more=url more_label=… %}…{% endpanel %}``; ``pad=False`` for tables and lists."""
    name = format_html(' id="{}"', id) if id else ""
    head = ""
    if title:
        beside = format_html(" <span>{}</span>", qualifier) if qualifier else ""
        link = format_html('<a class="more" href="{}">{}</a>', more, more_label) if more else ""
        head = format_html("<header><h2>{}{}</h2>{}</header>", title, beside, link)
    body = format_html('<div class="pad">{}</div>', mark_safe(content)) if pad else mark_safe(content)
    return format_html('<section class="sheet"{}>{}{}</section>', name, head, body)


@register.simple_block_tag
def message(content: str, level: str = "") -> SafeString:
    """``{% message "bad" %}…{% endmessage %}``: one line; what, where, what to do. Levels: none, good, warn, bad."""
    role = mark_safe(' role="alert"') if level == "bad" else ""
    shape = icon("i-check" if level == "good" else "i-miss")
    return format_html('<div class="msg {}"{}>{}<span>{}</span></div>', level, role, shape, mark_safe(content.strip()))


@register.simple_block_tag
def empty(content: str, title: str) -> SafeString:
    """``{% empty "Chưa có …" %}what to do next{% endempty %}``."""
    return format_html('<div class="empty"><b>{}</b><p>{}</p></div>', title, mark_safe(content.strip()))


@register.simple_block_tag
def quote(content: str, source: str = "", address: str = "") -> SafeString:
    """Words of a document in serif with where they stand: ``{% quote source="…" address=url %}…{% endquote %}``."""
    where: str = format_html('<a href="{}">{}</a>', address, source) if address else source
    cite = format_html("<figcaption>{}</figcaption>", where) if source else ""
    return format_html('<figure class="quote"><blockquote>{}</blockquote>{}</figure>', mark_safe(content.strip()), cite)


# --- forms and lists --------------------------------------------------------------------------------------------------


@register.inclusion_tag("ui/components/field.html")
def field(bound: BoundField, help: str = "", suffix: str = "", wide: bool = False) -> dict[str, Any]:
    """``{% field form.title %}``: label, control, help and error, tied by aria-describedby."""
    described = []
    if help or bound.help_text:
        described.append(f"{bound.auto_id}_help")
    if bound.errors:
        described.append(f"{bound.auto_id}_error")
    attributes: dict[str, str | bool] = {"aria-describedby": " ".join(described)} if described else {}
    if bound.errors:
        attributes["aria-invalid"] = "true"
    return {
        "bound": bound,
        "control": bound.as_widget(attrs=attributes),
        "help": help or bound.help_text,
        "suffix": suffix,
        "wide": wide,
        "is_check": getattr(bound.field.widget, "input_type", "") == "checkbox" and not hasattr(bound.field, "choices"),
        "is_group": bound.use_fieldset,
    }


@register.inclusion_tag("ui/components/form_errors.html")
def form_errors(form: Any) -> dict[str, Any]:
    """What is wrong with the form as a whole; the fields say the rest themselves."""
    return {"errors": form.non_field_errors()}


@register.inclusion_tag("ui/components/pagination.html", takes_context=True)
def pagination(context: template.Context, page: Page[Any], parameter: str = "trang") -> dict[str, Any]:
    """``{% pagination page %}``: which rows of how many, and the way to the others."""

    def address(number: int) -> str:
        return query(context, **{parameter: number if number > 1 else ""})

    return {
        "page": page,
        "total": page.paginator.count,
        "previous": address(page.previous_page_number()) if page.has_previous() else "",
        "next": address(page.next_page_number()) if page.has_next() else "",
    }
