"""Put with each writer how many lines of the notebook wait, for those that were written before it was kept."""

from typing import Any

from django.db import migrations
from django.db.models import Count


def count(apps: Any, schema_editor: Any) -> None:
    users = apps.get_model("accounts", "User").objects
    lines = apps.get_model("casework", "Jotting").objects.filter(outcome="").order_by()
    for by, waiting in lines.values_list("by").annotate(open=Count("pk")):
        users.filter(pk=by).update(open_jottings=waiting)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_open_jottings"),
        ("casework", "0012_moment_where"),
    ]

    operations = [migrations.RunPython(count, migrations.RunPython.noop)]
