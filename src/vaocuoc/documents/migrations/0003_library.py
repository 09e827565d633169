"""Attachments, citations corrected by hand, the level of issuers."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from vaocuoc.directory.organisations.naming import level_named


def find_levels(apps, schema_editor):
    Document = apps.get_model("documents", "Document")
    changed = []
    for document in Document.objects.select_related("issuer_unit").only("issuer", "issuer_unit__level").iterator():
        unit = document.issuer_unit
        document.issuer_level = unit.level if unit is not None else level_named(document.issuer)
        if document.issuer_level:
            changed.append(document)
    Document.objects.bulk_update(changed, ["issuer_level"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0001_initial"),
        ("documents", "0002_scans"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(name="citation", options={"verbose_name": "dẫn chiếu"}),
        migrations.AddField(
            model_name="citation",
            name="pointed_as",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.post",
                verbose_name="với chức danh",
            ),
        ),
        migrations.AddField(
            model_name="citation",
            name="pointed_at",
            field=models.DateTimeField(null=True, verbose_name="sửa tay lúc"),
        ),
        migrations.AddField(
            model_name="citation",
            name="pointed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người sửa",
            ),
        ),
        migrations.AddField(
            model_name="document",
            name="issuer_level",
            field=models.CharField(blank=True, default="", editable=False, max_length=20, verbose_name="cấp ban hành"),
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("annex", "Phụ lục"),
                            ("original", "Bản gốc"),
                            ("signed", "Bản ký số"),
                            ("other", "Tệp khác"),
                        ],
                        max_length=10,
                        verbose_name="loại tệp",
                    ),
                ),
                ("name", models.CharField(max_length=255, verbose_name="tên tệp")),
                ("sha256", models.CharField(db_index=True, max_length=64, verbose_name="mã băm")),
                ("size", models.PositiveBigIntegerField(verbose_name="dung lượng (byte)")),
                ("format", models.CharField(max_length=10, verbose_name="định dạng")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="đính kèm lúc")),
                ("withdrawn_at", models.DateTimeField(null=True, verbose_name="rút lúc")),
                ("withdraw_reason", models.CharField(blank=True, max_length=300, verbose_name="lý do rút")),
                (
                    "added_as",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.post",
                        verbose_name="với chức danh",
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người đính kèm",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="documents.document",
                        verbose_name="văn bản",
                    ),
                ),
                (
                    "withdrawn_as",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.post",
                        verbose_name="rút với chức danh",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người rút",
                    ),
                ),
            ],
            options={
                "verbose_name": "tệp kèm theo",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(withdrawn_at__isnull=True),
                        fields=("document", "sha256"),
                        name="attachment_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at__isnull", True), ~models.Q(withdraw_reason=""), _connector="OR"
                        ),
                        name="attachment_withdrawn_with_reason",
                    ),
                ],
            },
        ),
        migrations.RunPython(find_levels, migrations.RunPython.noop),
    ]
