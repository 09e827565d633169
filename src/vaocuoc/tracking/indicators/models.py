"""Indicators, obligations, targets and observations."""

from __future__ import annotations

from collections.abc import Collection

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vaocuoc.core.calendars import closing_day
from vaocuoc.directory.models import Post, RelationKind, Unit, User
from vaocuoc.documents.models import Document, Finding


class IndicatorKind(models.TextChoices):
    """How values add up over time and over units (see ``core.measuring``)."""

    FLOW = "flow", _("Số phát sinh trong kỳ")
    STOCK = "stock", _("Số tại thời điểm")
    RATIO = "ratio", _("Tỷ lệ")
    GROWTH = "growth", _("Tốc độ tăng")
    SCORE = "score", _("Điểm số")
    RANK = "rank", _("Thứ hạng")
    MILESTONE = "milestone", _("Mốc đạt chuẩn")


class Reported(models.TextChoices):
    PER_PERIOD = "per_period", _("Số trong kỳ")
    YEAR_TO_DATE = "year_to_date", _("Lũy kế từ đầu năm")
    TERM_TO_DATE = "term_to_date", _("Lũy kế từ đầu nhiệm kỳ")


class Frequency(models.TextChoices):
    MONTH = "month", _("Hằng tháng")
    QUARTER = "quarter", _("Hằng quý")
    YEAR = "year", _("Hằng năm")
    DATE = "date", _("Theo mốc")


class Direction(models.TextChoices):
    UP = "up", _("Càng cao càng tốt")
    DOWN = "down", _("Càng thấp càng tốt")
    BETWEEN = "between", _("Trong khoảng")


class Calendar(models.TextChoices):
    CIVIL = "civil", _("Năm dương lịch")
    STATE_REPORT = "state_report", _("Kỳ báo cáo hành chính (Nghị định 09/2019)")


class Official(models.TextChoices):
    """Which figure of a unit counts where it reports one and the units below add up to another."""

    OWN = "own", _("Số đơn vị tự báo cáo; thiếu thì lấy số cộng từ dưới")
    ROLLED = "rolled", _("Số cộng từ các đơn vị dưới; thiếu thì lấy số tự báo cáo")


class OfficialProvider(models.TextChoices):
    """Whose report of a unit's figure counts, where several report it."""

    LEAD = "lead", _("Cơ quan theo dõi; thiếu thì lấy số của chính đơn vị")
    SUBJECT = "subject", _("Chính đơn vị; thiếu thì lấy số của cơ quan theo dõi")


class Base(models.TextChoices):
    """Which period a growth is counted from (kỳ gốc): what ``kỳ gốc(...)`` means in the indicator's formula."""

    SAME_LAST_YEAR = "same_last_year", _("Cùng kỳ năm trước")
    PREVIOUS = "previous", _("Kỳ liền trước")
    FIXED = "fixed", _("Kỳ gốc cố định")


