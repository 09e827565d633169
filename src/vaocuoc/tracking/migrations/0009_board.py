"""What the board counts by."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("tracking", "0008_measuring")]

    operations = []
