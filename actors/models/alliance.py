"""Organisations and networks that do something together in a wijk, and what each wants and offers."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from actors.models.actor import Actor
from actors.models.municipal_contact import MunicipalContact
from actors.models.network import InformalNetwork
from actors.querysets import NamedQuerySet
from wijknet.areas.models import Scoped, Theme
from wijknet.privacy.fields import MaskedText


class Alliance(Scoped):
    """A sociale alliantie: a shared goal with partners."""

    name = models.CharField("naam", max_length=120)
    sort_name = models.CharField(max_length=200, editable=False)
    goal = MaskedText("doel", max_length=1000)
    themes = models.ManyToManyField(Theme, related_name="alliances", blank=True, verbose_name="thema's")
    start = models.DateField("sinds", null=True, blank=True)
    archived_on = models.DateField("gearchiveerd op", null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    search_text = MaskedText(editable=False)

    objects: ClassVar[NamedQuerySet] = NamedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "sociale alliantie"
        verbose_name_plural = "sociale allianties"
        constraints = [
            models.CheckConstraint(
                name="actors_alliance_has_name",
                condition=~Q(name="") & ~Q(sort_name=""),
                violation_error_message="Geef de alliantie een naam.",
            ),
            models.CheckConstraint(
                name="actors_alliance_has_goal",
                condition=~Q(goal=""),
                violation_error_message="Schrijf op wat jullie samen willen.",
            ),
        ]
        indexes = [
            models.Index(F("municipality"), F("sort_name"), F("id"), name="actors_alliance_in_gemeente"),
            models.Index(F("area"), F("sort_name"), F("id"), name="actors_alliance_in_wijk"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("alliance", args=[self.pk])


class AlliancePartner(models.Model):
    """One partner: an organisation, a network or a desk of the gemeente. Never a person, never of a sensitive kind."""

    alliance = models.ForeignKey(Alliance, models.CASCADE, related_name="partners", verbose_name="alliantie")
    actor = models.ForeignKey(Actor, models.CASCADE, null=True, blank=True, related_name="partnerships")
    network = models.ForeignKey(InformalNetwork, models.CASCADE, null=True, blank=True, related_name="partnerships")
    contact = models.ForeignKey(MunicipalContact, models.CASCADE, null=True, blank=True, related_name="partnerships")
    wants = MaskedText("wil graag", max_length=500, blank=True)
    offers = MaskedText("biedt", max_length=500, blank=True)

    class Meta:
        verbose_name = "partner"
        verbose_name_plural = "partners"
        constraints = [
            models.CheckConstraint(
                name="actors_partner_one_side",
                condition=Q(actor__isnull=False, network=None, contact=None)
                | Q(actor=None, network__isnull=False, contact=None)
                | Q(actor=None, network=None, contact__isnull=False),
                violation_error_message="Kies één organisatie, netwerk of afdeling.",
            ),
            models.UniqueConstraint(
                fields=["alliance", "actor"],
                condition=Q(actor__isnull=False),
                name="actors_partner_actor_once",
                violation_error_message="Deze partner staat er al.",
            ),
            models.UniqueConstraint(
                fields=["alliance", "network"],
                condition=Q(network__isnull=False),
                name="actors_partner_network_once",
                violation_error_message="Deze partner staat er al.",
            ),
            models.UniqueConstraint(
                fields=["alliance", "contact"],
                condition=Q(contact__isnull=False),
                name="actors_partner_contact_once",
                violation_error_message="Deze partner staat er al.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.side)

    @property
    def side(self) -> Actor | InformalNetwork | MunicipalContact | None:
        return self.actor or self.network or self.contact
