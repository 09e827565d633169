"""The six clears of a task, each judged from what was read of it (sáu rõ, 226-KL/TW)."""

from __future__ import annotations

from vaocuoc.core.reading.engine import compiled
from vaocuoc.core.reading.items import Clears

_VAGUE = compiled(r"\s*(?:tăng cường|đẩy mạnh|quan tâm|chú trọng|tiếp tục|phát huy|nâng cao|coi trọng)(?!\w)")
_RESPONSIBLE = compiled(
    r"(?<!\w)(?:chịu trách nhiệm|người đứng đầu|trực tiếp chỉ đạo|liên đới|phụ trách|trách nhiệm trước|đôn đốc|theo dõi, kiểm tra)(?!\w)"
)
_AUTHORITY = compiled(
    r"(?<!\w)(?:trình|phê duyệt|quyết định|báo cáo|xin ý kiến|theo thẩm quyền|cấp có thẩm quyền|cho ý kiến|thông qua)(?!\w)"
)


def clears(
    *, text: str, action: str, owner: str | None, dated: bool, product: str | None, receiver: str | None
) -> Clears:
    """Judge a task whose surface is ``text``.

    "who" wants a lead; "what" a definite verb with an object; "when" a due day, a recurrence or a count of days;
    "responsible" who answers or oversees; "authority" who decides or receives; "product" what is handed in.
    """
    words = len(text.split()) - len(action.split())
    return Clears(
        who=bool(owner),
        what=words >= 2 and not (_VAGUE.match(action.lower()) and product is None and words < 12),
        when=dated,
        responsible=_RESPONSIBLE.search(text) is not None,
        authority=receiver is not None or _AUTHORITY.search(text) is not None,
        product=product is not None,
    )
