"""Every finding has the confidence of its sort, and every sort can be met."""

from vaocuoc.core.reading import read, read_text
from vaocuoc.core.reading.certainty import SORTS, sort_of
from vaocuoc.core.source import Source

PAPER = """TỈNH ỦY MINH GIANG
Số 38-KL/TU
KẾT LUẬN
của Ban Thường vụ Tỉnh ủy
I. Kết quả
Thu ngân sách ước đạt 14.862 tỷ đồng. Năm 2025 trồng được 1.200 ha rừng. Tỉnh có 124 xã, phường.
Công tác giải phóng mặt bằng còn chậm.
II. Mục tiêu
Phấn đấu đến năm 2030 đạt 95% hộ dân dùng nước sạch.
III. Nhiệm vụ
Thực hiện Nghị quyết số 12-NQ/TU và Luật Đất đai.
Giao Sở Xây dựng rà soát quy hoạch ba cụm công nghiệp trước ngày 30/11/2026.
Kiến nghị Chính phủ bổ sung vốn cho tuyến đường biên giới.
"""


def test_it_gives_each_finding_the_share_of_its_sort() -> None:
    items = read_text(PAPER).items
    met = {sort_of(item).name for item in items}
    assert met >= {"task.owned", "figure.target", "reference.numbered"}
    for item in items:
        assert item.confidence == sort_of(item).share


def test_a_bare_task_is_doubted_more_than_one_with_its_owner() -> None:
    shares = {sort.name: sort.share for sort in SORTS}
    assert shares["task.bare"] < shares["task.owned"] < shares["task.under_heading"]


def test_it_knows_a_sort_for_every_finding_of_any_paper() -> None:
    junk = "Giao 5% rà soát; 12-NQ/TU. Kiến nghị. Còn chậm. " * 20
    assert all(0 < item.confidence < 1 for item in read(Source(junk)).items)
