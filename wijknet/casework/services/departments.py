"""Count that a department was linked to a theme, or answered about it; inside the caller's transaction."""

from typing import Literal

from django.db.models import F

from wijknet.casework.models import DepartmentRecord

LENGTH = 100


def count_department(*, theme_id: int | None, department: str, kind: Literal["linked", "answered"]) -> None:
    """One query, and three the first time. Without a theme there is nothing to learn."""
    if theme_id is None or not department:
        return
    name = department[:LENGTH]
    rows = DepartmentRecord.objects.filter(theme=theme_id, department=name)
    if rows.update(**{kind: F(kind) + 1}):
        return
    # A colleague may make the same row at the same moment: then theirs stands.
    DepartmentRecord.objects.bulk_create([DepartmentRecord(theme_id=theme_id, department=name)], ignore_conflicts=True)
    rows.update(**{kind: F(kind) + 1})
