"""Messages to posts, the outbox of e-mail, private calendars."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0005_responsibility"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MailSettings",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("with_titles", models.BooleanField(default=False, verbose_name="thư có tên việc")),
            ],
            options={
                "verbose_name": "thiết lập thư",
            },
        ),
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token_hash", models.CharField(max_length=64, unique=True, verbose_name="dấu của địa chỉ")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lập lúc")),
                ("read_on", models.DateField(blank=True, null=True, verbose_name="được đọc lần cuối")),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="tài khoản",
                    ),
                ),
            ],
            options={
                "verbose_name": "lịch riêng",
            },
        ),
        migrations.CreateModel(
            name="Mail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.EmailField(max_length=254, verbose_name="địa chỉ")),
                ("message_id", models.CharField(max_length=120, unique=True, verbose_name="Message-ID")),
                ("is_digest", models.BooleanField(default=False, verbose_name="thư gộp")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Chờ gửi"),
                            ("sending", "Đang gửi"),
                            ("sent", "Đã gửi"),
                            ("refused", "Địa chỉ bị từ chối"),
                            ("given_up", "Đã thôi gửi"),
                            ("dropped", "Đã bỏ"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="trạng thái",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="số lần gửi")),
                ("doubts", models.PositiveSmallIntegerField(default=0, verbose_name="số lần không rõ đã đi chưa")),
                ("next_try_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="gửi lại từ")),
                ("why", models.CharField(blank=True, max_length=300, verbose_name="vì sao chưa gửi được")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lập lúc")),
                ("sending_at", models.DateTimeField(blank=True, null=True, verbose_name="bắt đầu gửi lúc")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="gửi xong lúc")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="tài khoản",
                    ),
                ),
            ],
            options={
                "verbose_name": "thư điện tử",
            },
        ),
        migrations.CreateModel(
            name="MailPreference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("at_once", "Gửi ngay từng đợt"),
                            ("digest", "Gộp một thư lúc 07:30"),
                            ("none", "Không gửi thư"),
                        ],
                        default="digest",
                        max_length=10,
                        verbose_name="cách nhận",
                    ),
                ),
                ("refused_address", models.EmailField(blank=True, max_length=254, verbose_name="địa chỉ bị từ chối")),
                ("refused_why", models.CharField(blank=True, max_length=300, verbose_name="máy chủ thư trả lời")),
                ("refused_at", models.DateTimeField(blank=True, null=True, verbose_name="bị từ chối lúc")),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="tài khoản",
                    ),
                ),
            ],
            options={
                "verbose_name": "cách nhận thư",
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=60, verbose_name="loại")),
                ("object_type", models.CharField(max_length=80, verbose_name="loại đối tượng")),
                ("object_id", models.BigIntegerField(null=True, verbose_name="đối tượng")),
                ("facts", models.JSONField(default=dict, verbose_name="nội dung")),
                ("is_urgent", models.BooleanField(default=False, verbose_name="cần biết ngay")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lúc")),
                (
                    "by_post",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.post",
                        verbose_name="người làm phát sinh",
                    ),
                ),
            ],
            options={
                "verbose_name": "thông báo",
            },
        ),
        migrations.CreateModel(
            name="MailItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at_once", models.BooleanField(default=False, verbose_name="gửi ngay")),
                (
                    "mail",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="notices.mail",
                        verbose_name="trong thư",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="tài khoản",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="notices.message",
                        verbose_name="thông báo",
                    ),
                ),
            ],
            options={
                "verbose_name": "việc cần báo bằng thư",
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="lúc")),
                (
                    "message",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipts",
                        to="notices.message",
                        verbose_name="thông báo",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.post",
                        verbose_name="chức danh nhận",
                    ),
                ),
            ],
            options={
                "verbose_name": "thông báo đến",
            },
        ),
        migrations.CreateModel(
            name="ReadMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lúc")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người đọc",
                    ),
                ),
                (
                    "receipt",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="marks",
                        to="notices.receipt",
                        verbose_name="thông báo đến",
                    ),
                ),
            ],
            options={
                "verbose_name": "dấu đã đọc",
            },
        ),
        migrations.AddIndex(
            model_name="mail",
            index=models.Index(
                condition=models.Q(("state__in", ["waiting", "sending"])), fields=["next_try_at"], name="mail_to_send"
            ),
        ),
        migrations.AddIndex(
            model_name="mail",
            index=models.Index(
                condition=models.Q(("state__in", ["refused", "given_up"])), fields=["created_at"], name="mail_stuck"
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["object_type", "object_id"], name="notice_of_object"),
        ),
        migrations.AddIndex(
            model_name="mailitem",
            index=models.Index(condition=models.Q(("mail__isnull", True)), fields=["user"], name="mail_item_waiting"),
        ),
        migrations.AddConstraint(
            model_name="mailitem",
            constraint=models.UniqueConstraint(fields=("message", "user"), name="mail_item_once"),
        ),
        migrations.AddIndex(
            model_name="receipt",
            index=models.Index(fields=["post", "at"], name="notice_of_post"),
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.UniqueConstraint(fields=("message", "post"), name="notice_once_a_post"),
        ),
        migrations.AddConstraint(
            model_name="readmark",
            constraint=models.UniqueConstraint(fields=("receipt", "user"), name="notice_read_once"),
        ),
    ]
