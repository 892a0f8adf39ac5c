from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0004_settings_version"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="municipalitysettings",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer_within_days__gte", 1), ("answer_within_days__lte", 60)),
                name="areas_settings_answer_days",
                violation_error_message="Een eerste antwoord komt binnen 1 tot 60 werkdagen.",
            ),
        ),
    ]
