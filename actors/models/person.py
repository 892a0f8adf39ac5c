"""Humans, by function or by their own consent. Nothing here says what someone thinks, is worth or belongs to."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from actors.models.actor import Actor
from actors.querysets import PersonFunctionQuerySet, PersonQuerySet
from wijknet.areas.models import Area
from wijknet.privacy.fields import MaskedText
from wijknet.ui.phones import validate_phone


class Person(models.Model):
    """Someone who can be reached about a place. Stands alone; a function links them to an actor."""

    class Ground(models.TextChoices):
        FUNCTION = "FUNCTION", "openbare of beroepsmatige functie"
        CONSENT = "CONSENT", "eigen toestemming"

    municipality = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="gemeente")
    name = models.CharField("naam", max_length=120)
    phone = models.CharField("telefoon", max_length=40, blank=True, validators=[validate_phone])
    email = models.EmailField("e-mailadres", blank=True)
    ground = models.CharField("grond", max_length=10, choices=Ground)
    consent_text = MaskedText("toestemming in eigen woorden", max_length=500, blank=True)
    told_on = models.DateField("verteld op", null=True, blank=True)
    told_how = models.CharField("hoe verteld", max_length=100, blank=True)
    retain_until = models.DateField("bewaren tot", null=True, blank=True)
    added_on = models.DateField("toegevoegd op", default=timezone.localdate, editable=False)
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    objects: ClassVar[PersonQuerySet] = PersonQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "persoon"
        verbose_name_plural = "personen"
        constraints = [
            models.CheckConstraint(
                name="actors_person_has_name",
                condition=~Q(name=""),
                violation_error_message="Vul de naam in.",
            ),
            models.CheckConstraint(
                name="actors_person_ground",
                condition=Q(ground="FUNCTION", consent_text="")
                | (Q(ground="CONSENT", told_on__isnull=False, retain_until__isnull=False) & ~Q(consent_text="")),
                violation_error_message=(
                    "Bij toestemming horen de eigen woorden, de dag waarop je het vertelde en tot wanneer je bewaart. "
                    "Bij een functie hoort geen toestemming."
                ),
            ),
            models.CheckConstraint(
                name="actors_person_told_whole",
                condition=Q(told_on__isnull=True, told_how="") | (Q(told_on__isnull=False) & ~Q(told_how="")),
                violation_error_message="Vul in wanneer én hoe je het hebt verteld.",
            ),
            models.CheckConstraint(
                name="actors_person_dates",
                condition=Q(told_on=None) | Q(retain_until=None) | Q(retain_until__gte=F("told_on")),
                violation_error_message="Bewaren tot ligt vóór de dag waarop je het vertelde.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PersonFunction(models.Model):
    """What someone is at an actor, from a day until a day (that day not included). A new face gets a new row:
    what was known with the old one is not inherited."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="functions", verbose_name="persoon")
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="functions", verbose_name="actor")
    title = models.CharField("functie", max_length=80)
    start = models.DateField("sinds", null=True, blank=True)
    end = models.DateField("tot", null=True, blank=True)

    objects: ClassVar[PersonFunctionQuerySet] = PersonFunctionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "functie"
        verbose_name_plural = "functies"
        constraints = [
            models.CheckConstraint(
                name="actors_function_has_title",
                condition=~Q(title=""),
                violation_error_message="Vul de functie in, bijvoorbeeld eigenaar.",
            ),
            models.CheckConstraint(
                name="actors_function_dates",
                condition=Q(start=None) | Q(end=None) | Q(end__gte=F("start")),
                violation_error_message="De einddatum ligt vóór de begindatum.",
            ),
            models.UniqueConstraint(
                fields=["person", "actor", "title"],
                condition=Q(end=None),
                name="actors_function_once",
                violation_error_message="Deze persoon heeft deze functie hier al.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} bij {self.actor_id}"
