"""What the words of a task say besides its fields (chữ của nhiệm vụ): title, product, the day, how often, the level."""

from __future__ import annotations

import re
from collections.abc import Iterable

from vaocuoc.directory.organisations.naming import level_named

_SPACES = re.compile(r"\s+")
_LONGEST_TITLE = 1000


def flatten(text: str) -> str:
    """The text on one line."""
    return _SPACES.sub(" ", text).strip()


def sentence(text: str) -> str:
    """The text on one line, its first letter a capital, without the mark that ended its clause."""
    flat = flatten(text).strip(" ,;.")[:_LONGEST_TITLE]
    return flat[:1].upper() + flat[1:]


_LEADS = re.compile(r"chủ trì\s*(?:,|và)?\s*", re.IGNORECASE)
_COOPERATES = re.compile(r"phối hợp(?:\s+chặt chẽ)?\s+(?:với|cùng)\s+", re.IGNORECASE)


def title_of(quote: str, cooperating: Iterable[str] = ()) -> str:
    """What is to be done, from its verb on: "chủ trì, phối hợp với các sở" says who, not what."""
    flat = flatten(quote)
    rest = flat
    if leads := _LEADS.match(rest):
        rest = rest[leads.end() :]
    if with_whom := _COOPERATES.match(rest):
        ends = [rest.find(words) + len(words) for words in map(flatten, cooperating) if words and words in rest]
        # Without the words of those who help there is no telling where the work begins.
        rest = rest[max(ends) :].lstrip(" ,;") if ends and max(ends) > with_whom.end() else flat
    return sentence(rest if len(rest.split()) > 1 else flat)


_REPORT = re.compile(r"\bbáo cáo(?:\s+(?:kết quả|tình hình))?\s+(?:với\s+|lên\s+|cho\s+)?([A-ZĐÂÁ][^,;.()]*)")
_MAKE = re.compile(
    r"\b(?:xây dựng|ban hành|trình|tham mưu(?: ban hành)?|hoàn thiện|soạn thảo|dự thảo)\s+"
    r"((?:báo cáo|kế hoạch|đề án|nghị quyết|quyết định|chương trình|quy chế|quy định|hướng dẫn|tờ trình|phương án|"
    r"danh mục)"
    r"[^,;.()]*)",
    re.IGNORECASE,
)
_BEFORE_DAY = re.compile(r"\s*\b(?:trước|trong|chậm nhất|đến|xong)\s+(?:ngày|tháng|quý|năm)\b.*$", re.IGNORECASE)


def suggested_product(quote: str) -> str:
    """A product that the words of a task imply though no one is named (gợi ý sản phẩm); empty where none is."""
    flat = flatten(quote)
    if made := _MAKE.search(flat):
        return sentence(_BEFORE_DAY.sub("", made.group(1)))
    if told := _REPORT.search(flat):
        return sentence("báo cáo " + _BEFORE_DAY.sub("", told.group(1)))
    return ""


_WHEN = re.compile(
    r"(?:\b(?:chậm nhất|trước|đến hết|đến|hết|trong|xong)\s+)?"
    r"\b(?:ngày\s+\d{1,2}(?:/\d{1,2}(?:/\d{4})?|\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?)|"
    r"tháng\s+\d{1,2}(?:/\d{4}|\s+năm\s+\d{4})?|quý\s+(?:IV|I{1,3}|[1-4])\b(?:/\d{4}|\s+năm\s+\d{4})?|năm\s+\d{4})",
    re.IGNORECASE,
)


def words_of_due(quote: str) -> str:
    """The last words of a quote that name a day ("trước ngày 30/11/2026"): shown beside the day they were read as."""
    found = [match.group() for match in _WHEN.finditer(flatten(quote))]
    return found[-1] if found else ""


_RECURRENCE = re.compile(
    r"(?:hằng|hàng|mỗi)\s+(?:ngày|tuần|tháng|quý|năm)|định kỳ\s+\d+\s+tháng|thường xuyên", re.IGNORECASE
)


def recurrence_of(quote: str) -> str:
    """The words that say how often ("hằng quý"); empty where none do."""
    found = _RECURRENCE.search(flatten(quote))
    return found.group().lower().replace("hàng", "hằng") if found else ""


def level_of(receiver: str) -> str:
    """The level of the body that words name, as far as they say it."""
    return level_named(receiver)
