"""Forms of the first run."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.organisations.fields import DayField, UnitField
from vaocuoc.directory.organisations.models import LEVELS_TODAY
from vaocuoc.directory.organisations.queries import living_units
from vaocuoc.directory.people.models import GRANTABLE, Role
from vaocuoc.directory.setup.operations import guess_level

_TODAYS_MAP = date(2025, 7, 1)  # the provinces and communes of today begin here


class OfficeForm(forms.Form):
    office = forms.CharField(label=_("Tên cơ quan"), max_length=300)
    level = forms.ChoiceField(
        label=_("Cấp"),
        choices=[("", _("Theo tên cơ quan")), *LEVELS_TODAY],
        required=False,
        help_text=_("“Đảng ủy xã …” là cấp xã. Tên không nói cấp thì chọn ở đây."),
    )
    valid_from = DayField(
        label=_("Có từ ngày"),
        initial=_TODAYS_MAP,
        help_text=_("Ngày bắt đầu của bộ máy hiện nay. Đơn vị trước đó ghi sau, bằng việc kế thừa."),
    )
    name = forms.CharField(label=_("Họ và tên quản trị viên"), max_length=200)
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("Mật khẩu"),
        strip=False,
        help_text=_("Ít nhất 10 ký tự; một câu ngắn dễ nhớ là tốt nhất."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Nhập lại mật khẩu"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("office") and not data.get("level") and "level" not in self.errors:
            data["level"] = guess_level(data["office"])
            if not data["level"]:
                self.add_error("level", _("Tên cơ quan không nói cấp. Chọn cấp."))
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", _("Hai lần nhập mật khẩu chưa giống nhau. Nhập lại."))
        return data


class UnitsForm(forms.Form):
    pasted = forms.CharField(
        label=_("Mỗi dòng một đơn vị"),
        max_length=200_000,
        help_text=_("Dán từ bảng tính được. Loại và cấp đoán theo tên, sửa được sau."),
        widget=forms.Textarea(attrs={"rows": 8, "placeholder": _("Đảng ủy xã ...\nỦy ban nhân dân xã ...\nSở ...")}),
    )


class StaffForm(forms.Form):
    name = forms.CharField(label=_("Họ và tên"), max_length=200)
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    unit = UnitField(label=_("Đơn vị"))
    title = forms.CharField(label=_("Chức danh"), max_length=200)
    role = forms.ChoiceField(label=_("Vai trò"), choices=GRANTABLE, initial=Role.COORDINATOR)

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["unit"].queryset = living_units(today)


class BackupForm(forms.Form):
    folder = forms.CharField(
        label=_("Thư mục sao lưu"),
        max_length=1000,
        help_text=_("Đường dẫn đầy đủ trên máy chủ, nên ở ổ đĩa khác với ổ giữ dữ liệu."),
    )
