"""Formulas, versions of passports, computed figures, kept verdicts, parts of targets, criteria sets."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0001_initial"),
        ("documents", "0002_scans"),
        ("tracking", "0007_submissions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Cause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "nature",
                    models.CharField(
                        choices=[("subjective", "chủ quan"), ("objective", "khách quan")],
                        max_length=12,
                        verbose_name="loại",
                    ),
                ),
                ("text", models.CharField(max_length=1000, verbose_name="nguyên nhân")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lúc")),
            ],
            options={
                "verbose_name": "nguyên nhân",
            },
        ),
        migrations.CreateModel(
            name="ComputedFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "origin",
                    models.CharField(
                        choices=[("rolled", "cộng từ đơn vị dưới"), ("formula", "tính theo công thức")],
                        max_length=10,
                        verbose_name="cách có",
                    ),
                ),
                (
                    "relation",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("party", "Hệ thống đảng"),
                            ("state", "Hệ thống chính quyền"),
                            ("territory", "Địa giới"),
                            ("counterpart", "Cùng địa bàn"),
                        ],
                        max_length=20,
                        verbose_name="theo hệ thống",
                    ),
                ),
                (
                    "calendar",
                    models.CharField(
                        choices=[
                            ("civil", "Năm dương lịch"),
                            ("state_report", "Kỳ báo cáo hành chính (Nghị định 09/2019)"),
                        ],
                        default="civil",
                        max_length=15,
                        verbose_name="lịch",
                    ),
                ),
                (
                    "period_kind",
                    models.CharField(
                        choices=[
                            ("month", "Hằng tháng"),
                            ("quarter", "Hằng quý"),
                            ("year", "Hằng năm"),
                            ("date", "Theo mốc"),
                        ],
                        max_length=10,
                        verbose_name="loại kỳ",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                ("index", models.PositiveSmallIntegerField(default=1, verbose_name="kỳ thứ")),
                ("period_start", models.DateField(verbose_name="từ ngày")),
                ("period_end", models.DateField(verbose_name="đến ngày")),
                ("value", models.BigIntegerField(null=True, verbose_name="giá trị")),
                ("known", models.PositiveIntegerField(default=0, verbose_name="số đơn vị có số")),
                ("owed", models.PositiveIntegerField(default=0, verbose_name="số đơn vị phải có")),
                ("weighted", models.BigIntegerField(null=True, verbose_name="tổng đã nhân quyền số")),
                ("weights", models.BigIntegerField(null=True, verbose_name="tổng quyền số")),
                ("reason", models.CharField(blank=True, max_length=60, verbose_name="lý do không có số")),
                ("is_estimate", models.BooleanField(default=False, verbose_name="có số ước")),
                ("is_approved", models.BooleanField(default=True, verbose_name="đã duyệt hết")),
            ],
            options={
                "verbose_name": "số tổng hợp",
            },
        ),
        migrations.CreateModel(
            name="CriteriaSet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=300, verbose_name="tên bộ tiêu chí")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="tạo lúc")),
            ],
            options={
                "verbose_name": "bộ tiêu chí",
            },
        ),
        migrations.CreateModel(
            name="CriteriaVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="phiên bản")),
                ("valid_from", models.DateField(verbose_name="áp dụng từ ngày")),
                (
                    "scoring",
                    models.CharField(
                        choices=[("all", "Đạt khi mọi tiêu chí đạt"), ("points", "Cộng điểm")],
                        default="all",
                        max_length=10,
                        verbose_name="cách chấm",
                    ),
                ),
                ("pass_points", models.PositiveIntegerField(blank=True, null=True, verbose_name="điểm cần đạt")),
                ("issued_at", models.DateTimeField(blank=True, null=True, verbose_name="áp dụng lúc")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lập lúc")),
            ],
            options={
                "verbose_name": "phiên bản bộ tiêu chí",
            },
        ),
        migrations.CreateModel(
            name="Criterion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                ("number", models.CharField(blank=True, max_length=20, verbose_name="số")),
                ("heading", models.CharField(blank=True, max_length=200, verbose_name="nhóm tiêu chí")),
                ("name", models.CharField(max_length=500, verbose_name="nội dung")),
                ("unit_of_measure", models.CharField(blank=True, max_length=80, verbose_name="đơn vị tính")),
                ("points", models.PositiveIntegerField(blank=True, null=True, verbose_name="điểm tối đa")),
            ],
            options={
                "verbose_name": "tiêu chí",
                "ordering": ["place", "pk"],
            },
        ),
        migrations.CreateModel(
            name="CriterionMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_appraisal", models.BooleanField(default=False, verbose_name="thẩm định")),
                ("is_met", models.BooleanField(verbose_name="đạt")),
                ("points", models.PositiveIntegerField(blank=True, null=True, verbose_name="điểm")),
                ("note", models.CharField(max_length=500, verbose_name="căn cứ")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lúc")),
            ],
            options={
                "verbose_name": "kết quả chấm tiêu chí",
            },
        ),
        migrations.CreateModel(
            name="IndicatorVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="phiên bản")),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("words", models.JSONField(verbose_name="nội dung")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="lý do")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="ghi lúc")),
            ],
            options={
                "verbose_name": "phiên bản thông tin chỉ tiêu",
            },
        ),
        migrations.CreateModel(
            name="Judgement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="phiên bản thông tin chỉ tiêu")),
                ("day", models.DateField(verbose_name="đánh giá cho ngày")),
                ("code", models.CharField(max_length=12, verbose_name="đánh giá")),
                ("reason", models.CharField(blank=True, max_length=40, verbose_name="lý do")),
                ("rule", models.PositiveSmallIntegerField(verbose_name="quy tắc")),
                ("rule_version", models.PositiveSmallIntegerField(verbose_name="phiên bản quy tắc")),
                ("inputs", models.JSONField(verbose_name="đầu vào")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lúc")),
            ],
            options={
                "verbose_name": "lần đánh giá",
            },
        ),
        migrations.CreateModel(
            name="Overrule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=12, verbose_name="đánh giá")),
                ("computed", models.CharField(max_length=12, verbose_name="kết quả tính lúc đó")),
                ("reason", models.CharField(max_length=500, verbose_name="lý do")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lúc")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="bỏ lúc")),
            ],
            options={
                "verbose_name": "đánh giá khác kết quả tính",
            },
        ),
        migrations.CreateModel(
            name="Threshold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "comparator",
                    models.CharField(
                        choices=[
                            ("=", "đạt"),
                            (">", "trên"),
                            (">=", "từ … trở lên"),
                            ("<", "dưới"),
                            ("<=", "không quá"),
                            ("~", "khoảng"),
                        ],
                        default=">=",
                        max_length=2,
                        verbose_name="so sánh",
                    ),
                ),
                ("value", models.BigIntegerField(verbose_name="ngưỡng")),
            ],
            options={
                "verbose_name": "ngưỡng",
            },
        ),
        migrations.CreateModel(
            name="UnitGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="tên nhóm")),
                ("place", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
            ],
            options={
                "verbose_name": "nhóm đơn vị",
            },
        ),
        migrations.AddField(
            model_name="indicator",
            name="expression",
            field=models.CharField(blank=True, max_length=500, verbose_name="công thức"),
        ),
        migrations.AddField(
            model_name="indicator",
            name="formula_parts",
            field=models.ManyToManyField(
                blank=True, related_name="used_in", to="tracking.indicator", verbose_name="tính từ"
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="official",
            field=models.CharField(
                choices=[
                    ("own", "Số đơn vị tự báo cáo; thiếu thì lấy số cộng từ dưới"),
                    ("rolled", "Số cộng từ các đơn vị dưới; thiếu thì lấy số tự báo cáo"),
                ],
                default="own",
                max_length=10,
                verbose_name="số chính thức",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="components",
                to="tracking.indicator",
                verbose_name="chỉ tiêu cha",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="rolls_along",
            field=models.CharField(
                blank=True,
                choices=[
                    ("party", "Hệ thống đảng"),
                    ("state", "Hệ thống chính quyền"),
                    ("territory", "Địa giới"),
                    ("counterpart", "Cùng địa bàn"),
                ],
                max_length=20,
                verbose_name="cộng theo hệ thống",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="weight",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="weighs",
                to="tracking.indicator",
                verbose_name="quyền số",
            ),
        ),
        migrations.AddField(
            model_name="target",
            name="part_as",
            field=models.CharField(
                blank=True,
                choices=[("component", "thành phần"), ("share", "phần giao")],
                max_length=10,
                verbose_name="là",
            ),
        ),
        migrations.AddField(
            model_name="target",
            name="part_of",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="parts",
                to="tracking.target",
                verbose_name="thuộc mục tiêu",
            ),
        ),
        migrations.AddField(
            model_name="target",
            name="reference_indicator",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tracking.indicator",
                verbose_name="so với chỉ tiêu",
            ),
        ),
        migrations.AddField(
            model_name="target",
            name="reference_unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.unit",
                verbose_name="so với đơn vị",
            ),
        ),
        migrations.AddField(
            model_name="target",
            name="season",
            field=models.JSONField(blank=True, default=dict, verbose_name="tỷ trọng mùa vụ"),
        ),
        migrations.AddConstraint(
            model_name="target",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reference_indicator__isnull", True), ("reference_unit__isnull", True)),
                    models.Q(("reference_indicator__isnull", False), ("reference_unit__isnull", False)),
                    _connector="OR",
                ),
                name="target_reference_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="target",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("part_as", ""), ("part_of__isnull", True)),
                    models.Q(("part_of__isnull", False), models.Q(("part_as", ""), _negated=True)),
                    _connector="OR",
                ),
                name="target_part_says_how",
            ),
        ),
        migrations.AddField(
            model_name="cause",
            name="made_as",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.post",
                verbose_name="với chức danh",
            ),
        ),
        migrations.AddField(
            model_name="cause",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người ghi",
            ),
        ),
        migrations.AddField(
            model_name="cause",
            name="target",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="causes",
                to="tracking.target",
                verbose_name="mục tiêu",
            ),
        ),
        migrations.AddField(
            model_name="computedfigure",
            name="indicator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="computed",
                to="tracking.indicator",
                verbose_name="chỉ tiêu",
            ),
        ),
        migrations.AddField(
            model_name="computedfigure",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="directory.unit",
                verbose_name="đơn vị",
            ),
        ),
        migrations.AddField(
            model_name="criteriaset",
            name="keeper",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.unit",
                verbose_name="đơn vị giữ",
            ),
        ),
        migrations.AddField(
            model_name="criteriaversion",
            name="created_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người lập",
            ),
        ),
        migrations.AddField(
            model_name="criteriaversion",
            name="criteria_set",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions",
                to="tracking.criteriaset",
                verbose_name="bộ tiêu chí",
            ),
        ),
        migrations.AddField(
            model_name="criteriaversion",
            name="document",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.document",
                verbose_name="văn bản ban hành",
            ),
        ),
        migrations.AddField(
            model_name="criterion",
            name="indicator",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="tracking.indicator",
                verbose_name="chỉ tiêu",
            ),
        ),
        migrations.AddField(
            model_name="criterion",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="criteria", to="tracking.criteriaversion"
            ),
        ),
        migrations.AddField(
            model_name="criterionmark",
            name="criterion",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="marks", to="tracking.criterion"
            ),
        ),
        migrations.AddField(
            model_name="criterionmark",
            name="made_as",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.post",
                verbose_name="với chức danh",
            ),
        ),
        migrations.AddField(
            model_name="criterionmark",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người chấm",
            ),
        ),
        migrations.AddField(
            model_name="criterionmark",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.unit",
                verbose_name="đơn vị",
            ),
        ),
        migrations.AddField(
            model_name="indicatorversion",
            name="document",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.document",
                verbose_name="theo văn bản",
            ),
        ),
        migrations.AddField(
            model_name="indicatorversion",
            name="indicator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="versions",
                to="tracking.indicator",
                verbose_name="chỉ tiêu",
            ),
        ),
        migrations.AddField(
            model_name="indicatorversion",
            name="made_as",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.post",
                verbose_name="với chức danh",
            ),
        ),
        migrations.AddField(
            model_name="indicatorversion",
            name="made_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người sửa",
            ),
        ),
        migrations.AddField(
            model_name="judgement",
            name="indicator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="judgements",
                to="tracking.indicator",
                verbose_name="chỉ tiêu",
            ),
        ),
        migrations.AddField(
            model_name="judgement",
            name="target",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="judgements",
                to="tracking.target",
                verbose_name="mục tiêu",
            ),
        ),
        migrations.AddField(
            model_name="judgement",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="directory.unit",
                verbose_name="đơn vị",
            ),
        ),
        migrations.AddField(
            model_name="standing",
            name="judgement",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="tracking.judgement",
                verbose_name="đầu vào đã lưu",
            ),
        ),
        migrations.AddField(
            model_name="overrule",
            name="document",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.document",
                verbose_name="theo văn bản",
            ),
        ),
        migrations.AddField(
            model_name="overrule",
            name="made_as",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.post",
                verbose_name="với chức danh",
            ),
        ),
        migrations.AddField(
            model_name="overrule",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người đánh giá",
            ),
        ),
        migrations.AddField(
            model_name="overrule",
            name="target",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="overrules",
                to="tracking.target",
                verbose_name="mục tiêu",
            ),
        ),
        migrations.AddField(
            model_name="overrule",
            name="withdrawn_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người bỏ",
            ),
        ),
        migrations.AddField(
            model_name="threshold",
            name="criterion",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="thresholds", to="tracking.criterion"
            ),
        ),
        migrations.AddField(
            model_name="unitgroup",
            name="units",
            field=models.ManyToManyField(blank=True, related_name="+", to="directory.unit", verbose_name="đơn vị"),
        ),
        migrations.AddField(
            model_name="unitgroup",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="groups", to="tracking.criteriaversion"
            ),
        ),
        migrations.AddField(
            model_name="threshold",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="thresholds", to="tracking.unitgroup"
            ),
        ),
        migrations.AddIndex(
            model_name="computedfigure",
            index=models.Index(fields=["indicator", "period_end", "unit"], name="computed_by_period"),
        ),
        migrations.AddConstraint(
            model_name="computedfigure",
            constraint=models.UniqueConstraint(
                fields=("indicator", "unit", "origin", "calendar", "period_kind", "year", "index"),
                name="computed_figure_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="criteriaset",
            constraint=models.UniqueConstraint(fields=("keeper", "name"), name="criteria_set_once"),
        ),
        migrations.AddConstraint(
            model_name="criteriaversion",
            constraint=models.UniqueConstraint(fields=("criteria_set", "number"), name="criteria_version_once"),
        ),
        migrations.AddConstraint(
            model_name="criteriaversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("issued_at__isnull", True)), fields=("criteria_set",), name="criteria_one_draft"
            ),
        ),
        migrations.AddIndex(
            model_name="criterionmark",
            index=models.Index(fields=["criterion", "unit", "-id"], name="criterion_mark_latest"),
        ),
        migrations.AddConstraint(
            model_name="indicatorversion",
            constraint=models.UniqueConstraint(fields=("indicator", "number"), name="indicator_version_once"),
        ),
        migrations.AddIndex(
            model_name="judgement",
            index=models.Index(fields=["indicator", "unit", "-id"], name="judgement_history"),
        ),
        migrations.AddConstraint(
            model_name="overrule",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at__isnull", True)), fields=("target",), name="overrule_one_standing"
            ),
        ),
        migrations.AddConstraint(
            model_name="unitgroup",
            constraint=models.UniqueConstraint(fields=("version", "name"), name="criteria_group_once"),
        ),
        migrations.AddConstraint(
            model_name="threshold",
            constraint=models.UniqueConstraint(fields=("criterion", "group"), name="threshold_once"),
        ),
    ]
