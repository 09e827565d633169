"""Units through time, their relations and successions, organs and posts."""

from __future__ import annotations

import secrets
from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class UnitKind(models.TextChoices):
    TERRITORY = "territory", _("Địa bàn")
    PARTY = "party", _("Tổ chức đảng")
    GOVERNMENT = "government", _("Ủy ban nhân dân")
    DEPARTMENT = "department", _("Sở, ban, ngành")
    OFFICE = "office", _("Cơ quan tham mưu, giúp việc")
    VERTICAL = "vertical", _("Cơ quan ngành dọc")
    FRONT = "front", _("Mặt trận và đoàn thể")
    ENTERPRISE = "enterprise", _("Doanh nghiệp")
    CELL = "cell", _("Chi bộ")


class Level(models.TextChoices):
    CENTRAL = "central", _("Trung ương")
    PROVINCE = "province", _("Cấp tỉnh")
    DISTRICT = "district", _("Cấp huyện (đến 30/6/2025)")
    COMMUNE = "commune", _("Cấp xã")
    BASE = "base", _("Cơ sở")


LEVELS_TODAY = [choice for choice in Level.choices if choice[0] != Level.DISTRICT]
"""The levels that something may be sent to now."""


class Unit(models.Model):
    """An organisation with a life (tổ chức, đơn vị): it begins, may be renamed by succession, and may end.

    A commune is three units: the place, its Party committee and its People's Committee. ``valid_to`` is the first day
    on which the unit is no longer there.
    """

    name = models.CharField("tên", max_length=300)
    short_name = models.CharField("tên ngắn", max_length=120, blank=True)
    code = models.CharField("mã", max_length=35, blank=True)
    kind = models.CharField("loại", max_length=20, choices=UnitKind.choices)
    level = models.CharField("cấp", max_length=20, choices=Level.choices)
    valid_from = models.DateField("có từ ngày")
    valid_to = models.DateField("hết từ ngày", null=True, blank=True)
    folded = models.TextField("tên để tìm", editable=False)
    sort_key = models.BinaryField("khóa xếp theo vần", editable=False)

    class Meta:
        verbose_name = _("đơn vị")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="unit_life_is_forward"
            ),
            models.UniqueConstraint(fields=["code", "valid_from"], condition=~Q(code=""), name="unit_code_in_time"),
        ]

    def __str__(self) -> str:
        return self.name


