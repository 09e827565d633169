import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0005_responsibility"),
        ("documents", "0004_from_above"),
        ("oversight", "0001_rounds"),
        ("tracking", "0020_responsibility"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=1000, verbose_name="văn bản, nội dung")),
                ("folded", models.TextField(editable=False, verbose_name="chữ để tìm")),
                (
                    "preparer_words",
                    models.CharField(blank=True, max_length=300, verbose_name="người chuẩn bị như bảng ghi"),
                ),
                ("appraiser", models.CharField(blank=True, max_length=300, verbose_name="thẩm định")),
                ("planned_month", models.DateField(verbose_name="tháng dự kiến")),
                ("planned_on", models.DateField(blank=True, null=True, verbose_name="ngày dự kiến")),
                ("first_month", models.DateField(verbose_name="tháng dự kiến ban đầu")),
                ("first_on", models.DateField(blank=True, null=True, verbose_name="ngày dự kiến ban đầu")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("not_begun", "Chưa chuẩn bị"),
                            ("preparing", "Đang chuẩn bị"),
                            ("submitted", "Đã trình"),
                            ("issued", "Đã ban hành"),
                            ("dropped", "Đưa ra khỏi chương trình"),
                        ],
                        default="not_begun",
                        max_length=10,
                        verbose_name="tình trạng",
                    ),
                ),
                ("submitted_on", models.DateField(blank=True, null=True, verbose_name="ngày trình")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="ghi chú")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="ghi lúc")),
                ("version", models.PositiveIntegerField(default=0, verbose_name="lần sửa")),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                        verbose_name="văn bản đã ban hành",
                    ),
                ),
                (
                    "keeper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                        verbose_name="của đơn vị",
                    ),
                ),
                (
                    "organ",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.organ",
                        verbose_name="cơ quan",
                    ),
                ),
                (
                    "preparer_post",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.post",
                        verbose_name="chức danh chuẩn bị",
                    ),
                ),
                (
                    "preparer_unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                        verbose_name="đơn vị chuẩn bị",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tracking.task",
                        verbose_name="nhiệm vụ chuẩn bị",
                    ),
                ),
            ],
            options={
                "verbose_name": "mục chương trình làm việc",
            },
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("words", "Nội dung"),
                            ("conclusion", "Kết luận kỳ trước"),
                            ("task", "Nhiệm vụ"),
                            ("blocker", "Vướng mắc"),
                            ("indicator", "Chỉ tiêu"),
                            ("explanation", "Giải trình"),
                            ("shortcoming", "Hạn chế"),
                            ("proposal", "Kiến nghị"),
                            ("paper", "Văn bản trình"),
                        ],
                        default="words",
                        max_length=12,
                        verbose_name="loại",
                    ),
                ),
                ("words", models.CharField(max_length=1000, verbose_name="nội dung")),
                (
                    "indicator",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tracking.indicator",
                        verbose_name="chỉ tiêu",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tracking.proposal",
                        verbose_name="kiến nghị",
                    ),
                ),
                (
                    "shortcoming",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tracking.shortcoming",
                        verbose_name="hạn chế",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tracking.task",
                        verbose_name="nhiệm vụ",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                        verbose_name="tại đơn vị",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="oversight.calendarentry",
                        verbose_name="mục chương trình",
                    ),
                ),
            ],
            options={
                "verbose_name": "nội dung họp",
            },
        ),
        migrations.CreateModel(
            name="Conclusion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                ("text", models.CharField(max_length=1000, verbose_name="kết luận")),
                ("withdrawn", models.CharField(blank=True, max_length=300, verbose_name="lý do rút")),
                ("token", models.CharField(blank=True, max_length=40, verbose_name="mã của lần ghi")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="ghi lúc")),
                (
                    "created_as",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.post",
                        verbose_name="với chức danh",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="conclusions",
                        to="oversight.agendaitem",
                        verbose_name="nội dung",
                    ),
                ),
                (
                    "task",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tracking.task",
                        verbose_name="nhiệm vụ",
                    ),
                ),
            ],
            options={
                "verbose_name": "kết luận cuộc họp",
            },
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="conclusion",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="oversight.conclusion",
                verbose_name="kết luận trước",
            ),
        ),
        migrations.CreateModel(
            name="EntryMove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("old_month", models.DateField(verbose_name="tháng cũ")),
                ("old_on", models.DateField(null=True, verbose_name="ngày cũ")),
                ("new_month", models.DateField(verbose_name="tháng mới")),
                ("new_on", models.DateField(null=True, verbose_name="ngày mới")),
                ("reason", models.CharField(max_length=300, verbose_name="lý do")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lúc")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người điều chỉnh",
                    ),
                ),
                (
                    "by_post",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.post",
                        verbose_name="với chức danh",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="moves",
                        to="oversight.calendarentry",
                        verbose_name="mục",
                    ),
                ),
            ],
            options={
                "verbose_name": "lần điều chỉnh",
            },
        ),
        migrations.CreateModel(
            name="Explanation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("about", models.CharField(max_length=1000, verbose_name="về")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Chờ giải trình"),
                            ("answered", "Đã giải trình, chờ xem"),
                            ("accepted", "Đã chấp nhận"),
                            ("withdrawn", "Đã rút"),
                        ],
                        max_length=10,
                        verbose_name="tình trạng",
                    ),
                ),
                ("answer_by", models.DateField(verbose_name="trả lời chậm nhất")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lập lúc")),
                (
                    "asked_post",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.post",
                        verbose_name="chức danh giải trình",
                    ),
                ),
                (
                    "asked_unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                        verbose_name="đơn vị giải trình",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tracking.indicator",
                        verbose_name="chỉ tiêu",
                    ),
                ),
                (
                    "keeper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                        verbose_name="đơn vị giữ",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tracking.task",
                        verbose_name="nhiệm vụ",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                        verbose_name="tại đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "yêu cầu giải trình",
            },
        ),
        migrations.CreateModel(
            name="Asking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.CharField(max_length=1000, verbose_name="nội dung yêu cầu")),
                ("answer_by", models.DateField(verbose_name="trả lời chậm nhất")),
                ("asked_on", models.DateField(verbose_name="ngày yêu cầu")),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lúc")),
                ("answer", models.TextField(blank=True, verbose_name="giải trình")),
                ("answered_on", models.DateField(null=True, verbose_name="ngày giải trình")),
                ("answered_at", models.DateTimeField(null=True, verbose_name="ghi lúc")),
                ("on_behalf_of", models.CharField(blank=True, max_length=300, verbose_name="ghi thay")),
                ("withdrawn", models.BooleanField(default=False, verbose_name="đã rút")),
                (
                    "answered_as",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.post",
                        verbose_name="với chức danh",
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người giải trình",
                    ),
                ),
                (
                    "asked_as",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.post",
                        verbose_name="với chức danh",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người yêu cầu",
                    ),
                ),
                (
                    "explanation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="askings",
                        to="oversight.explanation",
                        verbose_name="yêu cầu",
                    ),
                ),
            ],
            options={
                "verbose_name": "lượt yêu cầu giải trình",
            },
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="explanation",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="oversight.explanation",
                verbose_name="yêu cầu giải trình",
            ),
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=300, verbose_name="cuộc họp")),
                ("held_on", models.DateField(verbose_name="ngày họp")),
                ("begins_at", models.TimeField(blank=True, null=True, verbose_name="giờ họp")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="địa điểm")),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "Sắp họp"), ("closed", "Đã kết thúc")],
                        default="planned",
                        max_length=10,
                        verbose_name="tình trạng",
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lập lúc")),
                (
                    "chair",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.post",
                        verbose_name="chủ trì",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người lập",
                    ),
                ),
                (
                    "keeper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                        verbose_name="của đơn vị",
                    ),
                ),
                (
                    "organ",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.organ",
                        verbose_name="cơ quan họp",
                    ),
                ),
            ],
            options={
                "verbose_name": "cuộc họp",
            },
        ),
        migrations.CreateModel(
            name="ConclusionNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=500, verbose_name="trích yếu")),
                ("opening", models.CharField(max_length=1500, verbose_name="câu mở đầu")),
                ("closing", models.CharField(blank=True, max_length=1000, verbose_name="câu kết")),
                ("authority", models.CharField(blank=True, max_length=200, verbose_name="thẩm quyền ký")),
                ("signer_post", models.CharField(blank=True, max_length=200, verbose_name="chức vụ người ký")),
                ("signer_name", models.CharField(blank=True, max_length=200, verbose_name="họ tên người ký")),
                ("number", models.CharField(blank=True, max_length=20, verbose_name="số")),
                ("symbol", models.CharField(max_length=40, verbose_name="ký hiệu")),
                ("issued_on", models.DateField(blank=True, null=True, verbose_name="ngày ban hành")),
                ("version", models.PositiveIntegerField(default=0, verbose_name="lần sửa")),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người lập",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                        verbose_name="văn bản đã ban hành",
                    ),
                ),
                (
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notice",
                        to="oversight.meeting",
                        verbose_name="cuộc họp",
                    ),
                ),
            ],
            options={
                "verbose_name": "thông báo kết luận",
            },
        ),
        migrations.AddField(
            model_name="conclusion",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="conclusions",
                to="oversight.meeting",
                verbose_name="cuộc họp",
            ),
        ),
        migrations.AddField(
            model_name="calendarentry",
            name="meeting",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="oversight.meeting",
                verbose_name="kỳ họp",
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="items",
                to="oversight.meeting",
                verbose_name="cuộc họp",
            ),
        ),
        migrations.CreateModel(
            name="MeetingPaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                        verbose_name="văn bản",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="papers",
                        to="oversight.meeting",
                        verbose_name="cuộc họp",
                    ),
                ),
            ],
            options={
                "verbose_name": "tài liệu họp",
            },
        ),
        migrations.CreateModel(
            name="Participant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_absent", models.BooleanField(default=False, verbose_name="vắng")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="lý do vắng")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="participants",
                        to="oversight.meeting",
                        verbose_name="cuộc họp",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.post",
                        verbose_name="chức danh",
                    ),
                ),
            ],
            options={
                "verbose_name": "người dự họp",
            },
        ),
        migrations.AddIndex(
            model_name="explanation",
            index=models.Index(fields=["state", "answer_by"], name="explanation_open"),
        ),
        migrations.AddConstraint(
            model_name="explanation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("indicator__isnull", True), ("task__isnull", False)),
                    models.Q(("indicator__isnull", False), ("task__isnull", True), ("unit__isnull", False)),
                    _connector="OR",
                ),
                name="explanation_of_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="explanation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("asked_post__isnull", True), ("asked_unit__isnull", False)),
                    models.Q(("asked_post__isnull", False), ("asked_unit__isnull", True)),
                    _connector="OR",
                ),
                name="explanation_of_one_lead",
            ),
        ),
        migrations.AddIndex(
            model_name="asking",
            index=models.Index(fields=["explanation", "answered_on"], name="asking_of_explanation"),
        ),
        migrations.AddConstraint(
            model_name="asking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_on__isnull", True)),
                    models.Q(("answered_on__isnull", False), models.Q(("answer", ""), _negated=True)),
                    _connector="OR",
                ),
                name="asking_answer_with_day",
            ),
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(fields=["keeper", "organ", "held_on"], name="meeting_in_order"),
        ),
        migrations.AddConstraint(
            model_name="conclusion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("token", ""), _negated=True),
                fields=("meeting", "token"),
                name="conclusion_written_once",
            ),
        ),
        migrations.AddIndex(
            model_name="calendarentry",
            index=models.Index(fields=["keeper", "planned_month", "organ"], name="entry_of_year"),
        ),
        migrations.AddConstraint(
            model_name="calendarentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("preparer_unit__isnull", True), ("preparer_post__isnull", True), _connector="OR"),
                name="entry_one_preparer",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(fields=("meeting", "task"), name="agenda_task"),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(
                fields=("meeting", "explanation"),
                name="agenda_explanation",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(
                fields=("meeting", "shortcoming"),
                name="agenda_shortcoming",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(fields=("meeting", "proposal"), name="agenda_proposal"),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(
                fields=("meeting", "conclusion"),
                name="agenda_conclusion",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(fields=("meeting", "entry"), name="agenda_entry"),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(
                fields=("meeting", "indicator", "unit"),
                name="agenda_indicator",
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingpaper",
            constraint=models.UniqueConstraint(fields=("meeting", "document"), name="meeting_paper_once"),
        ),
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.UniqueConstraint(fields=("meeting", "post"), name="participant_once"),
        ),
    ]
