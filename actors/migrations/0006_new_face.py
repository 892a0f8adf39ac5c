from django.db import migrations, models

from actors.triggers import create, drop


class Migration(migrations.Migration):
    dependencies = [
        ("actors", "0005_said_and_shared"),
    ]

    # SQLite makes a table anew, and its triggers go with the old one.
    operations = [
        migrations.RunPython(drop, create),
        migrations.AddField(
            model_name="actor",
            name="new_face_on",
            field=models.DateField(editable=False, null=True, verbose_name="nieuw gezicht sinds"),
        ),
        migrations.RunPython(create, drop),
    ]
