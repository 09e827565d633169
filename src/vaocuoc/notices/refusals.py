"""Why something about notices is refused, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "notices.unknown_way": _("Không có cách nhận thư này. Chọn một cách trong danh sách."),
}
