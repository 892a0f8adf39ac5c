"""Two tables that only grow. Triggers in the migration refuse every other change, also by hand."""

from django.db import models
from django.db.models.functions import Now


class LogEntry(models.Model):
    """One write by staff. Values are kept of non-personal fields only, so that erasing the row is enough."""

    at = models.DateTimeField("wanneer", db_default=Now())
    actor_id = models.BigIntegerField("gebruiker", null=True)
    function = models.CharField("functie", max_length=40, blank=True)
    verb = models.CharField("wat", max_length=40)
    model = models.CharField("soort", max_length=80)
    object_pk = models.BigIntegerField("sleutel")
    municipality_id = models.BigIntegerField("gemeente", null=True)
    area_id = models.BigIntegerField("wijk", null=True)
    fields = models.JSONField("velden", default=list)
    before = models.JSONField("vóór", null=True)
    after = models.JSONField("ná", null=True)
    erased = models.BooleanField("waarden gewist", default=False)
    keep_until = models.DateField("bewaren tot")

    class Meta:
        verbose_name = "logregel"
        verbose_name_plural = "logregels"
        indexes = [
            models.Index(fields=["model", "object_pk", "-at"], name="log_entry_of_thing"),
            models.Index(fields=["municipality_id", "area_id", "-at"], name="log_entry_of_area"),
            models.Index(fields=["keep_until"], name="log_entry_term"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.model} {self.object_pk}"


class ReadEntry(models.Model):
    """One view of a person or a sensitive note; for privacy questions alone, never to measure staff."""

    at = models.DateTimeField("wanneer", db_default=Now())
    actor_id = models.BigIntegerField("gebruiker")
    model = models.CharField("soort", max_length=80)
    object_pk = models.BigIntegerField("sleutel")
    keep_until = models.DateField("bewaren tot")

    class Meta:
        verbose_name = "inzageregel"
        verbose_name_plural = "inzageregels"
        indexes = [
            models.Index(fields=["model", "object_pk", "-at"], name="log_read_of_thing"),
            models.Index(fields=["keep_until"], name="log_read_term"),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.object_pk}"
