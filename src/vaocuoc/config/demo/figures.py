"""The indicators of the demonstration, what was to be reached, and what was reported in sixteen months.

Figures are drawn from a fixed seed, so that every loading gives the same ones; the numbers of the congress resolution
are those of its paper.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

FIRST_MONTH = (2025, 8)
LAST_MONTH = (2026, 11)
SEED = 2026

END_OF_2026 = date(2026, 12, 31)
END_OF_TERM = date(2030, 12, 31)
TERM_BEGINS = date(2026, 1, 1)
START_OF_2026 = date(2026, 1, 1)

# How the year's amount comes in, month by month: spending and building come late, revenue is even.
EVEN = (9, 8, 8, 8, 8, 8, 8, 8, 8, 9, 9, 9)
LATE = (2, 3, 5, 6, 7, 8, 8, 9, 10, 11, 13, 18)
SUMMER = (5, 7, 6, 9, 11, 14, 14, 12, 7, 5, 5, 5)


@dataclass(frozen=True)
class Aim:
    """What is to be reached (mục tiêu): as in the paper that set it. ``words`` find its sentence there."""

    value: str
    comparator: str = ">="
    high: str | None = None
    horizon: str = "at_date"
    starts_on: date | None = TERM_BEGINS
    due: date | None = END_OF_TERM
    baseline: str | None = None
    path: tuple[tuple[int, str], ...] = ()
    words: str = ""


@dataclass(frozen=True)
class Level:
    """A level that moves from one value to another over the sixteen months, with some noise."""

    first: float
    last: float
    noise: float = 0.0


@dataclass(frozen=True)
class Cumulative:
    """An amount counted from the first of January: the whole of 2025, and how much by the end of October 2026."""

    whole_2025: float
    to_october_2026: float
    season: tuple[int, ...] = EVEN


@dataclass(frozen=True)
class PerPeriod:
    """An amount of each month by itself: about so much a year, growing."""

    year_2025: float
    growth: float
    season: tuple[int, ...] = EVEN


@dataclass(frozen=True)
class Given:
    """Values written out, by (year, index)."""

    values: tuple[tuple[tuple[int, int], str], ...]


@dataclass(frozen=True)
class Measure:
    """One indicator of the demonstration with its aim and its figures.

    ``silent_from``: nobody reported from that period on. ``estimated``: the last figure is an estimate. ``revised``: a
    month of 2026 whose first figure was wrong by the given share.
    """

    code: str
    name: str
    unit: str
    kind: str
    frequency: str
    lead: str
    aim: Aim | None
    figures: Level | Cumulative | PerPeriod | Given
    decimals: int = 1
    reported: str = "per_period"
    direction: str = "up"
    reporter: str = "chuyenvien"
    silent_from: tuple[int, int] | None = None
    estimated: bool = False
    revised: tuple[int, float] | None = None
    passport: tuple[tuple[str, str], ...] = ()


def _years(**values: str) -> Given:
    return Given(tuple(((int(year[1:]), 1), value) for year, value in values.items()))


def _plan(*values: str) -> tuple[tuple[int, str], ...]:
    """What each year of the term is to reach."""
    return tuple(enumerate(values, start=2026))


def _quarters(*values: str) -> Given:
    """Quarters in a row from the third of 2025."""
    return Given(tuple(((2025 + (i + 2) // 4, (i + 2) % 4 + 1), value) for i, value in enumerate(values)))


MEASURES = (
    Measure(
        "KT-01", "Tốc độ tăng tổng sản phẩm trên địa bàn (GRDP)", "%", "growth", "quarter", "so-tai-chinh",
        Aim("10", "=", "10.5", horizon="yearly_average", words="tang tong san pham"),
        _quarters("8.05", "8.62", "8.71", "8.94", "9.12"), decimals=2, reported="year_to_date", reporter="dautaichinh",
        passport=(
            ("definition", "Mức tăng giá trị tăng thêm so với cùng kỳ năm trước, theo giá so sánh."),
            ("data_source", "Thống kê tỉnh công bố ngày 06 tháng đầu quý sau"),
            ("verifier", "Thống kê tỉnh Minh Giang"),
            ("limits", "Số quý là số sơ bộ, được điều chỉnh khi có số chính thức của năm."),
        ),
    ),
    Measure(
        "KT-02", "GRDP bình quân đầu người", "triệu đồng", "ratio", "year", "so-tai-chinh",
        Aim("150", baseline="91.5", words="binh quan dau nguoi"), _years(y2025="91.5"), reporter="dautaichinh",
    ),
    Measure(
        "KT-03", "Thu ngân sách nhà nước trên địa bàn", "tỷ đồng", "flow", "month", "thue",
        Aim("14200", starts_on=START_OF_2026, due=END_OF_2026, words="thu ngan sach"),
        Cumulative(12650, 12480), reported="year_to_date", revised=(6, 0.03), estimated=True,
    ),
    Measure(
        "KT-04", "Tỷ lệ giải ngân vốn đầu tư công năm 2026", "%", "ratio", "month", "so-tai-chinh",
        Aim("95", starts_on=START_OF_2026, due=END_OF_2026, baseline="0", words="giai ngan von dau tu cong"),
        Cumulative(91.2, 60.6, LATE), reported="year_to_date", reporter="dautaichinh",
        passport=(
            ("formula", "Vốn đã giải ngân : kế hoạch vốn được Thủ tướng Chính phủ giao × 100"),
            ("data_source", "Kho bạc Nhà nước tỉnh, đối chiếu ngày 05 hằng tháng"),
        ),
    ),
    Measure(
        "KT-05", "Kim ngạch xuất khẩu hàng hóa", "triệu USD", "flow", "month", "so-cong-thuong",
        Aim("1850", starts_on=START_OF_2026, due=END_OF_2026, words="kim ngach xuat khau"),
        Cumulative(1640, 1592), reported="year_to_date",
    ),
    Measure(
        "KT-06", "Chỉ số sản xuất công nghiệp (so với cùng kỳ)", "%", "growth", "month", "so-cong-thuong",
        Aim("11", horizon="each_year", starts_on=START_OF_2026, due=END_OF_2026, words="chi so san xuat cong nghiep"),
        Level(9.6, 10.9, 0.35), decimals=1,
    ),
    Measure(
        "KT-07", "Doanh nghiệp thành lập mới trong năm", "doanh nghiệp", "flow", "month", "so-tai-chinh",
        Aim("1300", starts_on=START_OF_2026, due=END_OF_2026, words="doanh nghiep thanh lap moi"),
        PerPeriod(1080, 0.19), decimals=0, reporter="dautaichinh",
    ),
    Measure(
        "KT-08", "Tỷ trọng kinh tế số trong GRDP", "%", "ratio", "year", "so-khoa-hoc",
        Aim("30", baseline="13.2", words="kinh te so"), _years(y2025="13.2"),
    ),
    Measure(
        "KT-09", "Tỷ lệ đô thị hóa", "%", "ratio", "year", "so-xay-dung",
        Aim("45", baseline="36.4", words="do thi hoa"), _years(y2025="36.4"), reporter="dauxaydung",
    ),
    Measure(
        "KT-10", "Khách du lịch đến tỉnh trong năm", "nghìn lượt", "flow", "month", "so-van-hoa",
        Aim("4500", starts_on=START_OF_2026, due=END_OF_2026, words="khach du lich"),
        PerPeriod(3900, 0.27, SUMMER), decimals=0, estimated=True,
    ),
    Measure(
        "XH-01", "Nhà ở xã hội hoàn thành trong năm", "căn", "flow", "month", "so-xay-dung",
        Aim("2150", starts_on=START_OF_2026, due=END_OF_2026, words="nha o xa hoi"),
        Cumulative(610, 764, LATE), decimals=0, reported="year_to_date", reporter="dauxaydung",
        passport=(("definition", "Số căn được nghiệm thu, đủ điều kiện bàn giao cho người mua, người thuê."),),
    ),
    Measure(
        "XH-02", "Tỷ lệ hộ nghèo theo chuẩn đa chiều", "%", "ratio", "quarter", "so-nong-nghiep",
        Aim("1", "<=", baseline="4.62", words="ho ngheo"), _quarters("4.80", "4.62", "4.40", "4.05", "3.71"),
        decimals=2, direction="down", reporter="daunongnghiep",
    ),
    Measure(
        "XH-03", "Tỷ lệ lao động qua đào tạo có bằng cấp, chứng chỉ", "%", "ratio", "quarter", "so-noi-vu",
        Aim("36", baseline="28.2", path=_plan("29.3", "31", "32.8", "34.4", "36"), words="lao dong qua dao tao"),
        _quarters("27.9", "28.2", "28.5", "28.9", "29.1"),
    ),
    Measure(
        "XH-04", "Tỷ lệ trường học đạt chuẩn quốc gia", "%", "ratio", "quarter", "so-giao-duc",
        Aim("85", baseline="69.8", path=_plan("72", "75", "78.5", "82", "85"), words="truong dat chuan quoc gia"),
        _quarters("69.2", "69.8", "70.4", "70.9", "71.3"),
    ),
    Measure(
        "XH-05", "Tỷ lệ dân số tham gia bảo hiểm y tế", "%", "ratio", "month", "so-y-te",
        Aim("95.5", starts_on=START_OF_2026, due=END_OF_2026, baseline="94.1", words="bao hiem y te"),
        Level(93.7, 95.8, 0.05),
    ),
    Measure(
        "XH-06", "Số xã đạt chuẩn nông thôn mới giai đoạn 2026 - 2030", "xã", "stock", "month", "so-nong-nghiep",
        Aim("12", starts_on=START_OF_2026, due=END_OF_2026, baseline="0", words="chuan nong thon moi"),
        Given(tuple(((2026, m), v) for m, v in zip(range(1, 11), "0011223455", strict=True))),
        decimals=0, reporter="daunongnghiep",
    ),
    Measure(
        "XH-07", "Số bác sĩ trên một vạn dân", "bác sĩ", "ratio", "quarter", "so-y-te",
        Aim("15", baseline="10.4", words="bac si"), _quarters("10.2", "10.4", "10.8", "11.1"), silent_from=(2026, 3),
    ),
    Measure(
        "MT-01", "Tỷ lệ che phủ rừng", "%", "ratio", "year", "so-nong-nghiep",
        Aim("56", baseline="55.1", words="che phu rung"), _years(y2025="55.1"), reporter="daunongnghiep",
    ),
    Measure(
        "MT-02", "Tỷ lệ chất thải rắn sinh hoạt được thu gom, xử lý", "%", "ratio", "month", "so-nong-nghiep",
        Aim("91", horizon="each_year", starts_on=START_OF_2026, due=END_OF_2026, words="chat thai ran"),
        Level(85.9, 88.2, 0.2), reporter="daunongnghiep", estimated=True,
    ),
    Measure(
        "MT-03", "Tỷ lệ hộ dân nông thôn dùng nước sạch đạt quy chuẩn", "%", "ratio", "quarter", "so-nong-nghiep",
        Aim("80", baseline="58.3", words="nuoc sach"), _quarters("57.6", "58.3", "59.9", "61.4", "62.8"),
        reporter="daunongnghiep",
    ),
    Measure(
        "XD-01", "Kết nạp đảng viên mới", "đảng viên", "flow", "month", "to-chuc",
        Aim("2400", starts_on=START_OF_2026, due=END_OF_2026, words="ket nap"),
        Cumulative(2210, 1874), decimals=0, reported="year_to_date", reporter="dautochuc", revised=(8, 0.02),
    ),
    Measure(
        "XD-02", "Tỷ lệ tổ chức đảng hoàn thành tốt nhiệm vụ trở lên", "%", "ratio", "year", "to-chuc",
        Aim("90", horizon="each_year", words="hoan thanh tot nhiem vu"), _years(y2025="91.4"), reporter="dautochuc",
    ),
    Measure(
        "CC-01", "Tỷ lệ hồ sơ giải quyết bằng dịch vụ công trực tuyến toàn trình", "%", "ratio", "month",
        "hanh-chinh-cong",
        Aim("80", starts_on=START_OF_2026, due=END_OF_2026, baseline="52.6", words="truc tuyen toan trinh"),
        Level(50.4, 78.9, 0.8),
    ),
    Measure(
        "CC-02", "Thứ hạng chỉ số cải cách hành chính (PAR Index)", "hạng", "rank", "year", "so-noi-vu",
        Aim("15", "<=", baseline="21", words="cai cach hanh chinh"), _years(y2025="21"), decimals=0, direction="down",
    ),
)  # fmt: skip

POOR_HOUSEHOLDS = Measure(
    "XH-08", "Số hộ nghèo", "hộ", "stock", "quarter", "so-nong-nghiep", None, Given(()), decimals=0, direction="down",
    reporter="daunongnghiep",
    passport=(("definition", "Số hộ nghèo đa chiều tại ngày cuối quý, do Ủy ban nhân dân cấp xã rà soát."),),
)  # fmt: skip
NEW_MEMBERS = Measure(
    "XD-03", "Đảng viên mới kết nạp của đảng bộ xã, phường", "đảng viên", "flow", "month", "to-chuc", None, Given(()),
    decimals=0, reporter="dautochuc",
)  # fmt: skip


def series(measure: Measure) -> Iterator[tuple[tuple[int, int], Decimal]]:
    """The measure's reported values by (year, index) in their order, until it fell silent or the last period."""
    chance = random.Random(f"{SEED} {measure.code}")  # noqa: S311 - invented figures, not secrets
    values = measure.figures
    drawn = iter(values.values) if isinstance(values, Given) else _monthly(values, chance, measure.estimated)
    for place, value in drawn:
        if measure.silent_from is None or place < measure.silent_from:
            yield place, Decimal(str(value)).quantize(Decimal(1).scaleb(-measure.decimals))


