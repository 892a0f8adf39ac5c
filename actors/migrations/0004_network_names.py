from django.db import migrations, models

from actors.triggers import create, drop


class Migration(migrations.Migration):
    dependencies = [
        ("actors", "0003_own_kinds"),
    ]

    # SQLite makes a table anew, and its triggers go with the old one.
    operations = [
        migrations.RunPython(drop, create),
        migrations.AddField(
            model_name="informalnetwork",
            name="other_names",
            field=models.CharField(blank=True, db_default="", max_length=200, verbose_name="andere namen"),
        ),
        migrations.RunPython(create, drop),
    ]
