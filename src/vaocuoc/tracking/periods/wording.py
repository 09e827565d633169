"""Why a day is not worked, in words (lý do nghỉ), by the codes of ``core.calendars``."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

WHY_OFF: dict[str, str | Promise] = {
    "saturday": gettext_lazy("thứ bảy"),
    "sunday": gettext_lazy("chủ nhật"),
    "new_year": gettext_lazy("Tết Dương lịch"),
    "tet": gettext_lazy("Tết Nguyên đán"),
    "hung_kings": gettext_lazy("Giỗ Tổ Hùng Vương"),
    "reunification": gettext_lazy("ngày 30/4"),
    "labour": gettext_lazy("ngày Quốc tế lao động"),
    "national_day": gettext_lazy("Quốc khánh"),
    "culture_day": gettext_lazy("ngày Văn hóa Việt Nam"),
    "in_lieu": gettext_lazy("nghỉ bù"),
    "swapped": gettext_lazy("nghỉ hoán đổi"),
    "own": gettext_lazy("ngày nghỉ của cơ quan"),
}
