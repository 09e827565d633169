"""Forms of people: signing in, passwords, accounts, holdings, roles. They parse; the operations decide."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.organisations.fields import DayField, PostField, UnitField
from vaocuoc.directory.organisations.models import Organ, Post, RelationKind
from vaocuoc.directory.organisations.queries import living_units
from vaocuoc.directory.people import operations
from vaocuoc.directory.people.access import ACTION_NAMES, Actor
from vaocuoc.directory.people.delegations import DELEGABLE, delegate_post, end_delegation
from vaocuoc.directory.people.models import GRANTABLE, GroupGrant, Person, PostHolding, RoleGrant
from vaocuoc.directory.people.queries import living_posts


class SignInForm(forms.Form):
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}),
    )
    password = forms.CharField(
        label=_("Mật khẩu"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def clean_username(self) -> str:
        return str(self.cleaned_data["username"]).strip().lower()


class PasswordForm(forms.Form):
    old = forms.CharField(
        label=_("Mật khẩu hiện tại"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("Mật khẩu mới"),
        strip=False,
        help_text=_("Ít nhất 10 ký tự; một câu ngắn dễ nhớ là tốt nhất."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Nhập lại mật khẩu mới"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("new") and data.get("again") and data["new"] != data["again"]:
            self.add_error("again", _("Hai lần nhập mật khẩu mới chưa giống nhau. Nhập lại."))
        return data


class PersonForm(forms.Form):
    """A new person with an account, and the post they take up."""

    name = forms.CharField(label=_("Họ và tên"), max_length=200)
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=150,
        help_text=_("Chữ thường không dấu, số, dấu chấm hoặc gạch. Mật khẩu đầu do hệ thống đặt, in ra một lần."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    post = PostField(label=_("Giữ chức danh"), required=False, empty_label=_("Chưa giữ chức danh"))
    valid_from = DayField(label=_("Từ ngày"))

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["post"].queryset = living_posts(today)
        self.fields["valid_from"].initial = today


class EditPersonForm(forms.Form):
    name = forms.CharField(label=_("Họ và tên"), max_length=200)

    def submit(self, actor: Actor, person: Person) -> None:
        operations.edit_person(actor, person=person, name=self.cleaned_data["name"], user=person.user)


class AccountForm(forms.Form):
    """An account for a person who has none yet."""

    username = forms.CharField(label=_("Tên đăng nhập"), max_length=150)


class HoldForm(forms.Form):
    """A post taken up by a person."""

    post = PostField(label=_("Chức danh"))
    valid_from = DayField(label=_("Từ ngày"))
    valid_to = DayField(label=_("Đến trước ngày"), required=False)

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["post"].queryset = living_posts(today)
        self.fields["valid_from"].initial = today

    def submit(self, actor: Actor, person: Person) -> None:
        operations.hold_post(actor, person=person, **self.cleaned_data)


class EndHoldingForm(forms.Form):
    holding = forms.ModelChoiceField(label=_("Chức danh đang giữ"), queryset=PostHolding.objects.none())
    valid_to = DayField(label=_("Thôi từ ngày"))

    def __init__(self, *args: Any, person: Person, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["holding"].queryset = person.holdings.select_related("post__unit")
        self.fields["valid_to"].initial = today

    def submit(self, actor: Actor, person: Person) -> None:
        operations.end_holding(actor, **self.cleaned_data)


class RoleForm(forms.Form):
    """A role of a post over a unit."""

    role = forms.ChoiceField(label=_("Vai trò"), choices=GRANTABLE)
    unit = UnitField(label=_("Trên đơn vị"))
    relation = forms.ChoiceField(label=_("Và các đơn vị bên dưới theo"), choices=RelationKind.choices)
    valid_from = DayField(label=_("Từ ngày"))

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["unit"].queryset = living_units(today)
        self.fields["valid_from"].initial = today

    def submit(self, actor: Actor, post: Post) -> None:
        operations.grant_role(actor, post=post, **self.cleaned_data)


class EndRoleForm(forms.Form):
    grant = forms.ModelChoiceField(label=_("Vai trò"), queryset=RoleGrant.objects.none(), widget=forms.HiddenInput)
    valid_to = DayField(label=_("Thôi từ ngày"))

    def __init__(self, *args: Any, post: Post, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["grant"].queryset = post.grants.all()
        self.fields["valid_to"].initial = today

    def submit(self, actor: Actor, post: Post) -> None:
        operations.end_role(actor, **self.cleaned_data)


class DelegateForm(forms.Form):
    """Somebody who acts in a post's name for a time."""

    person = forms.ModelChoiceField(
        label=_("Người được ủy quyền"), queryset=Person.objects.none(), empty_label=_("Chọn cán bộ")
    )
    decision = forms.CharField(
        label=_("Văn bản ủy quyền"), max_length=200, help_text=_("Số, ký hiệu và ngày, ví dụ 12-QĐ/TU ngày 01/11/2026.")
    )
    scope = forms.CharField(label=_("Nội dung ủy quyền"), max_length=300)
    valid_from = DayField(label=_("Từ ngày"))
    valid_to = DayField(label=_("Đến trước ngày"))
    actions = forms.MultipleChoiceField(
        label=_("Chỉ gồm các việc"),
        choices=[(action.value, ACTION_NAMES[action]) for action in DELEGABLE],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Không chọn việc nào: mọi việc mà chức danh được làm."),
    )

    def __init__(self, *args: Any, today: date, people: QuerySet[Person], **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["person"].queryset = people
        self.fields["valid_from"].initial = today

    def submit(self, actor: Actor, post: Post) -> None:
        delegate_post(actor=actor, post=post, **self.cleaned_data)


class EndDelegationForm(forms.Form):
    holding = forms.ModelChoiceField(queryset=PostHolding.objects.none(), widget=forms.HiddenInput)
    valid_to = DayField(label=_("Thôi từ ngày"))

    def __init__(self, *args: Any, post: Post, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["holding"].queryset = post.holdings.filter(delegated=True)
        self.fields["valid_to"].initial = today

    def submit(self, actor: Actor, post: Post) -> None:
        end_delegation(actor=actor, **self.cleaned_data)


class GroupRoleForm(RoleForm):
    """A role of an organ over a unit."""

    def submit(self, actor: Actor, organ: Organ) -> None:  # type: ignore[override]  # the subject is an organ
        operations.grant_role_to_group(actor, organ=organ, **self.cleaned_data)


class EndGroupRoleForm(forms.Form):
    grant = forms.ModelChoiceField(queryset=GroupGrant.objects.none(), widget=forms.HiddenInput)
    valid_to = DayField(label=_("Thôi từ ngày"))

    def __init__(self, *args: Any, organ: Organ, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["grant"].queryset = organ.grants.all()
        self.fields["valid_to"].initial = today

    def submit(self, actor: Actor, organ: Organ) -> None:
        operations.end_group_role(actor, **self.cleaned_data)


class MemberForm(forms.Form):
    """A post that is in an organ."""

    post = PostField(label=_("Chức danh"))

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["post"].queryset = living_posts(today)


class PreferencesForm(forms.Form):
    language = forms.CharField(required=False, max_length=5)
    theme = forms.ChoiceField(
        required=False, choices=[("", ""), ("light", "light"), ("dark", "dark"), ("system", "system")]
    )
