"""A maatje says whether their first name may stand on the public page of the wijk."""

from django.db import migrations, models

from actors.triggers import create, drop


class Migration(migrations.Migration):
    dependencies = [("actors", "0012_network_import_kind")]

    operations = [
        migrations.RunPython(drop, create),
        migrations.AddField(
            model_name="buddy",
            name="public",
            field=models.BooleanField(db_default=False, default=False, verbose_name="op de wijkpagina"),
        ),
        migrations.RunPython(create, drop),
    ]
