"""Strategies: official words in any order, papers with damage, bytes cut, turned, repeated and spliced."""

from __future__ import annotations

import os
import tomllib
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

CORPUS = Path(__file__).parents[1] / "core" / "reading" / "corpus"

_TIMES = int(os.environ.get("VAOCUOC_FUZZ", "1"))


def many(examples: int) -> settings:
    """How many examples are tried: so many times more as VAOCUOC_FUZZ says, for a long search."""
    return settings(
        max_examples=examples * _TIMES,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
    )


WORDS = """I. |II. |1. |1.1. |a) |- |+ |• |Điều 1. |Khoản 2 |Phần thứ nhất|CHƯƠNG I|PHỤ LỤC|KẾ HOẠCH|NGHỊ QUYẾT|BÁO CÁO|
Số: 12-NQ/TU|Số: 31/KH-UBND|TỈNH ỦY MINH GIANG|ỦY BAN NHÂN DÂN|CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|Nơi nhận:|
MẬT|HỎA TỐC|ngày 06 tháng 5 năm 2026|ngày 31/02/2026|ngày 30/11/2026|29/02/2024|31/12/9999|00/00/0000|
tháng 13|quý V|quý III/2026|năm 2030|năm 9999|năm 0000|nhiệm kỳ 2025 - 2030|giai đoạn 2030 - 2026|
6 tháng đầu năm|cùng kỳ|hằng năm|chậm nhất |trước |đến hết|sau 15 ngày kể từ ngày ký|
trong vòng 999999999 ngày|lũy kế|đến nay|12,5%|1.234,5|1.234.567.890.123|5/20|0/0|10 - 12|8,1-8,6%|10^9|1e400|
05 triệu|gấp 3 lần|‰|điểm %|không còn hộ nghèo|ba phần tư|một trăm hai mươi|٣٤|²|½|Ⅻ|①|tỷ đồng|
triệu đồng/người/năm|hộ|tiêu chí|trường|ha|km|%|đạt |ước |giảm |tăng |từ |lên |còn |chiếm |trong đó |bằng |
so với |dự toán |Trung ương giao|Giao |Sở Xây dựng|UBND các xã, phường|Giám đốc các sở|Chủ tịch UBND tỉnh|
Đảng ủy|chủ trì, |phối hợp với |chỉ đạo |đề nghị |kiến nghị|Chính phủ|tiếp tục |tăng cường |hoàn thành |
xây dựng |ban hành |báo cáo |thay vì |chưa |còn hạn chế|chậm|HẠN CHẾ|NHIỆM VỤ|MỤC TIÊU|TT|Nhiệm vụ|Chủ trì|
Thời hạn|Đơn vị tính|Năm 2026|.|,|;|:|(|)|[|]|“|”|"|'|*|**|_|#|## |`|> |---|‖|…|/|–|—|<|≥|≤|~|مرحبا|漢字"""
ODD = [
    "\t", "\n", "\n\n", "\r\n", "\u2028", "\x0c", "\x85", " ",
    "\u00a0", "\u200b", "\ufeff", "\u00ad", "\u0301", "\x00", "\ud7ff",
    "\U0010ffff", "\ue000", "Ð", "İ", "ﬁ", "ẞ", "\u1100\u1161", "👩\u200d👧", "|", " | ", "|\n|", "| a | b |\n",
]  # fmt: skip
WORDINGS = ODD + sorted({word for word in WORDS.replace("\n", "|").split("|") if word})


@cache
def official() -> tuple[str, ...]:
    """The examples of the project's own corpus: lines of every kind that the rules know."""
    found: list[str] = []
    for path in sorted(CORPUS.glob("*.toml")):
        found += _strings(tomllib.loads(path.read_text("utf-8")))
    return tuple(sorted({text for text in found if len(text) > 20}))


def _strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for inner in value.values() for text in _strings(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in _strings(inner)]
    return [value] if isinstance(value, str) else []


def mixtures(most: int = 40) -> st.SearchStrategy[str]:
    """Words of official papers, whole lines of them and arbitrary characters, in any order."""
    piece = st.one_of(
        st.sampled_from(WORDINGS), st.sampled_from(WORDINGS), st.sampled_from(official()), st.text(max_size=8)
    )
    return st.tuples(st.lists(piece, max_size=most), st.sampled_from(["", " ", "\n"])).map(
        lambda two: two[1].join(two[0])
    )


_PLACE = st.integers(0, 2**32)
_CHANGES = st.lists(
    st.tuples(st.sampled_from(["flip", "cut", "repeat", "put", "move"]), _PLACE, _PLACE, st.binary(max_size=12)),
    min_size=1,
    max_size=6,
)


def damaged(content: bytes) -> st.SearchStrategy[bytes]:
    """The content with bytes turned, left out, repeated, put in and moved."""
    return _CHANGES.map(lambda changes: _changed(content, changes))


def _changed(content: bytes, changes: list[tuple[str, int, int, bytes]]) -> bytes:
    for how, first, second, put in changes:
        if not content:
            break
        start = first % len(content)
        end = min(len(content), start + 1 + second % 400)
        piece = content[start:end]
        match how:
            case "flip":
                content = content[:start] + bytes([content[start] ^ (1 << second % 8)]) + content[start + 1 :]
            case "cut":
                content = content[:start] + content[end:]
            case "repeat":
                content = content[:end] + piece * (1 + second % 20) + content[end:]
            case "put":
                content = content[:start] + put + content[start:]
            case _:
                rest = content[:start] + content[end:]
                place = second % (len(rest) + 1)
                content = rest[:place] + piece + rest[place:]
    return content


def garbled(text: str) -> st.SearchStrategy[str]:
    """A text with words put in, lines repeated and pieces left out or moved."""
    change = st.tuples(st.sampled_from(["put", "cut", "repeat", "move"]), _PLACE, _PLACE, st.sampled_from(WORDINGS))
    return st.lists(change, min_size=1, max_size=8).map(lambda changes: _garble(text, changes))


def _garble(text: str, changes: list[tuple[str, int, int, str]]) -> str:
    for how, first, second, word in changes:
        start = first % (len(text) + 1)
        end = min(len(text), start + second % 120)
        match how:
            case "put":
                text = text[:start] + word + text[start:]
            case "cut":
                text = text[:start] + text[end:]
            case "repeat":
                text = text[:end] + text[start:end] * (second % 4) + text[end:]
            case _:
                rest = text[:start] + text[end:]
                place = second % (len(rest) + 1)
                text = rest[:place] + text[start:end] + rest[place:]
    return text
