"""Where something was sent on to, without a case: the meldpunt, the wijkteam, buurtbemiddeling, a desk, a place."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from wijknet.areas.models import Scoped, scoped_indexes
from wijknet.casework.models.rules import only
from wijknet.casework.querysets import ReferralQuerySet
from wijknet.privacy.fields import MaskedLine
from wijknet.ui import dates

TO_COLUMNS = ("municipal_contact", "actor")


class Referral(Scoped):
    """ "Verwezen naar": it asks for itself on `ask_on`, until it is settled or becomes a case.

    A referral to buurtbemiddeling keeps the street and one of a few kinds. It has no words of its own, so that
    no name of a neighbour can stand in it.
    """

    class To(models.TextChoices):
        REPORT = "REPORT", "meldpunt"
        HELP = "HELP", "wijkteam"
        MEDIATION = "MEDIATION", "buurtbemiddeling"
        DESK = "DESK", "gemeentecontact"
        ACTOR = "ACTOR", "plek of organisatie"

    class Kind(models.TextChoices):
        NOISE = "NOISE", "geluid"
        GARDEN = "GARDEN", "tuin, boom of schutting"
        ANIMALS = "ANIMALS", "dieren"
        RUBBISH = "RUBBISH", "afval of rommel"
        PARKING = "PARKING", "parkeren"
        CHILDREN = "CHILDREN", "spelende kinderen"
        MANNERS = "MANNERS", "omgang met elkaar"
        OTHER = "OTHER", "iets anders"

    to = models.CharField("naar wie", max_length=10, choices=To)
    municipal_contact = models.ForeignKey(
        "actors.MunicipalContact", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    actor = models.ForeignKey("actors.Actor", models.PROTECT, null=True, blank=True, related_name="+")
    what = MaskedLine("waarover", max_length=150, blank=True)
    kind = models.CharField("soort conflict", max_length=10, choices=Kind, blank=True)
    street = models.CharField("straat", max_length=120, blank=True)
    moment = models.ForeignKey(
        "casework.ContactMoment", models.SET_NULL, null=True, blank=True, related_name="referrals"
    )
    # Made in a talk that only the writer sees; a column, so that no list has to look at the talk.
    only_me = models.BooleanField("alleen ik", default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="door")
    at = models.DateTimeField("wanneer", default=timezone.now)
    made_on = models.DateField("verwezen op", default=dates.today)
    ask_on = models.DateField("vraag na op")
    settled_on = models.DateField("afgerond op", null=True, blank=True)
    case = models.ForeignKey(
        "casework.Case", models.SET_NULL, null=True, blank=True, related_name="referrals", verbose_name="verbinding"
    )

    objects: ClassVar[ReferralQuerySet] = ReferralQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "doorverwijzing"
        verbose_name_plural = "doorverwijzingen"
        constraints = [
            models.CheckConstraint(
                name="casework_referral_to_one",
                condition=(Q(to="DESK") & only("municipal_contact", *TO_COLUMNS))
                | (Q(to="ACTOR") & only("actor", *TO_COLUMNS))
                | Q(to__in=["REPORT", "HELP", "MEDIATION"], municipal_contact=None, actor=None),
                violation_error_message="Kies naar wie je verwijst: één adres.",
            ),
            models.CheckConstraint(
                name="casework_referral_about",
                condition=(Q(to="MEDIATION", what="") & ~Q(kind="")) | (~Q(to="MEDIATION") & Q(kind="") & ~Q(what="")),
                violation_error_message="Bij buurtbemiddeling bewaren we alleen de straat en het soort conflict. "
                "Schrijf bij een ander kort op waar het over gaat.",
            ),
            models.CheckConstraint(
                name="casework_referral_asks_later",
                condition=Q(ask_on__gte=F("made_on")),
                violation_error_message="Kies een dag die nog komt.",
            ),
            models.CheckConstraint(
                name="casework_referral_settled",
                condition=(Q(settled_on=None) & Q(case=None)) | Q(settled_on__gte=F("made_on")),
                violation_error_message="Een doorverwijzing eindigt niet vóór zij begon.",
            ),
        ]
        indexes = [
            *scoped_indexes("casework_referral", "at"),
            models.Index(fields=["area", "ask_on"], name="casework_referral_open", condition=Q(settled_on=None)),
            # The timeline of a desk; few referrals go to one.
            models.Index(
                fields=["municipal_contact", "-at"],
                name="casework_referral_desk",
                condition=Q(municipal_contact__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.about} → {self.to_whom}"

    def get_absolute_url(self) -> str:
        return reverse("referral", args=[self.pk])

    @property
    def about(self) -> str:
        """What it is about, in words that may stand anywhere; of a conflict the kind and the street."""
        words = f"Conflict over {self.get_kind_display()}" if self.kind else self.what
        return f"{words}, {self.street}" if self.street else words

    @property
    def to_whom(self) -> str:
        return str(self.municipal_contact or self.actor or self.get_to_display())

    @property
    def is_open(self) -> bool:
        return self.settled_on is None

    @property
    def asks_now(self) -> bool:
        return self.is_open and self.ask_on <= dates.today()
