"""Users, people, the posts they hold, the roles of posts and of organs, and which posts look after what."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from vaocuoc.directory.organisations.models import Organ, Post, RelationKind, Unit


class UserManager(BaseUserManager["User"]):
    """Makes accounts; nothing here grants a right."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username__iexact=username)


class User(AbstractBaseUser):
    """An account to sign in with (tài khoản). Locked, never deleted. All rights but the
    administrator's come from posts.
    """

    username = models.CharField("tên đăng nhập", max_length=150, unique=True)
    email = models.EmailField("thư điện tử", blank=True)
    is_active = models.BooleanField("đang dùng", default=True)
    is_administrator = models.BooleanField("quản trị hệ thống", default=False)
    must_change_password = models.BooleanField("phải đổi mật khẩu", default=False)
    language = models.CharField("ngôn ngữ", max_length=5, default="vi")
    theme = models.CharField("giao diện", max_length=10, blank=True)
    created_at = models.DateTimeField("tạo lúc", default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("tài khoản")

    def __str__(self) -> str:
        return self.username


class Person(models.Model):
    """Someone who holds posts (cán bộ); no more is kept of them than their name and account."""

    name = models.CharField("họ và tên", max_length=200)
    user = models.OneToOneField(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="person", verbose_name="tài khoản"
    )

    class Meta:
        verbose_name = _("cán bộ")

    def __str__(self) -> str:
        return self.name


class PostHolding(models.Model):
    """A person holds a post for a time (giữ chức danh), or acts in its name by delegation (``delegated``, ủy quyền).

    A delegation has its decision, what it covers in words (``scope``), the days it lasts, and who gave it
    (``delegated_by``: the holder of that day). ``actions`` are the codes of ``people.access.Action`` that it covers;
    empty means all that the post may do.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holdings", verbose_name="cán bộ")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="holdings", verbose_name="chức danh")
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến trước ngày", null=True, blank=True)
    delegated = models.BooleanField("theo ủy quyền", default=False)
    delegated_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="người ủy quyền"
    )
    decision = models.CharField("văn bản ủy quyền", max_length=200, blank=True)
    scope = models.CharField("nội dung ủy quyền", max_length=300, blank=True)
    actions = models.JSONField("việc được ủy quyền", default=list, blank=True)

    class Meta:
        verbose_name = "việc giữ chức danh"

    def __str__(self) -> str:
        return f"{self.person}: {self.post}"


class Role(models.TextChoices):
    VIEWER = "viewer", _("Người xem")
    REPORTER = "reporter", _("Đầu mối báo cáo")
    APPROVER = "approver", _("Người duyệt")
    COORDINATOR = "coordinator", _("Chuyên viên tổng hợp")
    LEADER = "leader", _("Lãnh đạo")
    INSPECTOR = "inspector", pgettext_lazy("vai trò", "Kiểm tra, giám sát")
    # Never given by hand: it follows from a decision on who looks after what (see ``directory.oversight``).
    OVERSEER = "overseer", _("Phụ trách theo phân công")


GRANTABLE = [(role.value, role.label) for role in Role if role is not Role.OVERSEER]
"""The roles that one gives by hand."""


class RoleGrant(models.Model):
    """A post has a role over a unit and all that is below it by one kind of relation (vai trò)."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="grants", verbose_name="chức danh")
    role = models.CharField("vai trò", max_length=20, choices=GRANTABLE)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="grants", verbose_name="trên đơn vị")
    relation = models.CharField("theo quan hệ", max_length=20, choices=RelationKind.choices)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến trước ngày", null=True, blank=True)

    class Meta:
        verbose_name = "vai trò của chức danh"
        constraints = [
            models.UniqueConstraint(
                fields=["post", "role", "unit", "relation"], condition=Q(valid_to__isnull=True), name="role_grant_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.post}: {self.role} / {self.unit}"


class GroupGrant(models.Model):
    """An organ has a role over a unit (vai trò của tập thể): every post in it has the role, any member may decide."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="grants", verbose_name="tập thể")
    role = models.CharField("vai trò", max_length=20, choices=GRANTABLE)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="trên đơn vị")
    relation = models.CharField("theo quan hệ", max_length=20, choices=RelationKind.choices)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến trước ngày", null=True, blank=True)

    class Meta:
        verbose_name = "vai trò của tập thể"
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "role", "unit", "relation"],
                condition=Q(valid_to__isnull=True),
                name="group_grant_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organ}: {self.role} / {self.unit}"


class OversightKind(models.TextChoices):
    UNIT = "unit", _("Đơn vị")
    FIELD = "field", _("Lĩnh vực")
    PAPER = "paper", _("Văn bản, chương trình, dự án")


class Oversight(models.Model):
    """A post oversees a unit with all below it, a field, or what one paper gives (phụ trách).

    ``words`` names a field as tasks and targets speak of it, or the number and symbol of a paper. ``valid_to`` is the
    first day without it; what was overseen is never deleted.
    """

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="oversights", verbose_name="chức danh")
    kind = models.CharField("loại", max_length=10, choices=OversightKind.choices)
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị"
    )
    words = models.CharField("lĩnh vực hoặc số, ký hiệu văn bản", max_length=200, blank=True)
    decision = models.CharField("văn bản phân công", max_length=200)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến trước ngày", null=True, blank=True)

    class Meta:
        verbose_name = _("phân công phụ trách")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="unit", unit__isnull=False, words="")
                | (~Q(kind="unit") & Q(unit__isnull=True) & ~Q(words="")),
                name="oversight_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="oversight_is_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post}: {self.unit or self.words}"
