"""Users, people, the posts they hold, the roles of posts."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vaocuoc.directory.organisations.models import Post, RelationKind, Unit


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
    """A person holds a post for a time (giữ chức danh); ``delegated`` when it is held by delegation (ủy quyền)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holdings", verbose_name="cán bộ")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="holdings", verbose_name="chức danh")
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến trước ngày", null=True, blank=True)
    delegated = models.BooleanField("theo ủy quyền", default=False)

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
    INSPECTOR = "inspector", _("Kiểm tra, giám sát")


class RoleGrant(models.Model):
    """A post has a role over a unit and all that is below it by one kind of relation (vai trò)."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="grants", verbose_name="chức danh")
    role = models.CharField("vai trò", max_length=20, choices=Role.choices)
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
