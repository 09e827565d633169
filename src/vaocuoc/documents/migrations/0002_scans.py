"""Readings of scans: which pages are pictures, which digits are uncertain, how far a reading is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]
    operations = [
        migrations.AlterField(
            model_name="reading",
            name="stage",
            field=models.CharField(
                blank=True,
                choices=[
                    ("opening", "Đang mở tệp"),
                    ("scanning", "Đang đọc chữ trên ảnh quét"),
                    ("finding", "Đang nhận ra chỉ tiêu, nhiệm vụ"),
                    ("writing", "Đang ghi kết quả"),
                ],
                max_length=10,
                verbose_name="đang làm",
            ),
        ),
        migrations.AddField(
            model_name="reading",
            name="pages_done",
            field=models.PositiveIntegerField(null=True, verbose_name="đã đọc đến trang"),
        ),
        migrations.AddField(
            model_name="reading",
            name="is_scanned",
            field=models.BooleanField(default=False, verbose_name="bản quét"),
        ),
        migrations.AddField(
            model_name="reading",
            name="unread_pages",
            field=models.JSONField(default=list, verbose_name="trang chưa đọc được chữ"),
        ),
        migrations.AddField(
            model_name="reading",
            name="doubtful",
            field=models.JSONField(default=list, verbose_name="chữ số chưa chắc"),
        ),
    ]