def _monthly(
    values: Level | Cumulative | PerPeriod, chance: random.Random, estimated: bool
) -> Iterator[tuple[tuple[int, int], float]]:
    months = list(_months())
    if not estimated:
        months.pop()  # the last month is not over: only an estimate can be given
    for place, (year, month) in enumerate(months):
        yield (year, month), _value(values, place, year, month, chance)


def _value(values: Level | Cumulative | PerPeriod, place: int, year: int, month: int, chance: random.Random) -> float:
    if isinstance(values, Level):
        # October 2026, the fifteenth month, closes at the last value exactly: it is the one that papers name.
        noise = 0.0 if place == 14 else chance.uniform(-values.noise, values.noise)
        return values.first + (values.last - values.first) * place / 14 + noise
    if isinstance(values, PerPeriod):
        amount = values.year_2025 * (1 + values.growth) ** (year - 2025)
        return amount * values.season[month - 1] / sum(values.season) * chance.uniform(0.96, 1.04)
    so_far, ten = sum(values.season[:month]), sum(values.season[:10])
    if year == 2025:
        return values.whole_2025 * so_far / sum(values.season) * (1 if month == 12 else chance.uniform(0.985, 1.0))
    return values.to_october_2026 * so_far / ten * (1 if month >= 10 else chance.uniform(0.985, 1.0))


def _months() -> Iterator[tuple[int, int]]:
    year, month = FIRST_MONTH
    while (year, month) <= LAST_MONTH:
        yield year, month
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def commune_poverty(commune: int) -> list[tuple[tuple[int, int], int]]:
    """Poor households of one commune at the ends of two quarters, falling; by (year, quarter)."""
    chance = random.Random(f"{SEED} poor {commune}")  # noqa: S311 - invented figures, not secrets
    households = chance.randint(40, 620)
    found = []
    for place in ((2026, 2), (2026, 3)):
        found.append((place, households))
        households = int(households * chance.uniform(0.90, 0.985))
    return found


def commune_members(commune: int, month: int) -> int:
    """New Party members of one commune in a month of 2026; zero is a figure like any other."""
    return random.Random(f"{SEED} members {commune} {month}").choice((0, 1, 1, 2, 2, 3, 3, 4, 5, 7))  # noqa: S311
