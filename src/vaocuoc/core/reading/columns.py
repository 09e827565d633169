"""What the columns of a table hold, told from their headings (cột của phụ lục nhiệm vụ và biểu chỉ tiêu).

Headings are compared without case, accents, marks ("(*)") and footnotes: a whole heading first, then the longest phrase
it begins with, then the longest phrase that stands in it. Phrases are data; each kind of column has one rule name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from vaocuoc.core.text import fold

Column = Literal[
    "number",
    "task",
    "owner",
    "cooperating",
    "parties",
    "submitter",
    "overseer",
    "due",
    "start",
    "product",
    "receiver",
    "appraiser",
    "resources",
    "state",
    "source",
    "field",
    "indicator",
    "unit",
    "baseline",
    "value",
    "share",
    "note",
    "other",
    "foreign",
]


@dataclass(frozen=True, slots=True)
class Wording:
    """The wordings of one kind of column; those of ``anywhere`` may stand anywhere in a heading.

    ``whole`` lists headings that mean the column only where nothing else is said.
    """

    name: str
    kind: Column
    begins: tuple[str, ...] = ()
    anywhere: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()


def _rows(text: str) -> tuple[str, ...]:
    return tuple(row for piece in text.replace("\n", ",").split(",") if (row := " ".join(piece.split())))


WORDINGS: Final = (
    Wording("annex.number", "number", whole=_rows("stt, tt, số tt, số thứ tự, mã số, thứ tự, mã nhiệm vụ, mã chỉ tiêu")),
    Wording(
        "annex.parties",
        "parties",
        begins=("cơ quan chủ trì và phối hợp", "phân công chủ trì và phối hợp", "chủ trì/phối hợp", "chủ trì và phối hợp"),
        anywhere=("chủ trì; phối hợp", "chủ trì - phối hợp", "chủ trì/ phối hợp"),
    ),
    Wording(
        "annex.cooperating",
        "cooperating",
        begins=_rows("đơn vị cùng thực hiện, cơ quan liên quan, đơn vị liên quan, cơ quan tham gia, đơn vị tham gia, tham gia"),
        anywhere=("phối hợp",),
    ),
    Wording(
        "annex.overseer",
        "overseer",
        begins=_rows(
            """chủ trì theo dõi, cán bộ theo dõi, người theo dõi, chuyên viên theo dõi, lãnh đạo phụ trách, lãnh đạo chỉ đạo
            lãnh đạo giao, đồng chí phụ trách, thường trực phụ trách, người giao, đồng chí chỉ đạo, lãnh đạo theo dõi"""
        ),
    ),
    Wording(
        "annex.owner",
        "owner",
        begins=_rows(
            """đơn vị thực hiện, cơ quan thực hiện, người thực hiện, bộ phận thực hiện, cơ quan tham mưu, đơn vị tham mưu
            cơ quan soạn thảo, đơn vị soạn thảo, cơ quan chủ trì, đơn vị chủ trì, cơ quan phụ trách, đơn vị phụ trách
            cơ quan theo dõi, đơn vị theo dõi, cơ quan đánh giá, đơn vị đánh giá, cơ quan quản lý, đơn vị quản lý
            cơ quan báo cáo, đơn vị báo cáo, đơn vị được giao, cơ quan được giao, đầu mối, đơn vị đầu mối, cơ quan đầu mối
            phân công, trách nhiệm, tổ chức thực hiện, chủ đầu tư, cơ quan xây dựng, đơn vị xây dựng, địa phương thực hiện
            cán bộ chủ trì, chuyên viên chủ trì, người chủ trì, đơn vị trực tiếp thực hiện, cơ quan chịu trách nhiệm"""
        ),
        anywhere=_rows("chủ trì, chịu trách nhiệm, phụ trách, đơn vị thực hiện, cơ quan thực hiện"),
        whole=_rows("cơ quan, thực hiện"),
    ),
    Wording(
        "annex.submitter",
        "submitter",
        begins=_rows("cơ quan trình, đơn vị trình, cơ quan đề xuất, đơn vị đề xuất"),
        anywhere=("đơn vị trình",),
    ),
    Wording(
        "annex.receiver",
        "receiver",
        begins=_rows(
            """cấp trình, cấp ban hành, cấp phê duyệt, cấp quyết định, cấp nhận, cấp thông qua, cấp có thẩm quyền, cấp thẩm quyền
            cơ quan ban hành, cơ quan phê duyệt, cơ quan quyết định, cơ quan nhận, cơ quan cho ý kiến, thẩm quyền, trình ban hành
            trình phê duyệt, nơi nhận, trình cấp, cấp xem xét, cơ quan có thẩm quyền, hình thức trình"""
        ),
        anywhere=_rows("cấp trình, cấp có thẩm quyền, cấp phê duyệt"),
    ),
    Wording(
        "annex.appraiser",
        "appraiser",
        begins=_rows("cơ quan thẩm định, cơ quan thẩm tra, đơn vị thẩm định, đơn vị thẩm tra, thẩm định, thẩm tra"),
    ),
    Wording(
        "annex.resources",
        "resources",
        begins=_rows("kinh phí, nguồn lực, nguồn vốn, dự toán kinh phí, tổng kinh phí, nguồn kinh phí, dự kiến kinh phí, kinh phí dự kiến"),
        anywhere=_rows("kinh phí, nguồn vốn"),
    ),
    Wording(
        "annex.state",
        "state",
        begins=_rows("tình trạng, trạng thái, tình hình thực hiện, kết quả thực hiện, kết quả xử lý, mức độ hoàn thành, kết quả triển khai"),
    ),
    Wording(
        "annex.source",
        "source",
        begins=_rows("căn cứ, văn bản giao, văn bản chỉ đạo, cơ sở pháp lý, nguồn giao, văn bản căn cứ, số văn bản, số hiệu văn bản, số ký hiệu"),
    ),
    Wording(
        "annex.product",
        "product",
        begins=_rows(
            """sản phẩm, đầu ra, kết quả đầu ra, kết quả sản phẩm, kết quả dự kiến, kết quả đạt được, kết quả cần đạt, hình thức văn bản
            dự kiến kết quả, dự kiến sản phẩm, kết quả hoàn thành, yêu cầu sản phẩm, kết quả/sản phẩm, hình thức ban hành, loại văn bản
            hồ sơ, mục tiêu/kết quả, yêu cầu kết quả, minh chứng"""
        ),
        anywhere=_rows("sản phẩm, đầu ra"),
        whole=("kết quả",),
    ),
    Wording("annex.start", "start", begins=_rows("thời gian bắt đầu, ngày bắt đầu, ngày giao, thời gian giao, bắt đầu")),
    Wording(
        "annex.due",
        "due",
        begins=_rows(
            """thời gian, thời hạn, thời điểm, tiến độ, hạn, ngày hoàn thành, hoàn thành, lộ trình, kỳ hạn, mốc thời gian, kết thúc
            năm hoàn thành, năm thực hiện, năm trình, tháng trình, kỳ họp, thời gian kết thúc"""
        ),
        anywhere=_rows("thời gian, thời hạn, hoàn thành trước, thời điểm"),
        whole=_rows("quý, tháng"),
    ),
    Wording("annex.field", "field", begins=_rows("lĩnh vực, nhóm nhiệm vụ, nhóm giải pháp, nhóm lĩnh vực, nhóm chỉ tiêu, trụ cột")),
    Wording(
        "annex.indicator",
        "indicator",
        begins=_rows(
            """chỉ tiêu, tên chỉ tiêu, chỉ số, nội dung chỉ tiêu, hệ thống chỉ tiêu, danh mục chỉ tiêu, các chỉ tiêu, mục tiêu/chỉ tiêu
            nhóm chỉ tiêu/chỉ tiêu, chỉ tiêu/mục tiêu, tên chỉ số, tên tiêu chí, mục tiêu cụ thể, nội dung tiêu chí"""
        ),
        whole=_rows("tiêu chí, mục tiêu"),
    ),
    Wording("annex.unit", "unit", begins=_rows("đơn vị tính, đvt, đơn vị đo, đ/v tính"), whole=("đơn vị",)),
    Wording(
        "annex.task",
        "task",
        begins=_rows(
            """nhiệm vụ, nội dung, công việc, tên công việc, giải pháp, hoạt động, đề án, tên đề án, danh mục, tên dự án, tên công trình
            tên văn bản, tên nhiệm vụ, đầu việc, các nhiệm vụ, tên nghị quyết, tên báo cáo, chuyên đề, tên chuyên đề, tên chương trình
            mô hình, tên mô hình, dự án, chương trình, yêu cầu nhiệm vụ, tên nội dung, hạng mục, kiến nghị, nội dung kết luận, ý kiến chỉ đạo"""
        ),
        anywhere=_rows("nhiệm vụ, công việc, giải pháp, đề án"),
    ),
    Wording("annex.note", "note", begins=("ghi chú",)),
    Wording(
        "annex.foreign",
        "foreign",
        begins=_rows(
            """đơn giá, thành tiền, họ và tên, họ tên, điện thoại, số điện thoại, email, chức vụ, thủ tục, tên thủ tục, tên tthc
            mã tthc, mã số tthc, điểm tối đa, điểm chuẩn, thang điểm, điểm tự chấm, mức chi, mức thu, định mức, tần suất, ngày sinh, năm sinh, thành phần
            tọa độ, nội dung chi, số lượng mẫu, thời hạn giải quyết, cách thức thực hiện, căn cứ pháp lý, phí lệ phí, tiêu chí chấm điểm, số tài khoản, họ
            người tham dự, đối tượng áp dụng, biển số"""
        ),
        anywhere=_rows("thủ tục hành chính, đơn giá, chấm điểm, mức chi, định mức"),
    ),
)  # fmt: skip

# Columns of numbers: what was reached, what is aimed at, how the two compare. The first that fits.
QUANTITIES: Final[tuple[tuple[str, Column, str], ...]] = (
    (
        "annex.share",
        "share",
        r"so (?:sanh|voi|cung)|ty le (?:%|dat|thuc hien|hoan thanh|th)|%\s*(?:dat|kh|ke hoach|so|th|ht|hoan thanh)|(?:th|uoc|thuc hien|kh|ke hoach)[^/]{0,30}/\s*(?:th|kh|ke hoach|thuc hien|uoc|uth|dt|du toan|cung ky)(?!\w)|20\d\d\s*/\s*(?:nam )?20\d\d|tang,? (?:/ ?)?giam|toc do tang so|chenh lech|muc do hoan thanh|dat \(?%",
    ),
    (
        "annex.baseline",
        "baseline",
        r"nam goc|hien trang|thuc hien|thuc te|^\(?uoc|(?<!\w)uoc(?: dat| th)?(?!\w)|(?<!\w)u?th(?!\w)|ket qua|co so|dat duoc|so lieu|gia tri (?:nam )?goc|da dat",
    ),
    (
        "annex.value",
        "value",
        r"muc tieu|ke hoach|(?<!\w)kh(?!\w)|phan dau|chi tieu|den (?:het )?nam|giai doan|(?<!\w)nq(?!\w)|nghi quyet|nhiem ky|lo trinh|du kien|giao|du toan|dinh huong|gia tri (?:can )?dat",
    ),
)
_QUANTITIES: Final = tuple((name, kind, re.compile(pattern)) for name, kind, pattern in QUANTITIES)
YEAR_ALONE: Final = re.compile(r"(?:nam )?(20\d\d)(?: ?[-–] ?(20\d\d))?")
_MARKS: Final = re.compile(r"\(\s*[*\d]{0,3}\s*\)|\[\d+\]|[*†]")
# A foreign column makes no finding, so no finding is explained by it.
RULE_NAMES: Final = tuple(
    dict.fromkeys((*(one.name for one in WORDINGS if one.kind != "foreign"), *(name for name, _, _ in QUANTITIES)))
)
_LONGEST_HEAD: Final = 160


def bare(heading: str) -> str:
    """A heading as it is compared: without case, accents, marks and line breaks."""
    return " ".join(_MARKS.sub(" ", fold(heading)).split()).strip(" .:;-")


@cache
def _tables() -> tuple[dict[str, Wording], dict[str, Wording], dict[str, Wording]]:
    """The wordings as they are looked up: whole, at the start, anywhere."""
    whole, begins, anywhere = dict[str, Wording](), dict[str, Wording](), dict[str, Wording]()
    for one in WORDINGS:
        whole |= {bare(phrase): one for phrase in (*one.whole, *one.begins, *one.anywhere)}
        begins |= {bare(phrase): one for phrase in one.begins}
        anywhere |= {bare(phrase): one for phrase in one.anywhere}
    return whole, begins, anywhere


@cache
def _within() -> re.Pattern[str]:
    phrases = sorted(_tables()[2], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, phrases))})(?!\w)")


def wording(heading: str) -> Wording | None:
    """What a heading says of its column, or None; ``heading`` in any case and with any marks."""
    if not heading or len(heading) > _LONGEST_HEAD:
        return None
    said = bare(heading)
    plain = said.split("(")[0].strip() or said
    whole, begins, _ = _tables()
    if "chu tri" in plain and "phoi hop" in plain:
        return whole[bare("chủ trì và phối hợp")]
    if found := whole.get(said) or whole.get(plain):
        return found
    for length in range(len(plain), 1, -1):
        if (length == len(plain) or not plain[length].isalnum()) and (found := begins.get(plain[:length])):
            return found
    inside = max(_within().finditer(plain), key=lambda match: match.end() - match.start(), default=None)
    return _tables()[2][inside.group()] if inside else None


def quantity(heading: str) -> tuple[str, Column] | None:
    """The rule and kind of a column of numbers, or None; a bare year is an aim ("value") until its table says else."""
    said = bare(heading)
    for name, kind, pattern in _QUANTITIES:
        if pattern.search(said):
            return name, kind
    return ("annex.value", "value") if YEAR_ALONE.fullmatch(said) else None


def is_heading_row(headings: Iterable[str]) -> bool:
    """Tell whether a row of texts can head a table of tasks or targets: at least two of its cells say what they hold."""
    kinds = {found.kind for heading in headings if (found := wording(heading))}
    return len(kinds) >= 2 and bool(kinds & {"task", "indicator"}) and "foreign" not in kinds
