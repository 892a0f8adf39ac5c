from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0009_settings_embed_hosts"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="municipalitysettings",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("embed_hosts", ""),
                    (
                        "embed_hosts__regex",
                        "^https://(\\*\\.)?[a-z0-9][a-z0-9.-]*(:[0-9]+)?( https://(\\*\\.)?[a-z0-9][a-z0-9.-]*(:[0-9]+)?)*$",
                    ),
                    _connector="OR",
                ),
                name="areas_settings_embed_hosts",
                violation_error_message="Noem sites met https:// ervoor en een spatie ertussen.",
            ),
        ),
    ]
