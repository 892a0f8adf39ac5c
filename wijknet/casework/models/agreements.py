"""What a wijkmanager said they would do."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from wijknet.areas.models import Scoped, scoped_indexes
from wijknet.casework.models.rules import exactly_one
from wijknet.casework.querysets import AgreementQuerySet
from wijknet.privacy.fields import MaskedLine, MaskedText
from wijknet.ui import dates
from wijknet.ui.addresses import address_of

FOR_COLUMNS = ("actor", "network", "group", "street")


class Agreement(Scoped):
    """ "Wat ik zou doen": for one party, by a day; closed only as kept or withdrawn, with what was told."""

    what = MaskedLine("wat spreek je af", max_length=300)
    actor = models.ForeignKey("actors.Actor", models.PROTECT, null=True, blank=True, related_name="+")
    network = models.ForeignKey("actors.InformalNetwork", models.PROTECT, null=True, blank=True, related_name="+")
    function = models.ForeignKey("actors.PersonFunction", models.SET_NULL, null=True, blank=True, related_name="+")
    group = models.ForeignKey("areas.ResidentGroup", models.PROTECT, null=True, blank=True, related_name="+")
    street = models.CharField("straat", max_length=120, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="door")
    # The moment orders the timeline; its day in Amsterdam is what the rule about `due` can compare.
    at = models.DateTimeField("wanneer afgesproken", default=timezone.now)
    made_on = models.DateField("afgesproken op", default=dates.today)
    due = models.DateField("vóór wanneer")
    made_in = models.ForeignKey(
        "casework.ContactMoment", models.SET_NULL, null=True, blank=True, related_name="agreements"
    )
    # Made in a talk that only the writer sees; a column, so that no list has to look at the talk.
    only_me = models.BooleanField("alleen ik", default=False)
    kept_on = models.DateField("nagekomen op", null=True, blank=True)
    withdrawn_on = models.DateField("ingetrokken op", null=True, blank=True)
    told = MaskedText("wat is er verteld", blank=True, max_length=2000)

    objects: ClassVar[AgreementQuerySet] = AgreementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "afspraak"
        verbose_name_plural = "afspraken"
        constraints = [
            models.CheckConstraint(
                name="casework_agreement_for_one",
                condition=exactly_one(*FOR_COLUMNS, text="street"),
                violation_error_message="Een afspraak is voor één plek, netwerk, groep of straat.",
            ),
            models.CheckConstraint(
                name="casework_agreement_function",
                condition=Q(function=None) | Q(actor__isnull=False),
                violation_error_message="Iemand met een functie hoort bij een plek of organisatie.",
            ),
            models.CheckConstraint(
                name="casework_agreement_what",
                condition=~Q(what=""),
                violation_error_message="Schrijf op wat je afspreekt.",
            ),
            models.CheckConstraint(
                name="casework_agreement_due",
                condition=Q(due__gte=F("made_on")),
                violation_error_message="De afspraak moet op of na de dag van het gesprek klaar zijn.",
            ),
            models.CheckConstraint(
                name="casework_agreement_closing",
                condition=Q(kept_on=None, withdrawn_on=None)
                | (Q(kept_on__isnull=False, withdrawn_on=None) & ~Q(told=""))
                | (Q(kept_on=None, withdrawn_on__isnull=False) & ~Q(told="")),
                violation_error_message="Rond een afspraak af als nagekomen of ingetrokken, met wat je hebt verteld.",
            ),
        ]
        indexes = [
            *scoped_indexes("casework_agreement", "due"),
            models.Index(
                fields=["area", "due", "id"],
                name="casework_agreement_due",
                condition=Q(kept_on=None, withdrawn_on=None),
            ),
        ]

    def __str__(self) -> str:
        return f"Afspraak {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.kept_on is None and self.withdrawn_on is None

    @property
    def is_late(self) -> bool:
        return self.is_open and self.due < dates.today()

    @property
    def for_whom(self) -> str:
        if self.function is not None:
            return f"{self.actor} ({self.function.title})"
        return str(self.actor or self.network or self.group or self.street)

    def get_absolute_url(self) -> str:
        return address_of("agreement", self.pk)
