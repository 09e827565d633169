import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tracking", "0014_standing_actual"),
        ("directory", "0005_responsibility"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Directive",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("push", "Đôn đốc"),
                            ("extend", "Gia hạn"),
                            ("reassign", "Giao lại"),
                            ("evidence", "Yêu cầu minh chứng"),
                            ("figures", "Kiểm tra số liệu"),
                            ("opinion", "Ý kiến"),
                        ],
                        max_length=10,
                        verbose_name="loại chỉ đạo",
                    ),
                ),
                ("text", models.CharField(max_length=1000, verbose_name="nội dung")),
                ("answer_by", models.DateField(blank=True, null=True, verbose_name="trả lời trước hết ngày")),
                (
                    "answer_days",
                    models.PositiveSmallIntegerField(
                        editable=False, null=True, verbose_name="số ngày làm việc phải trả lời"
                    ),
                ),
                ("given_on", models.DateField(verbose_name="ngày chỉ đạo")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lúc")),
                ("answer", models.CharField(blank=True, max_length=1000, verbose_name="trả lời")),
                ("answered_on", models.DateField(null=True, verbose_name="ngày trả lời")),
                ("answered_at", models.DateTimeField(null=True, verbose_name="trả lời lúc")),
                ("on_behalf_of", models.CharField(blank=True, max_length=300, verbose_name="ghi thay")),
                (
                    "received_how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("phone", "Qua điện thoại"),
                            ("paper", "Bằng văn bản"),
                            ("mail", "Qua thư điện tử, tin nhắn"),
                            ("meeting", "Tại cuộc họp"),
                            ("other", "Cách khác"),
                        ],
                        max_length=10,
                        verbose_name="nhận bằng cách",
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(null=True, verbose_name="rút lúc")),
                (
                    "waits",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(
                                answer_by__isnull=False,
                                answered_at__isnull=True,
                                then=models.Value(True),
                                withdrawn_at__isnull=True,
                            ),
                            default=models.Value(False),
                        ),
                        output_field=models.BooleanField(),
                    ),
                ),
            ],
            options={
                "verbose_name": "chỉ đạo",
            },
        ),
        migrations.CreateModel(
            name="TaskRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("refuse", "Từ chối, đề nghị chuyển"),
                            ("correct", "Đề nghị sửa"),
                            ("extend", "Đề nghị gia hạn"),
                        ],
                        max_length=10,
                        verbose_name="loại đề nghị",
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="lý do")),
                (
                    "goes_to_words",
                    models.CharField(blank=True, max_length=300, verbose_name="đề nghị chuyển cho (như đã ghi)"),
                ),
                ("field", models.CharField(blank=True, max_length=30, verbose_name="nội dung cần sửa")),
                ("new_value", models.CharField(blank=True, max_length=1000, verbose_name="đề nghị sửa thành")),
                ("new_due", models.DateField(blank=True, null=True, verbose_name="đề nghị hạn mới")),
                ("done_so_far", models.CharField(blank=True, max_length=1000, verbose_name="đã làm được")),
                ("on_behalf_of", models.CharField(blank=True, max_length=300, verbose_name="ghi thay")),
                (
                    "received_how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("phone", "Qua điện thoại"),
                            ("paper", "Bằng văn bản"),
                            ("mail", "Qua thư điện tử, tin nhắn"),
                            ("meeting", "Tại cuộc họp"),
                            ("other", "Cách khác"),
                        ],
                        max_length=10,
                        verbose_name="nhận bằng cách",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lúc")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Chờ quyết định"),
                            ("agreed", "Đồng ý"),
                            ("partly", "Đồng ý một phần"),
                            ("refused", "Không đồng ý"),
                            ("withdrawn", "Đã rút"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="kết quả",
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True, verbose_name="quyết định lúc")),
                ("decision", models.CharField(blank=True, max_length=500, verbose_name="ý kiến quyết định")),
                ("decided_due", models.DateField(blank=True, null=True, verbose_name="hạn được chấp nhận")),
            ],
            options={
                "verbose_name": "đề nghị về nhiệm vụ",
            },
        ),
        migrations.CreateModel(
            name="UrgencyRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "urgency",
                    models.CharField(
                        choices=[
                            ("ordinary", "Thường"),
                            ("urgent", "Khẩn"),
                            ("very_urgent", "Thượng khẩn"),
                            ("express", "Hỏa tốc"),
                        ],
                        max_length=12,
                        verbose_name="độ khẩn",
                    ),
                ),
                ("yellow_days", models.PositiveSmallIntegerField(verbose_name="cảnh báo trước (ngày)")),
                ("answer_days", models.PositiveSmallIntegerField(verbose_name="trả lời chỉ đạo trong (ngày làm việc)")),
                (
                    "acknowledge_hours",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="tiếp nhận trong (giờ làm việc)"
                    ),
                ),
                ("basis", models.CharField(blank=True, max_length=300, verbose_name="căn cứ")),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến trước ngày")),
            ],
            options={
                "verbose_name": "quy định theo độ khẩn",
            },
        ),
        migrations.RemoveIndex(
            model_name="task",
            name="task_open_states",
        ),
        migrations.AddField(
            model_name="evidence",
            name="on_behalf_of",
            field=models.CharField(blank=True, max_length=300, verbose_name="ghi thay"),
        ),
        migrations.AddField(
            model_name="evidence",
            name="received_how",
            field=models.CharField(
                blank=True,
                choices=[
                    ("phone", "Qua điện thoại"),
                    ("paper", "Bằng văn bản"),
                    ("mail", "Qua thư điện tử, tin nhắn"),
                    ("meeting", "Tại cuộc họp"),
                    ("other", "Cách khác"),
                ],
                max_length=10,
                verbose_name="nhận bằng cách",
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="acknowledged_as",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.post",
                verbose_name="với chức danh",
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="acknowledged_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="tiếp nhận lúc"),
        ),
        migrations.AddField(
            model_name="task",
            name="acknowledged_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người tiếp nhận",
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="form_key",
            field=models.CharField(
                editable=False, max_length=40, null=True, unique=True, verbose_name="khóa của biểu nhập"
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="objective_cause",
            field=models.CharField(blank=True, max_length=300, verbose_name="nguyên nhân khách quan đã xác nhận"),
        ),
        migrations.AddField(
            model_name="task",
            name="came_from",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.unit",
                verbose_name="đơn vị chủ trì trước đó",
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="suspended_until",
            field=models.DateField(blank=True, null=True, verbose_name="tạm dừng đến ngày"),
        ),
        migrations.AddField(
            model_name="taskupdate",
            name="blocker_organ",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.organ",
                verbose_name="cơ quan tháo gỡ",
            ),
        ),
        migrations.AddField(
            model_name="taskupdate",
            name="blocker_post",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.post",
                verbose_name="chức danh tháo gỡ",
            ),
        ),
        migrations.AddField(
            model_name="taskupdate",
            name="received_how",
            field=models.CharField(
                blank=True,
                choices=[
                    ("phone", "Qua điện thoại"),
                    ("paper", "Bằng văn bản"),
                    ("mail", "Qua thư điện tử, tin nhắn"),
                    ("meeting", "Tại cuộc họp"),
                    ("other", "Cách khác"),
                ],
                max_length=10,
                verbose_name="nhận bằng cách",
            ),
        ),
        migrations.AddField(
            model_name="taskupdate",
            name="removal",
            field=models.CharField(blank=True, max_length=500, verbose_name="cách tháo gỡ"),
        ),
        migrations.AddField(
            model_name="taskupdate",
            name="removed_as",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.post",
                verbose_name="với chức danh",
            ),
        ),
        migrations.AddField(
            model_name="taskupdate",
            name="removed_at",
            field=models.DateTimeField(null=True, verbose_name="tháo gỡ lúc"),
        ),
        migrations.AddField(
            model_name="taskupdate",
            name="removed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người ghi tháo gỡ",
            ),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                condition=models.Q(("phase", 0)),
                fields=[
                    "due",
                    "keeper",
                    "deadline_kind",
                    "evidence_since",
                    "is_started",
                    "acknowledged_at",
                    "is_blocked",
                    "told_at",
                    "received_on",
                    "lead_unit",
                    "lead_post",
                    "follower",
                    "document",
                    "phase",
                ],
                name="task_open_states",
            ),
        ),
        migrations.AddIndex(
            model_name="taskupdate",
            index=models.Index(
                condition=models.Q(models.Q(("blocker", ""), _negated=True), ("removed_at__isnull", True)),
                fields=["task", "at"],
                name="blockers_open",
            ),
        ),
        migrations.AddField(
            model_name="directive",
            name="answered_as",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.post",
                verbose_name="với chức danh",
            ),
        ),
        migrations.AddField(
            model_name="directive",
            name="answered_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người trả lời",
            ),
        ),
        migrations.AddField(
            model_name="directive",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người chỉ đạo",
            ),
        ),
        migrations.AddField(
            model_name="directive",
            name="by_post",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.post",
                verbose_name="với chức danh",
            ),
        ),
        migrations.AddField(
            model_name="directive",
            name="indicator",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="directives",
                to="tracking.indicator",
                verbose_name="chỉ tiêu",
            ),
        ),
        migrations.AddField(
            model_name="directive",
            name="organ",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.organ",
                verbose_name="chỉ đạo của",
            ),
        ),
        migrations.AddField(
            model_name="directive",
            name="posts",
            field=models.ManyToManyField(
                blank=True, related_name="+", to="directory.post", verbose_name="chức danh trả lời"
            ),
        ),
        migrations.AddField(
            model_name="directive",
            name="task",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="directives",
                to="tracking.task",
                verbose_name="nhiệm vụ",
            ),
        ),
        migrations.AddField(
            model_name="directive",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.unit",
                verbose_name="đơn vị trả lời",
            ),
        ),
        migrations.AddField(
            model_name="taskrequest",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người đề nghị",
            ),
        ),
        migrations.AddField(
            model_name="taskrequest",
            name="by_post",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.post",
                verbose_name="với chức danh",
            ),
        ),
        migrations.AddField(
            model_name="taskrequest",
            name="decided_as",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.post",
                verbose_name="với chức danh",
            ),
        ),
        migrations.AddField(
            model_name="taskrequest",
            name="decided_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người quyết định",
            ),
        ),
        migrations.AddField(
            model_name="taskrequest",
            name="goes_to",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.unit",
                verbose_name="đề nghị chuyển cho",
            ),
        ),
        migrations.AddField(
            model_name="taskrequest",
            name="task",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="requests",
                to="tracking.task",
                verbose_name="nhiệm vụ",
            ),
        ),
        migrations.AddField(
            model_name="urgencyrule",
            name="created_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người ghi",
            ),
        ),
        migrations.AddField(
            model_name="urgencyrule",
            name="keeper",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.unit",
                verbose_name="của cơ quan",
            ),
        ),
        migrations.AddIndex(
            model_name="directive",
            index=models.Index(fields=["waits", "answer_by"], name="directives_waiting"),
        ),
        migrations.AddIndex(
            model_name="directive",
            index=models.Index(fields=["by_post", "at"], name="directives_given"),
        ),
        migrations.AddConstraint(
            model_name="directive",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("indicator__isnull", True), ("task__isnull", False)),
                    models.Q(("indicator__isnull", False), ("task__isnull", True)),
                    _connector="OR",
                ),
                name="directive_of_one_thing",
            ),
        ),
        migrations.AddIndex(
            model_name="taskrequest",
            index=models.Index(fields=["state", "at"], name="requests_open"),
        ),
        migrations.AddConstraint(
            model_name="taskrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")), fields=("task", "kind"), name="request_open_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="taskrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "extend"), ("new_due__isnull", False)),
                    models.Q(("kind", "extend"), _negated=True),
                    _connector="OR",
                ),
                name="request_extend_has_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="taskrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("state", "open")),
                    models.Q(("state", "open"), _negated=True),
                    _connector="OR",
                ),
                name="request_open_undecided",
            ),
        ),
        migrations.AddConstraint(
            model_name="urgencyrule",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_to__isnull", True)), fields=("keeper", "urgency"), name="urgency_rule_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="urgencyrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                ),
                name="urgency_rule_forward",
            ),
        ),
    ]
