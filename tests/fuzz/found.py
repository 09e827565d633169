"""What fuzzing found once, kept: texts that broke a law, and runs of one thing that took too long or said too much."""

from __future__ import annotations

TEXTS = (
    # A sentence in a cell of a table that is no annex: its section was "", not none.
    "Bến | Lượt\nXã Lăng chưa có ít nhất 1 trường đạt chuẩn mức độ 2 trong năm 2025. | 120\n",
    # Markers alone on their lines, joined to one paragraph that was looked at anew at each.
    "- \n" * 400,
    # What is no text, no number and no day.
    "1e400 tỷ đồng; năm 0000; ngày 31/02/2026; quý V; 0/0; trong vòng 999999999 ngày",
    "đạt " + "9" * 5_000 + " tỷ đồng",
    "giai đoạn 2030 - 2026, nhiệm kỳ 2030 - 2025, đạt 5% hộ",
)

RUNS = {
    "orders in one sentence": "Giao Sở Xây dựng chủ trì, phối hợp với các sở, ngành, đạt 95% trước ngày 30/11/2026, ",
    "digits": "1",
    "points": "1.234.",
    "commas": ", và ",
    "dashes on lines": "- \n",
    "dashes": "- ",
    "blanks": " ",
    "lines": "\n",
    "open brackets": "(",
    "pairs of brackets": "() ",
    "quotation marks": "“",
    "names": "Sở Xây Dựng ",
    "orders": "giao ",
    "per cent": "5% ",
    "per cent and commas": "đạt 5%, ",
    "counts": "5 hộ ",
    "days": "ngày 1/1/2026 ",
    "citations": "Nghị quyết số 05-NQ/TU, ngày 1/1/2026 của Tỉnh ủy ",
    "citations by name": "Nghị quyết Đại hội ",
    "semicolons": "xây dựng kế hoạch; ",
    "bars": "| a ",
    "rows": "| a | b |\n",
    "annex rows": "| 1 | Xây dựng kế hoạch | Sở Tài chính | Quý I/2026 |\n",
    "tabs": "a\tb\n",
    "marks": "\u0301",
    "headings": "I. MỤC TIÊU\n",
    "bullets": "- Giao UBND xã\n",
    "capitals": "ỦY BAN NHÂN DÂN ",
    "colons": "như sau: ",
    "lead-ins": "- Giao UBND xã:\n",
    "requests": "Đề nghị Chính phủ xem xét, ",
    "shortcomings": "còn hạn chế, chưa kịp thời, ",
    "ranges": "10 - 12 - ",
    "fractions": "5/20 ",
    "words for numbers": "một trăm ",
    "years": "năm 2026 ",
    "articles": "Điều 1. ",
    "titles": "KẾ HOẠCH\n",
    "slashes": "/",
    "stars": "**",
    "grounds": "Căn cứ Luật ",
    "issue": "ban hành kế hoạch ",
}  # fmt: skip
