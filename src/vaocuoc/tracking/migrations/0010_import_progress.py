"""How far an import has come."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("tracking", "0009_board")]

    operations = []
