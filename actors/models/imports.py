"""Files that were read into who is who, and what each row of them did, so that a whole import can be undone."""

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from actors.querysets import ImportRunQuerySet
from wijknet.areas.models import Area

# So long an import can be undone; then its file and what it needs for that go.
UNDO_DAYS = 30
# What nobody finished goes sooner.
UNFINISHED_DAYS = 14


class ImportRun(models.Model):
    """One file, from upload to undo. What its rows wrote lies in `lines`."""

    class Kind(models.TextChoices):
        ACTORS = "actors", "Organisaties en plekken"
        PEOPLE = "people", "Aanspreekpunten bij een plek"
        CONTACTS = "contacts", "Gemeentecontacten"
        NETWORKS = "networks", "Informele netwerken"
        TIES = "ties", "Relaties: wie kent wie"
        REACH = "reach", "Bereik: wie bereikt welke groep"
        GRAPH = "graph", "Netwerkbestand"

    class State(models.TextChoices):
        NEW = "NEW", "kolommen kiezen"
        CHECKED = "CHECKED", "gecontroleerd"
        ASKED = "ASKED", "bezig met importeren"
        DONE = "DONE", "geïmporteerd"
        FAILED = "FAILED", "niet gelukt"
        UNDOING = "UNDOING", "bezig met terugdraaien"
        UNDONE = "UNDONE", "teruggedraaid"

    municipality = models.ForeignKey(
        Area, models.PROTECT, related_name="+", limit_choices_to={"level": "GEMEENTE"}, verbose_name="gemeente"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="wie")
    kind = models.CharField("wat staat erin", max_length=8, choices=Kind)
    state = models.CharField("stand", max_length=7, choices=State, default=State.NEW)
    sheet = models.CharField("blad", max_length=100, blank=True)
    head_row = models.PositiveIntegerField("rij met de kopjes", default=1)
    # Column → place in the file (of a network: how many `nodes`); column → one answer for all rows.
    mapping = models.JSONField("kolommen", default=dict)
    fills = models.JSONField("voor alle rijen", default=dict)
    skip_wrong = models.BooleanField("rijen met een fout overslaan", default=False)
    counts = models.JSONField("aantallen", default=dict)
    # What stands in the way or is asked about (`asks`), and what will change, by row number.
    errors = models.JSONField("fouten", default=list)
    changes = models.JSONField("wijzigingen", default=list)
    # What undoing left as it was, because somebody went on with it.
    kept = models.JSONField("niet teruggedraaid", default=list)
    problem = models.CharField("waarom het niet lukte", max_length=300, blank=True)
    started_at = models.DateTimeField("begonnen", default=timezone.now, editable=False)
    done_at = models.DateTimeField("geïmporteerd op", null=True)
    undone_on = models.DateField("teruggedraaid op", null=True)

    objects: ClassVar[ImportRunQuerySet] = ImportRunQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "import"
        verbose_name_plural = "imports"
        constraints = [
            models.CheckConstraint(
                name="actors_import_done_has_day",
                condition=~Q(state__in=["DONE", "UNDOING", "UNDONE"]) | Q(done_at__isnull=False),
                violation_error_message="Een import die klaar is, heeft een dag.",
            ),
            models.CheckConstraint(
                name="actors_import_undone_has_day",
                condition=Q(state="UNDONE", undone_on__isnull=False) | (~Q(state="UNDONE") & Q(undone_on=None)),
                violation_error_message="Een import die is teruggedraaid, heeft een dag.",
            ),
        ]
        indexes = [models.Index(fields=["municipality", "-started_at"], name="actors_import_in_gemeente")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.started_at:%d-%m-%Y})"

    def get_absolute_url(self) -> str:
        return reverse("import", args=[self.pk])

    def place(self, number: int, last: int = 0) -> str:
        """Where it stands in the file, in words. A network has points first, and then lines."""
        nodes = self.mapping.get("nodes", 0)
        words, before = (
            ("rij", 0) if self.kind != self.Kind.GRAPH else ("punt", 0) if number <= nodes else ("lijn", nodes)
        )
        until = f"-{last - before}" if last > number else ""
        return f"{words} {number - before}{until}"

    def _placed(self, rows: list[Any]) -> list[dict[str, Any]]:
        return [{**row, "place": self.place(row["row"])} for row in rows]

    @property
    def wrong(self) -> list[dict[str, Any]]:
        """What must be mended, or is skipped."""
        return self._placed([error for error in self.errors if not error.get("asks")])

    @property
    def asks(self) -> list[dict[str, Any]]:
        """Texts that may tell too much of somebody, to look at before they are kept."""
        return self._placed([error for error in self.errors if error.get("asks")])

    @property
    def left(self) -> list[dict[str, Any]]:
        """What undoing left as it was."""
        return self._placed(self.kept)

    @property
    def may_undo(self) -> bool:
        return (
            self.state == self.State.DONE
            and self.done_at is not None
            and timezone.now() < self.done_at + timedelta(days=UNDO_DAYS)
        )


class ImportLine(models.Model):
    """What one row of the file wrote: a new thing, or a change with the values that stood there before."""

    class What(models.TextChoices):
        NEW = "NEW", "nieuw"
        CHANGED = "CHANGED", "gewijzigd"

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="lines", verbose_name="import")
    row = models.PositiveIntegerField("rij")
    what = models.CharField("wat", max_length=7, choices=What)
    target_label = models.CharField("soort", max_length=80)
    target_pk = models.BigIntegerField("sleutel")
    before = models.JSONField("hiervoor", null=True)
    # Of the row right after the import: another one now means that somebody changed it since.
    stamp = models.CharField("stempel", max_length=64)

    class Meta:
        verbose_name = "regel van een import"
        verbose_name_plural = "regels van een import"
        constraints = [
            models.CheckConstraint(
                name="actors_import_line_before",
                condition=Q(what="NEW", before=None) | Q(what="CHANGED", before__isnull=False),
                violation_error_message="Een wijziging onthoudt wat er stond.",
            )
        ]
        indexes = [models.Index(fields=["target_label", "target_pk"], name="actors_import_line_of")]

    def __str__(self) -> str:
        return f"{self.target_label} {self.target_pk}"
