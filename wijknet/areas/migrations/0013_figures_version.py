from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0012_country_figure"),
    ]

    operations = [
        migrations.AddField(
            model_name="area",
            name="figures_version",
            field=models.PositiveBigIntegerField(
                db_default=0, default=0, editable=False, verbose_name="versie van de cijfers"
            ),
        ),
    ]
