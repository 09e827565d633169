"""Proposals: requests and recommendations to a higher level (kiến nghị, đề xuất).

Under a heading of proposals, or after a lead-in that announces them, every item is one; elsewhere "kiến nghị" and "đề
nghị" to a body above the issuer. The same words to a body below are tasks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vaocuoc.core.reading.engine import compiled
from vaocuoc.core.reading.indicators import clean
from vaocuoc.core.reading.items import Proposal
from vaocuoc.core.reading.organisations import HIGHEST, level, starts_organisation
from vaocuoc.core.reading.owners import owner_end, skip_blanks
from vaocuoc.core.reading.structure import Layout, Part

_ASK = compiled(
    r"(?:[\s,.:;-]|(?:do đó|vì vậy|trên cơ sở đó|bên cạnh đó|ngoài ra|đồng thời|vì thế)(?!\w))*(?:(?P<by>[^,;.:]{0,60}?) )?(?P<ask>(?:kính )?(?:kiến nghị|đề nghị|đề xuất)(?: với)?)(?= )"
)
_ANNOUNCE = compiled(
    r"(?:xin (?:có |được )?(?:một số )?(?:ý kiến|kiến nghị|đề xuất)|(?:có )?(?:một số |những )?(?:kiến nghị|đề xuất|đề nghị)(?! giải)|kiến nghị, đề xuất)(?!\w)[^.;]{0,160}$"
)
_ORDINAL = compiled(
    r"(?:[\s,.:;-]|(?:thứ (?:nhất|hai|ba|tư|năm|sáu|bảy)|một là|hai là|ba là|bốn là|đề nghị|kính đề nghị|kiến nghị|đề xuất|với)(?!\w))+"
)
_ABOUT = compiled(r"về(?: việc)? ")
# What is asked for is a deed, not a thing ("hỗ trợ kinh phí ...", not "dự án ...").
_NAMED_DEED = compiled(
    r"(?:kiến nghị|đề nghị|đề xuất|hỗ trợ|bố trí|bổ sung|điều chỉnh|sửa đổi|cho phép|cho chủ trương|cấp|giao|ban hành|xem xét|tháo gỡ|lồng ghép|phê duyệt|sớm|nâng|mở|thành lập|chuyển|tăng|giảm|miễn|ưu tiên|đầu tư|triển khai|xây dựng|hướng dẫn|chấp thuận|thẩm định|phân bổ|giải quyết|kéo dài|gia hạn|áp dụng|ủy quyền|phân cấp|công nhận|quan tâm|đẩy nhanh|thực hiện)(?!\w)"
)
_OF_OTHERS = compiled(
    r"(?:kiến nghị|đề xuất|đề nghị)[^.;:]{0,30} của (?:tỉnh|địa phương|các|thành phố|huyện|xã|phường|ủy ban|ubnd|doanh nghiệp|cử tri|bộ|sở)(?!\w)"
)
_WORDS_AT_LEAST = 4


def proposals(layout: Layout, issuer: int | None) -> Iterator[Proposal]:
    """Read the proposals of every paragraph; ``issuer`` is the level of the paper's issuer."""
    announced: str | None = None
    for part in layout.parts:
        if part.kind in {"furniture", "caption"}:
            continue
        seen = layout.surface[part.body : part.end]
        if part.section == "kiến nghị":
            yield from _item(layout, part, issuer)
            continue
        if part.heading:
            announced = None
            continue
        if (
            announced is not None
            and _ORDINAL.match(seen)
            and re.match(r"\s*(?:thứ|một là|hai là|ba là|bốn là|[-+\d])", layout.surface[part.start : part.end])
        ):
            yield from _asked(layout, part, part.body, part.end, "proposal.announced")
            continue
        announced = (
            ""
            if part.lead_in and _ANNOUNCE.search(seen.rstrip(" :"))
            else (announced if part.marker != "none" else None)
        )
        yield from _sentences(layout, part, issuer)


