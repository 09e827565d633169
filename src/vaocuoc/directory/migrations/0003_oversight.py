"""Who oversees which units and fields, by dated decision."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("directory", "0002_saved_views")]

    operations = []
