"""A need waits until a colleague looked. The columns come first, so that they can come on a live database."""

from django.db import migrations, models

import wijknet.privacy.fields


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0015_matches")]

    operations = [
        migrations.AddField(
            model_name="need",
            name="state",
            field=models.CharField(
                choices=[
                    ("WAITING", "we kijken ernaar"),
                    ("PLACED", "op de site"),
                    ("NOT_PLACED", "niet op de site"),
                ],
                db_default="PLACED",
                default="PLACED",
                editable=False,
                max_length=10,
                verbose_name="staat",
            ),
        ),
        migrations.AddField(
            model_name="need",
            name="reason",
            field=wijknet.privacy.fields.MaskedText(
                blank=True, db_default="", default="", max_length=1000, verbose_name="waarom niet op de site"
            ),
        ),
    ]