def _item(layout: Layout, part: Part, issuer: int | None) -> Iterator[Proposal]:
    """A part under a heading of proposals."""
    seen = layout.surface
    about = _ABOUT.match(seen, skip_blanks(seen, part.body), part.end)
    if about:
        # A notice that answers proposals names each before a colon: "1. Về kiến nghị ...:", "2. Về việc ...: Giao Bộ ...".
        colon = part.end if part.lead_in and part.children else seen.find(":", about.end(), part.end)
        asked = _NAMED_DEED.match(seen, about.end(), part.end) is not None
        if colon >= 0 and (asked or colon == part.end or seen[part.body : about.end()].strip().endswith("việc")):
            yield from _proposal(layout, part, about.end(), colon, None, ("proposal.answered",))
        return
    if part.heading or part.lead_in or _answers(layout, part):
        return
    for sentence in layout.sentences(part.body, part.end):
        for start, end in sentence.clauses:
            body = skip_blanks(seen, start)
            if re.match(r"(?:giao|yêu cầu|phân công)(?!\w)", seen[body : body + 12]):
                continue
            yield from _asked(layout, part, start, end, "proposal.section")


def _answers(layout: Layout, part: Part) -> bool:
    """Tell a paragraph that answers a proposal named above it, or stands under a heading of others' proposals."""
    if part.parent is not None and part.parent.lead_in and part.marker == "none" and part.parent.marker != "none":
        return True
    return any(_OF_OTHERS.search(layout.surface, above.body, above.end) for above in part.ancestors() if above.heading)


def _asked(layout: Layout, part: Part, start: int, end: int, rule: str) -> Iterator[Proposal]:
    """An item that asks: whom, and from its verb on what."""
    seen = layout.surface
    opener = _ORDINAL.match(seen, start, end)
    position = skip_blanks(seen, opener.end() if opener else start)
    to = _inherited_to(layout, part)
    if starts_organisation(seen, position):
        stop = owner_end(layout.text, seen, position, end)
        if stop < end:
            to, position = clean(layout.text[position:stop]) or to, skip_blanks(seen, stop)
            if seen[position - 1] == ":" or seen[position : position + 1] == ":":
                position = skip_blanks(seen, position + 1)
    yield from _proposal(layout, part, position, end, to, (rule,))


def _inherited_to(layout: Layout, part: Part) -> str | None:
    """Whom the heading over an item asks ("1. Đối với Chính phủ")."""
    for above in part.ancestors():
        body = skip_blanks(layout.surface, above.body)
        match = re.match(r"(?:đối với|kiến nghị(?: với)?|đề nghị|với|về phía)\s+", layout.surface[body : above.end])
        body = body + match.end() if match else body
        if starts_organisation(layout.surface, body) and len(layout.surface[body : above.end].split()) <= 14:
            return clean(layout.text[body : above.end]) or None
    return None


def _sentences(layout: Layout, part: Part, issuer: int | None) -> Iterator[Proposal]:
    seen = layout.surface
    for sentence in layout.sentences(part.body, part.end):
        for start, end in sentence.clauses:
            match = _ASK.match(seen, start, end)
            if match is None:
                continue
            body = skip_blanks(seen, match.end())
            if not starts_organisation(seen, body):
                continue
            stop = owner_end(layout.text, seen, body, end)
            to = clean(layout.text[body:stop])
            if stop >= end or not is_upward(to, issuer):
                continue
            yield from _proposal(layout, part, skip_blanks(seen, stop), end, to, ("proposal.upward",))


def is_upward(name: str, issuer: int | None) -> bool:
    """Tell whether a request to a body goes up from the issuer."""
    asked = level(name)
    if asked is None or issuer == HIGHEST:
        return False
    return asked > issuer if issuer is not None else asked == HIGHEST


def _proposal(
    layout: Layout, part: Part, start: int, end: int, to: str | None, why: tuple[str, ...]
) -> Iterator[Proposal]:
    while end > start and layout.surface[end - 1] in " ,:;./…-":
        end -= 1
    if len(layout.surface[start:end].split()) >= _WORDS_AT_LEAST:
        yield Proposal(
            start=start,
            end=end,
            quote=layout.text[start:end],
            page=part.page,
            section=part.section,
            to=to,
            why=why,
            confidence=0.75 if to else 0.6,
        )
