"""What the lists of units and of posts are: their columns, each as a plain value for Excel and paper."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vaocuoc.directory.organisations.listing import UnitRow
from vaocuoc.directory.organisations.models import Post
from vaocuoc.directory.saved_views.listing import Column, Listing


def _unit(row: UnitRow) -> str:
    """The name, set in by its depth where the list is a tree."""
    return f"{'    ' * row.depth}{row.unit.name}"


def _parents(row: UnitRow) -> str:
    return ", ".join(parent.name for parent in row.parents)


UNITS = Listing(
    "units",
    gettext_lazy("Đơn vị"),
    "don-vi",
    (
        Column("don-vi", gettext_lazy("Đơn vị"), _unit, 48, fixed=True),
        Column("loai", gettext_lazy("Loại"), lambda row: row.unit.get_kind_display(), 22),
        Column("cap", gettext_lazy("Cấp"), lambda row: row.unit.get_level_display(), 16),
        Column("cap-tren", gettext_lazy("Cấp trên"), _parents, 40, css="hide-s"),
        Column("tu-ngay", gettext_lazy("Có từ ngày"), lambda row: row.unit.valid_from, 14),
        # From here on a page shows the plain value.
        Column(
            "het-ngay", gettext_lazy("Kết thúc từ ngày"), lambda row: row.unit.valid_to, 14, usual=False, plain=True
        ),
        Column("ten-ngan", gettext_lazy("Tên ngắn"), lambda row: row.unit.short_name, 24, usual=False, plain=True),
        Column("ma", gettext_lazy("Mã"), lambda row: row.unit.code, 14, usual=False, plain=True),
        Column(
            "ten-khac", gettext_lazy("Tên gọi khác"), lambda row: "; ".join(row.aliases), 40, usual=False, plain=True
        ),
    ),
)


def holders(post: Post) -> str:
    """Who holds a post, with who does so by delegation."""
    return "; ".join(
        _("%(name)s (theo ủy quyền)") % {"name": holding.person.name} if holding.delegated else holding.person.name
        for holding in post.holdings.all()
    )


POSTS = Listing(
    "posts",
    gettext_lazy("Chức danh"),
    "chuc-danh",
    (
        Column("chuc-danh", gettext_lazy("Chức danh"), lambda post: post.title, 36, fixed=True, order=("title",)),
        Column("don-vi", gettext_lazy("Đơn vị"), lambda post: post.unit.name, 44, order=("unit__sort_key",)),
        Column("nguoi-giu", gettext_lazy("Người giữ"), holders, 32),
        Column("co-quan", gettext_lazy("Thành viên của"),
               lambda post: "; ".join(organ.name for organ in post.organs.all()), 36, usual=False, plain=True),
        Column("loai", gettext_lazy("Loại đơn vị"), lambda post: post.unit.get_kind_display(), 22, usual=False,
               plain=True, order=("unit__kind",)),
        Column("cap", gettext_lazy("Cấp"), lambda post: post.unit.get_level_display(), 16, usual=False, plain=True),
        Column("tu-ngay", gettext_lazy("Có từ ngày"), lambda post: post.valid_from, 14, usual=False, plain=True,
               order=("valid_from",)),
    ),
)  # fmt: skip
