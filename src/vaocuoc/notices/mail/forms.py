"""What one may choose about e-mail."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from vaocuoc.notices.mail.models import MailWay


class WayForm(forms.Form):
    """How to be told by e-mail."""

    way = forms.ChoiceField(
        label=_("Thư điện tử"),
        choices=MailWay.choices,
        help_text=_(
            "Việc cần xem ngay được gửi ngay cho người nhận thư gộp; người chọn không gửi thư thì không nhận gì."
        ),
    )


class TitlesForm(forms.Form):
    """Whether letters name what they are about."""

    titles = forms.BooleanField(
        label=_("Thư ghi cả tên nhiệm vụ, chỉ tiêu"),
        required=False,
        help_text=_("Không chọn: thư chỉ có mã, ngày và đường dẫn. Việc từ văn bản nội bộ, dự thảo luôn chỉ ghi mã."),
    )
