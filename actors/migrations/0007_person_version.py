from django.db import migrations, models

from actors.triggers import create, drop


class Migration(migrations.Migration):
    dependencies = [
        ("actors", "0006_new_face"),
    ]

    # SQLite makes a table anew, and its triggers go with the old one.
    operations = [
        migrations.RunPython(drop, create),
        migrations.AddField(
            model_name="person",
            name="version",
            field=models.PositiveIntegerField(db_default=1, default=1, editable=False),
        ),
        migrations.RunPython(create, drop),
    ]
