"""Nieuws via de wijk: a trusted circle that was kept, to tell one thing to chosen groups."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from wijknet.areas.models import Scoped, scoped_indexes
from wijknet.casework.models.rules import exactly_one
from wijknet.casework.querysets import OutreachMemberQuerySet, OutreachQuerySet
from wijknet.privacy.fields import MaskedLine
from wijknet.ui import dates

MEMBER_COLUMNS = ("actor", "network")


class Outreach(Scoped):
    """What is told, to which groups; through whom stands in its members. Seen by the whole wijk."""

    title = MaskedLine("wat wil je vertellen", max_length=150)
    groups = models.ManyToManyField("areas.ResidentGroup", related_name="+", verbose_name="bewonersgroepen")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="door")
    made_on = models.DateField("bewaard op", default=dates.today)
    archived_on = models.DateField("in archief sinds", null=True, blank=True)

    objects: ClassVar[OutreachQuerySet] = OutreachQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "nieuws via de wijk"
        verbose_name_plural = "nieuws via de wijk"
        constraints = [
            models.CheckConstraint(
                name="casework_outreach_title",
                condition=~Q(title=""),
                violation_error_message="Schrijf kort op wat je wilt vertellen.",
            ),
            models.CheckConstraint(
                name="casework_outreach_archived",
                condition=Q(archived_on=None) | Q(archived_on__gte=F("made_on")),
                violation_error_message="Een plan gaat niet naar het archief vóór het er was.",
            ),
        ]
        indexes = scoped_indexes("casework_outreach", "made_on")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("outreach", args=[self.pk])


class OutreachMember(models.Model):
    """A place, organisation or network of the circle; never a person."""

    outreach = models.ForeignKey(Outreach, models.CASCADE, related_name="members")
    actor = models.ForeignKey("actors.Actor", models.CASCADE, null=True, blank=True, related_name="+")
    network = models.ForeignKey("actors.InformalNetwork", models.CASCADE, null=True, blank=True, related_name="+")
    asked_on = models.DateField("gevraagd op", null=True, blank=True)

    objects: ClassVar[OutreachMemberQuerySet] = OutreachMemberQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "lid van de kring"
        verbose_name_plural = "leden van de kring"
        constraints = [
            models.CheckConstraint(
                name="casework_outreach_member_one",
                condition=exactly_one(*MEMBER_COLUMNS),
                violation_error_message="Kies per regel één plek of netwerk.",
            ),
            *(
                models.UniqueConstraint(
                    fields=["outreach", column],
                    name=f"casework_outreach_{column}_once",
                    violation_error_message="Deze plek staat al in de kring.",
                )
                for column in MEMBER_COLUMNS
            ),
        ]

    def __str__(self) -> str:
        return str(self.actor or self.network)
