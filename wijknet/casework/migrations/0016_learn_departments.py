"""Count what departments did before this was counted: links and answers of cases with a theme."""

from collections import Counter
from typing import Any

from django.db import migrations
from django.db.models import Count


def learn(apps: Any, schema_editor: Any) -> None:
    linked, answered = Counter[tuple[int, str]](), Counter[tuple[int, str]]()
    sides = apps.get_model("casework", "CaseParty").objects.filter(municipal_contact__isnull=False)
    for theme, department, number in (
        sides.exclude(case__theme=None)
        .order_by()
        .values_list("case__theme", "municipal_contact__department")
        .annotate(number=Count("pk"))
    ):
        linked[theme, department] += number
    answers = apps.get_model("casework", "CaseAnswer").objects.filter(at__isnull=False).exclude(text="")
    for theme, name, number in (
        answers.filter(party__municipal_contact__isnull=False)
        .exclude(case__theme=None)
        .order_by()
        .values_list("case__theme", "asked_of")
        .annotate(number=Count("pk"))
    ):
        answered[theme, name[:100]] += number
    DepartmentRecord = apps.get_model("casework", "DepartmentRecord")
    DepartmentRecord.objects.bulk_create(
        DepartmentRecord(theme_id=theme, department=name, linked=linked[theme, name], answered=answered[theme, name])
        for theme, name in sorted({*linked, *answered})
    )


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0015_department_record"),
    ]

    operations = [migrations.RunPython(learn, migrations.RunPython.noop)]
