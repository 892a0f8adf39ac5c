"""What an initiative needs, and who offers help."""

from datetime import date, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from initiatives.models.initiatives import Initiative
from initiatives.querysets import NeedQuerySet, OfferQuerySet
from wijknet.privacy.fields import MaskedLine, MaskedText
from wijknet.ui.dates import today

# How long what somebody offered is kept with how to reach them.
KEEP_OFFERS = timedelta(days=90)


class NeedKind(models.TextChoices):
    HANDS = "HANDS", "hulp"
    PLACE = "PLACE", "plek"
    TOOLS = "TOOLS", "gereedschap of spullen"
    MONEY = "MONEY", "geld"
    KNOWLEDGE = "KNOWLEDGE", "kennis"
    OTHER = "OTHER", "iets anders"


def offer_term() -> date:
    return today() + KEEP_OFFERS


class Need(models.Model):
    """Something that an initiative looks for; on the site once it is placed, until it is found."""

    class State(models.TextChoices):
        WAITING = "WAITING", "we kijken ernaar"
        PLACED = "PLACED", "op de site"
        NOT_PLACED = "NOT_PLACED", "niet op de site"

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="needs", db_index=False)
    kind = models.CharField("soort", max_length=10, choices=NeedKind)
    text = MaskedLine("wat", max_length=200, help_text="Staat op de site.")
    # What was there before days were kept counts from the day on which this column came. May be empty, so that the
    # column could come on a live database.
    asked_on = models.DateField("gevraagd op", null=True, blank=True, default=today)
    found_on = models.DateField("gevonden op", null=True, blank=True)
    # What a colleague asks is placed at once; what a sender asks is read first.
    state = models.CharField(
        "staat", max_length=10, choices=State, default=State.PLACED, db_default=State.PLACED, editable=False
    )
    reason = MaskedText("waarom niet op de site", max_length=1000, blank=True, default="", db_default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects: ClassVar[NeedQuerySet] = NeedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "vraag om hulp"
        verbose_name_plural = "vragen om hulp"
        constraints = [
            models.CheckConstraint(
                name="initiatives_need_said",
                condition=~Q(text=""),
                violation_error_message="Schrijf op wat er nodig is.",
            ),
            models.CheckConstraint(
                name="initiatives_need_kind",
                condition=Q(kind__in=["HANDS", "PLACE", "TOOLS", "MONEY", "KNOWLEDGE", "OTHER"]),
                violation_error_message="Kies wat voor hulp het is.",
            ),
            models.CheckConstraint(
                name="initiatives_need_state",
                condition=Q(state__in=["WAITING", "PLACED"], reason="") | Q(state="NOT_PLACED") & ~Q(reason=""),
                violation_error_message="Schrijf op waarom het niet op de site komt, en alleen dan.",
            ),
            # What is looked for stands there once, also when two colleagues write it down.
            models.UniqueConstraint(
                fields=["initiative", "kind", "text"],
                name="initiatives_need_once",
                violation_error_message="Dit staat er al.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text}"


class Offer(models.Model):
    """Somebody wants to help. Seen by staff, and by the sender of the idea only when the helper said so."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="offers", db_index=False)
    need = models.ForeignKey(Need, models.SET_NULL, null=True, blank=True, related_name="offers")
    name = models.CharField("voornaam", max_length=60)
    email = models.EmailField("e-mailadres", blank=True)
    phone = models.CharField("telefoonnummer", max_length=40, blank=True)
    text = MaskedText("wat", max_length=1000)
    share = models.BooleanField("mag naar de afzender van het idee", default=False)
    at = models.DateTimeField("wanneer", default=timezone.now)
    settled_on = models.DateField("beantwoord op", null=True, blank=True)
    forget_on = models.DateField("bewaren tot", default=offer_term)

    objects: ClassVar[OfferQuerySet] = OfferQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "aanbod"
        verbose_name_plural = "aanbiedingen"
        constraints = [
            models.CheckConstraint(
                name="initiatives_offer_reachable",
                condition=~Q(email="") | ~Q(phone=""),
                violation_error_message="Vul een e-mailadres of telefoonnummer in.",
            ),
            models.CheckConstraint(
                name="initiatives_offer_said",
                condition=~Q(name="") & ~Q(text=""),
                violation_error_message="Vul je voornaam in, en wat je wilt doen.",
            ),
        ]
        indexes = [
            models.Index(fields=["initiative", "at", "id"], name="initiatives_offer_order"),
            models.Index(fields=["forget_on"], name="initiatives_offer_term"),
        ]

    def __str__(self) -> str:
        return f"Aanbod {self.pk}"
