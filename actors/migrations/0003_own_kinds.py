from django.db import migrations, models

from actors.triggers import create, drop


class Migration(migrations.Migration):
    dependencies = [
        ("actors", "0002_own_rhythm"),
        ("areas", "0001_initial"),
    ]

    # SQLite makes a table anew, and its triggers go with the old one.
    operations = [
        migrations.RunPython(drop, create),
        migrations.AddField(
            model_name="actorkind",
            name="hidden_in",
            field=models.ManyToManyField(
                blank=True, related_name="+", to="areas.area", verbose_name="niet te kiezen in"
            ),
        ),
        migrations.AddField(
            model_name="actorkind",
            name="version",
            field=models.PositiveIntegerField(db_default=1, default=1, editable=False),
        ),
        migrations.RunPython(create, drop),
    ]
