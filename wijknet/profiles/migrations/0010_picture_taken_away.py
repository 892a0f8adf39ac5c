"""A picture that somebody on it did not want: when it went everywhere, and why."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("profiles", "0009_picture"),
    ]

    operations = [
        migrations.AddField(
            model_name="profilepicture",
            name="gone_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="overal weggehaald op"),
        ),
        migrations.AddField(
            model_name="profilepicture",
            name="gone_why",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=200, verbose_name="waarom weggehaald"
            ),
        ),
    ]
