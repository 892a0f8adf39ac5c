"""What a sender asked before needs were read first is read now; what a colleague asked stays on the site.

A need without a colleague is of a sender, or of a colleague whose account is gone: read once too often rather than never.
"""

from typing import Any

from django.db import migrations


def wait(apps: Any, schema_editor: Any) -> None:
    apps.get_model("initiatives", "Need").objects.filter(by=None, found_on=None).update(state="WAITING")


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0016_need_state")]

    # Back again every row is on the site: the column goes in the migration before.
    operations = [migrations.RunPython(wait, migrations.RunPython.noop)]
