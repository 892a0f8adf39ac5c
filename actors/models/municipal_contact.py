"""Desks and colleagues in the systeemwereld."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from actors.querysets import MunicipalContactQuerySet
from wijknet.areas.models import Area, Theme
from wijknet.ui.dates import today
from wijknet.ui.phones import validate_phone


class MunicipalContact(models.Model):
    """A civil servant or a desk. The department comes first: people change, desks stay."""

    municipality = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="+",
        db_index=False,
        limit_choices_to={"level": "GEMEENTE"},
        verbose_name="gemeente",
    )
    department = models.CharField("afdeling", max_length=100)
    name = models.CharField("naam", max_length=120, blank=True, help_text="Leeg bij een loket of team.")
    function = models.CharField("functie", max_length=100, blank=True)
    themes = models.ManyToManyField(Theme, related_name="municipal_contacts", blank=True, verbose_name="thema's")
    wijken = models.ManyToManyField(Area, related_name="+", blank=True, verbose_name="wijken")
    deputy = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="deputy_of", verbose_name="vervanger"
    )
    phone = models.CharField("telefoon", max_length=40, blank=True, validators=[validate_phone])
    email = models.EmailField("e-mailadres", blank=True)
    absent_until = models.DateField("afwezig tot en met", null=True, blank=True)
    sort_name = models.CharField(max_length=200, editable=False)
    search_text = models.TextField(editable=False)
    archived_on = models.DateField("gearchiveerd op", null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar[MunicipalContactQuerySet] = MunicipalContactQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "gemeentecontact"
        verbose_name_plural = "gemeentecontacten"
        constraints = [
            models.CheckConstraint(
                name="actors_contact_has_department",
                condition=~Q(department="") & ~Q(sort_name=""),
                violation_error_message="Vul de afdeling in.",
            ),
            models.CheckConstraint(
                name="actors_contact_deputy_is_another",
                condition=Q(deputy=None) | ~Q(deputy=F("id")),
                violation_error_message="Kies een ander als vervanger.",
            ),
        ]
        indexes = [models.Index(F("municipality"), F("sort_name"), F("id"), name="actors_contact_in_gemeente")]

    def __str__(self) -> str:
        return f"{self.department}: {self.name}" if self.name else self.department

    def get_absolute_url(self) -> str:
        return reverse("municipal-contact", args=[self.pk])

    @property
    def is_away(self) -> bool:
        """Absent today; the last day counts."""
        return self.absent_until is not None and self.absent_until >= today()

    @property
    def who_is_there(self) -> "MunicipalContact":
        """The deputy while this contact is absent, if that one is there; else the contact itself."""
        deputy = self.deputy if self.is_away else None
        return deputy if deputy and deputy.archived_on is None and not deputy.is_away else self