class UnitAlias(models.Model):
    """Another name that papers use for a unit (tên gọi khác): "Đảng ủy UBND tỉnh", "ĐU UBND tỉnh"."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="aliases", verbose_name="đơn vị")
    name = models.CharField("tên gọi khác", max_length=300)
    folded = models.TextField("tên để tìm", editable=False)

    class Meta:
        verbose_name = "tên gọi khác"
        constraints = [models.UniqueConstraint(fields=["unit", "folded"], name="unit_alias_once")]

    def __str__(self) -> str:
        return self.name


class RelationKind(models.TextChoices):
    PARTY = "party", _("Hệ thống đảng")
    STATE = "state", _("Hệ thống chính quyền")
    TERRITORY = "territory", _("Địa giới")
    COUNTERPART = "counterpart", _("Cùng địa bàn")


class UnitRelation(models.Model):
    """One unit stands above another in one order for a time (quan hệ trực thuộc): ``parent`` above ``child``."""

    kind = models.CharField("loại quan hệ", max_length=20, choices=RelationKind.choices)
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="relations_below", verbose_name="cấp trên")
    child = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="relations_above", verbose_name="cấp dưới")
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến trước ngày", null=True, blank=True)

    class Meta:
        verbose_name = "quan hệ giữa đơn vị"
        constraints = [
            models.CheckConstraint(condition=~Q(parent=F("child")), name="relation_not_to_itself"),
            models.UniqueConstraint(fields=["kind", "parent", "child", "valid_from"], name="relation_once"),
        ]

    def __str__(self) -> str:
        return f"{self.parent} > {self.child} ({self.kind})"


class UnitReach(models.Model):
    """Every unit that a unit reaches downwards in one order of relations, itself included (phạm vi).

    Derived from :class:`UnitRelation` by ``organisations.operations.rebuild_reach`` so that "what is below my unit
    today" is one join; a path holds while all its relations hold. Rows of the kind ``SUCCESSION`` lead from a unit to
    what it took over, from the day of the act on: a successor sees what its predecessors saw.
    """

    SUCCESSION = "succession"

    kind = models.CharField(max_length=20, choices=[*RelationKind.choices, (SUCCESSION, "Kế thừa")])
    ancestor = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="reach_down")
    descendant = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="reach_up")
    depth = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        verbose_name = "phạm vi"
        indexes = [
            models.Index(fields=["ancestor", "kind", "descendant"], name="reach_down"),
            models.Index(fields=["descendant", "kind", "ancestor"], name="reach_up"),
        ]

    def __str__(self) -> str:
        return f"{self.ancestor_id} > {self.descendant_id} ({self.kind}, {self.depth})"


class ReachMark(models.Model):
    """Tells one state of :class:`UnitReach` from every other (dấu của phạm vi); its one row changes with it.

    Drawn by lot and not counted, so that a state that was taken back never shares its mark with a later one.
    """

    mark = models.CharField(max_length=32)

    class Meta:
        verbose_name = "dấu của phạm vi"
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="reach_mark_is_one")]

    def __str__(self) -> str:
        return self.mark

    @classmethod
    def renew(cls) -> None:
        """In the transaction that changes the reach."""
        cls.objects.update_or_create(pk=1, defaults={"mark": secrets.token_hex(16)})


class Succession(models.Model):
    """Part or all of a unit went over to another by an act (kế thừa): merger, split, dissolution.

    ``share_ppm`` is the share of the predecessor in parts per million; null where no act declares it, and then values
    are not carried over.
    """

    predecessor = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="successions", verbose_name="đơn vị cũ"
    )
    successor = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="predecessions", verbose_name="đơn vị kế thừa"
    )
    share_ppm = models.PositiveIntegerField("phần kế thừa (phần triệu)", null=True, blank=True)
    subject = models.CharField("nội dung kế thừa", max_length=200, blank=True)
    date = models.DateField("ngày")
    act = models.CharField("văn bản quyết định", max_length=200)
    reason = models.CharField("lý do", max_length=300, blank=True)

    class Meta:
        verbose_name = "kế thừa"
        constraints = [
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="succession_not_to_itself"),
            models.CheckConstraint(
                condition=Q(share_ppm__isnull=True) | Q(share_ppm__lte=1_000_000), name="succession_share_at_most_all"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor} ({self.date})"

    @property
    def share(self) -> Decimal | None:
        """The share in percent; None where no act declares it."""
        return None if self.share_ppm is None else (Decimal(self.share_ppm) / 10_000).normalize()


class Organ(models.Model):
    """A body of posts within a unit (cơ quan lãnh đạo): Ban Chấp hành, Ban Thường vụ, Thường trực. Not a unit."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="organs", verbose_name="của đơn vị")
    name = models.CharField("tên", max_length=200)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến trước ngày", null=True, blank=True)

    class Meta:
        verbose_name = "cơ quan lãnh đạo"

    def __str__(self) -> str:
        return f"{self.name} ({self.unit})"


class Post(models.Model):
    """A position in a unit (chức danh): responsibility belongs to it, results to the time it was held."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts", verbose_name="đơn vị")
    title = models.CharField("chức danh", max_length=200)
    organs = models.ManyToManyField(Organ, blank=True, related_name="posts", verbose_name="thành viên của")
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến trước ngày", null=True, blank=True)

    class Meta:
        verbose_name = _("chức danh")

    def __str__(self) -> str:
        return f"{self.title}, {self.unit}"
