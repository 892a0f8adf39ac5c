"""The day on which something was asked, so that what nobody answered shows itself. What stood there counts from now."""

from django.db import migrations, models

import wijknet.ui.dates


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0012_team")]

    operations = [
        migrations.AddField(
            model_name="need",
            name="asked_on",
            field=models.DateField(blank=True, default=wijknet.ui.dates.today, null=True, verbose_name="gevraagd op"),
        ),
    ]