class Indicator(models.Model):
    """Something measured (chỉ tiêu): its name, unit of measure, how it is reported and adds up, and its passport.

    ``decimals`` is the number of decimals that its values are stored with: values are integers scaled by ten to that
    power, so sums are exact on every database. ``keeper`` is the unit whose register it stands in. All its values are
    of one frequency in one calendar.

    ``rolls_along`` names the order of units that its figures are added up along; empty, they are not. With an
    ``expression`` over other indicators its figures are computed and never reported. A ratio reported as such is added
    up only with a declared ``weight``. ``parent`` is what it is a component of (chỉ tiêu cha). ``base`` says from which
    period its formula counts growth; a fixed one without its ``base_year`` is the first year that has a figure.
    """

    keeper = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị giữ")
    code = models.CharField("mã", max_length=30)
    name = models.CharField("tên chỉ tiêu", max_length=500)
    unit_of_measure = models.CharField("đơn vị tính", max_length=80)
    decimals = models.PositiveSmallIntegerField("số chữ số thập phân", default=2)
    kind = models.CharField("loại", max_length=12, choices=IndicatorKind.choices)
    reported = models.CharField("cách báo cáo", max_length=15, choices=Reported.choices, default=Reported.PER_PERIOD)
    frequency = models.CharField("kỳ báo cáo", max_length=10, choices=Frequency.choices)
    calendar = models.CharField("lịch báo cáo", max_length=15, choices=Calendar.choices, default=Calendar.CIVIL)
    direction = models.CharField("chiều tốt", max_length=10, choices=Direction.choices, default=Direction.UP)
    lead_unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="cơ quan theo dõi"
    )
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="components", verbose_name="chỉ tiêu cha"
    )
    expression = models.CharField("công thức", max_length=500, blank=True)
    formula_parts = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="used_in", verbose_name="tính từ"
    )
    rolls_along = models.CharField("cộng theo hệ thống", max_length=20, choices=RelationKind.choices, blank=True)
    official = models.CharField("số chính thức", max_length=10, choices=Official.choices, default=Official.OWN)
    weight = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="weighs", verbose_name="quyền số"
    )
    base = models.CharField("kỳ gốc", max_length=15, choices=Base.choices, default=Base.FIXED)
    base_year = models.PositiveSmallIntegerField("năm gốc", null=True, blank=True)
    official_provider = models.CharField(
        "nơi báo cáo chính thức", max_length=10, choices=OfficialProvider.choices, default=OfficialProvider.LEAD
    )
    definition = models.TextField("định nghĩa", blank=True)
    formula = models.TextField("cách tính", blank=True)
    data_source = models.CharField("nguồn số liệu", max_length=300, blank=True)
    verifier = models.CharField("người thẩm định", max_length=300, blank=True)
    limits = models.TextField("hạn chế của số liệu", blank=True)
    created_at = models.DateTimeField("tạo lúc", default=timezone.now)
    folded = models.TextField("chữ để tìm", editable=False)

    class Meta:
        verbose_name = _("chỉ tiêu")
        constraints = [
            models.UniqueConstraint(fields=["keeper", "code"], name="indicator_code_in_register"),
            models.CheckConstraint(condition=Q(decimals__lte=6), name="indicator_decimals_at_most_six"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def calendar_words(self) -> str:
        """The calendar of its periods in words; an office's own is told by the day on which figures close."""
        if self.calendar in Calendar.values:
            return str(Calendar(self.calendar).label)
        return _("Chốt số liệu ngày %(day)s hằng tháng") % {"day": closing_day(self.calendar)}


class Obligation(models.Model):
    """A unit owes the figures of an indicator for a time (nghĩa vụ báo cáo)."""

    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="obligations", verbose_name="chỉ tiêu"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến trước ngày", null=True, blank=True)

    class Meta:
        verbose_name = _("nghĩa vụ báo cáo")
        constraints = [models.UniqueConstraint(fields=["indicator", "unit", "valid_from"], name="obligation_once")]

    def __str__(self) -> str:
        return f"{self.indicator.code}: {self.unit}"


class Horizon(models.TextChoices):
    AT_DATE = "at_date", _("Giá trị tại thời hạn")
    EACH_YEAR = "each_year", _("Từng năm")
    YEARLY_AVERAGE = "yearly_average", _("Bình quân hằng năm")
    TOTAL = "total", _("Tổng cả giai đoạn")


class PartAs(models.TextChoices):
    """How a target is part of another."""

    COMPONENT = "component", _("thành phần")  # the whole is met when all of them are
    SHARE = "share", _("phần giao")  # given to a lower unit


class Comparator(models.TextChoices):
    EQUAL = "=", _("đạt")
    MORE = ">", _("trên")
    AT_LEAST = ">=", _("từ … trở lên")
    LESS = "<", _("dưới")
    AT_MOST = "<=", _("không quá")
    ABOUT = "~", _("khoảng")


class Target(models.Model):
    """What is to be reached for an indicator at a unit (mục tiêu), as a document set it.

    Several may stand at once; one is the ``headline``. A decision that changes it makes a new row that ``supersedes``
    the old one. Values are scaled by the indicator's decimals; ``value_high`` closes a range.

    A relative target ("thấp hơn bình quân chung") names its reference; its values are then distances from the
    reference's figure. ``season`` spreads a year over its months. ``part_of`` is the target that this one is a
    component or an allocated share of.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="targets", verbose_name="chỉ tiêu")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    comparator = models.CharField("so sánh", max_length=2, choices=Comparator.choices, default=Comparator.AT_LEAST)
    value = models.BigIntegerField("mục tiêu")
    value_high = models.BigIntegerField("đến", null=True, blank=True)
    horizon = models.CharField("cách tính đạt", max_length=15, choices=Horizon.choices, default=Horizon.AT_DATE)
    starts_on = models.DateField("tính từ ngày", null=True, blank=True)
    due = models.DateField("thời hạn", null=True, blank=True)
    baseline = models.BigIntegerField("giá trị gốc", null=True, blank=True)
    baseline_on = models.DateField("tại ngày", null=True, blank=True)
    path = models.JSONField("lộ trình từng năm", default=dict, blank=True)
    season = models.JSONField("tỷ trọng mùa vụ", default=dict, blank=True)
    reference_indicator = models.ForeignKey(
        Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="so với chỉ tiêu"
    )
    reference_unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="so với đơn vị"
    )
    part_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="parts", verbose_name="thuộc mục tiêu"
    )
    part_as = models.CharField("là", max_length=10, choices=PartAs.choices, blank=True)
    headline = models.BooleanField("mục tiêu chính", default=True)
    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="văn bản đề ra"
    )
    finding = models.ForeignKey(
        Finding, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="câu đề ra"
    )
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by", verbose_name="thay cho"
    )
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người ghi")
    created_at = models.DateTimeField("ghi lúc", default=timezone.now)
    withdrawn_at = models.DateTimeField("rút lúc", null=True, blank=True)

    class Meta:
        verbose_name = _("mục tiêu")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "unit"],
                condition=Q(headline=True, withdrawn_at__isnull=True),
                name="target_one_headline",
            ),
            models.CheckConstraint(
                condition=Q(value_high__isnull=True) | Q(value_high__gte=F("value")), name="target_range_is_forward"
            ),
            models.CheckConstraint(
                condition=Q(reference_indicator__isnull=True, reference_unit__isnull=True)
                | Q(reference_indicator__isnull=False, reference_unit__isnull=False),
                name="target_reference_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(part_of__isnull=True, part_as="") | Q(part_of__isnull=False) & ~Q(part_as=""),
                name="target_part_says_how",
            ),
        ]
        indexes = [
            models.Index(fields=["indicator", "unit"], name="target_at"),
            # Shares of a whole country: how many, their sum, and the first by unit, without reading a row.
            models.Index(fields=["part_of", "part_as", "withdrawn_at", "unit", "value"], name="target_parts"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code} {self.comparator} {self.value}"


class Observation(models.Model):
    """A reported value (số liệu): immutable; a change is a later revision with its reason.

    One of ``value`` (scaled) and ``missing_reason`` is there: zero is not missing. The period is (calendar, kind, year,
    index) with its days beside it. ``provider`` reported for ``unit``; ``submission`` is the report it came in, if
    it came in one. ``evidence`` names the paper that proves it, as typed; ``evidence_document`` is that paper where the
    number typed is that of one in the register.
    """

    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="observations", verbose_name="chỉ tiêu"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="của đơn vị")
    provider = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị báo cáo")
    calendar = models.CharField("lịch", max_length=15, choices=Calendar.choices, default=Calendar.CIVIL)
    period_kind = models.CharField("loại kỳ", max_length=10, choices=Frequency.choices)
    year = models.PositiveSmallIntegerField("năm")
    index = models.PositiveSmallIntegerField("kỳ thứ", default=1)
    period_start = models.DateField("từ ngày")
    period_end = models.DateField("đến ngày")
    value = models.BigIntegerField("giá trị", null=True)
    missing_reason = models.CharField("lý do không có số", max_length=300, blank=True)
    is_estimate = models.BooleanField("số ước", default=False)
    revision = models.PositiveIntegerField("lần báo cáo", default=1)
    revision_reason = models.CharField("lý do sửa", max_length=300, blank=True)
    note = models.CharField("giải thích số liệu", max_length=500, blank=True)
    evidence = models.CharField("tài liệu chứng minh", max_length=300, blank=True)
    evidence_document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="văn bản chứng minh trong sổ",
    )  # fmt: skip
    submission = models.ForeignKey(
        "tracking.Submission", null=True, blank=True, on_delete=models.PROTECT, related_name="figures",
        verbose_name="báo cáo kỳ",
    )  # fmt: skip
    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="văn bản báo cáo"
    )
    finding = models.ForeignKey(
        Finding, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="câu báo cáo"
    )
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người báo cáo")
    submitted_as = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    submitted_at = models.DateTimeField("báo cáo lúc", default=timezone.now)

    class Meta:
        verbose_name = _("số liệu")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "unit", "provider", "calendar", "period_kind", "year", "index", "revision"],
                name="observation_revision_once",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False, missing_reason="") | Q(value__isnull=True) & ~Q(missing_reason=""),
                name="observation_value_or_reason",
            ),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")), name="observation_period_is_forward"
            ),
        ]
        indexes = [
            models.Index(fields=["indicator", "unit", "period_end"], name="observation_series"),
            # The units beside each other in one period, without reading sixty months of each.
            models.Index(fields=["indicator", "period_end"], name="observation_period"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id}/{self.unit_id} {self.period_end}: {self.value}"


class Approval(models.Model):
    """A reported value was approved (duyệt số liệu); a row of its own, because the value never changes.

    ``signed_by`` tells who approved it on paper, where it was taken over from a signed sheet (duyệt theo bản ký).
    """

    observation = models.OneToOneField(
        Observation, on_delete=models.PROTECT, related_name="approval", verbose_name="số liệu"
    )
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="người duyệt")
    approved_as = models.ForeignKey(
        Post, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="với chức danh"
    )
    approved_at = models.DateTimeField("duyệt lúc", default=timezone.now)
    signed_by = models.CharField("người ký duyệt trên giấy", max_length=200, blank=True)

    class Meta:
        verbose_name = "lần duyệt số liệu"

    def __str__(self) -> str:
        return f"{self.observation_id} {self.approved_at:%Y-%m-%d}"


class Standing(models.Model):
    """How an indicator stands at a unit on a day (đánh giá đang giữ): the verdict on its leading target, kept as a row.

    Lists count, filter and order by it; a page works the arithmetic of what it shows out again. A row without a day is
    out of date: whatever may change a verdict takes the day away in its own transaction, and the next reader, or the
    night, judges again. ``leads`` tells the rows of the plain list: the keeper's where it has a
    target, else each unit's. ``actual`` is the comparable value, scaled and rounded to the indicator's decimals, at the
    end of the period that ends on ``period_end``: large tables read it instead of judging each cell.
    """

    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, related_name="standings", verbose_name="chỉ tiêu"
    )
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+", verbose_name="đơn vị")
    leads = models.BooleanField("trong danh sách chung", default=True)
    day = models.DateField("đánh giá cho ngày", null=True)
    code = models.CharField("đánh giá", max_length=12)
    reason = models.CharField("lý do", max_length=40, blank=True)
    place = models.PositiveSmallIntegerField("thứ tự")
    progress = models.BigIntegerField("phần triệu so với kỳ vọng", null=True)
    actual = models.BigIntegerField("giá trị so sánh", null=True)
    period_end = models.DateField("đến hết ngày", null=True)
    rule_version = models.PositiveSmallIntegerField("phiên bản quy tắc")
    judgement = models.ForeignKey(
        "Judgement", null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="đầu vào đã lưu"
    )

    class Meta:
        verbose_name = "đánh giá đang giữ"
        constraints = [models.UniqueConstraint(fields=["indicator", "unit"], name="standing_once")]
        indexes = [
            models.Index(fields=["leads", "code", "indicator"], name="standing_list"),
            models.Index(fields=["unit", "code", "indicator"], name="standing_of_unit"),
            models.Index(fields=["indicator", "code", "unit"], name="standing_of_indicator"),
            models.Index(fields=["indicator", "place"], name="standing_first"),
            models.Index(fields=["day", "indicator"], name="standing_day"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id}/{self.unit_id}: {self.code}"

    @classmethod
    def outdate(cls, indicator: int, units: Collection[int] | None = None) -> None:
        """Say that the verdicts of an indicator may no longer hold, all or those at some units.

        In the transaction that changes what they rest on.
        """
        held = cls.objects.filter(indicator=indicator, day__isnull=False)
        (held if units is None else held.filter(unit__in=units)).update(day=None)
