"""A need off the site always has a reason, and only then."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0017_need_read_first")]

    operations = [
        migrations.AddConstraint(
            model_name="need",
            constraint=models.CheckConstraint(
                name="initiatives_need_state",
                condition=Q(state__in=["WAITING", "PLACED"], reason="") | Q(state="NOT_PLACED") & ~Q(reason=""),
                violation_error_message="Schrijf op waarom het niet op de site komt, en alleen dan.",
            ),
        ),
    ]
