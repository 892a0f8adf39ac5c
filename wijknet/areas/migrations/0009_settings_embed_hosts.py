from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0008_second_reader"),
    ]

    operations = [
        migrations.AddField(
            model_name="municipalitysettings",
            name="embed_hosts",
            field=models.CharField(
                blank=True, db_default="", max_length=500, verbose_name="sites die de initiatieven tonen"
            ),
        ),
    ]
