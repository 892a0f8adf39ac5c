from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0003_group_basis"),
    ]

    operations = [
        migrations.AddField(
            model_name="municipalitysettings",
            name="version",
            field=models.PositiveIntegerField(db_default=1, default=1, editable=False),
        ),
    ]
