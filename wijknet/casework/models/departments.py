"""What is learned of departments: who answered before about what."""

from django.db import models


class DepartmentRecord(models.Model):
    """How often a department was linked to, and answered about, a theme of the programme.

    A count that the services keep, so that a list of cards reads one small table. By the name of the department,
    never by who works there; no times, so that nobody's speed is in it. A new name starts over.
    """

    theme = models.ForeignKey("areas.Theme", models.CASCADE, db_index=False, related_name="+", verbose_name="thema")
    department = models.CharField("afdeling", max_length=100)
    linked = models.PositiveIntegerField("gekoppeld", default=0)
    answered = models.PositiveIntegerField("antwoorden", default=0)

    class Meta:
        verbose_name = "ervaring van een afdeling"
        verbose_name_plural = "ervaring van afdelingen"
        constraints = [
            models.UniqueConstraint(
                fields=["theme", "department"],
                name="casework_department_record_once",
                violation_error_message="Deze afdeling staat al bij dit thema.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.department}: {self.theme}"
