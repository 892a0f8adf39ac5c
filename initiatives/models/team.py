"""Who pulls an initiative, who helps, and what each of them carries."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from initiatives.models.initiatives import Initiative
from initiatives.models.market import Offer
from initiatives.querysets import TaskQuerySet, TeamQuerySet
from wijknet.privacy.fields import MaskedLine
from wijknet.ui.dates import today

# How long an address that was asked waits for its owner.
KEEP_ASKED = timedelta(days=14)
# How long a team is kept after the last step of its initiative; and the empty row of who stopped.
KEEP_TEAM = timedelta(days=365)


class TeamMember(models.Model):
    """Somebody who pulls it (the trekker) or helps, by own consent.

    Asked is an address and nothing more, until its owner says yes on the page out of the mail. Who stops stays as an
    empty row with the day: it shows that somebody pulled it, and nobody can tell who.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="team", db_index=False)
    champion = models.BooleanField("trekker", default=False)
    is_sender = models.BooleanField("is de afzender", default=False)
    name = models.CharField("voornaam", max_length=30, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    phone = models.CharField("telefoonnummer", max_length=40, blank=True)
    does = MaskedLine("wat doe je", max_length=100, blank=True)
    show_name = models.BooleanField("voornaam op de site", default=False)
    offer = models.ForeignKey(Offer, models.SET_NULL, null=True, blank=True, related_name="members")
    asked_at = models.DateTimeField("gevraagd", default=timezone.now)
    joined_on = models.DateField("doet mee sinds", null=True, blank=True)
    refused_on = models.DateField("zei nee op", null=True, blank=True)
    left_on = models.DateField("gestopt op", null=True, blank=True)

    objects: ClassVar[TeamQuerySet] = TeamQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "wie meedoet"
        verbose_name_plural = "wie meedoen"
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "email"],
                condition=~Q(email=""),
                name="initiatives_team_once",
                violation_error_message="Dit adres is al gevraagd, of doet al mee.",
            ),
            models.UniqueConstraint(
                fields=["initiative"],
                condition=Q(is_sender=True, left_on=None),
                name="initiatives_team_one_sender",
                violation_error_message="De afzender doet al mee.",
            ),
            models.CheckConstraint(
                name="initiatives_team_known",
                condition=Q(joined_on=None) | Q(left_on__isnull=False) | ~Q(name=""),
                violation_error_message="Vul je voornaam in.",
            ),
            models.CheckConstraint(
                name="initiatives_team_asked_somewhere",
                condition=Q(joined_on__isnull=False) | Q(left_on__isnull=False) | (~Q(email="") & Q(name="")),
                violation_error_message="Wie nog niet ja zei, is alleen een e-mailadres.",
            ),
            models.CheckConstraint(
                name="initiatives_team_gone_is_empty",
                condition=Q(left_on=None) | Q(name="", email="", phone="", does="", show_name=False),
                violation_error_message="Van wie stopt, bewaren we niets.",
            ),
            models.CheckConstraint(
                name="initiatives_team_yes_or_no",
                condition=Q(joined_on=None) | Q(refused_on=None),
                violation_error_message="Iemand zegt ja of nee.",
            ),
        ]
        indexes = [
            models.Index(fields=["initiative", "id"], name="initiatives_team_order"),
            models.Index(fields=["asked_at"], name="initiatives_team_open", condition=Q(joined_on=None, left_on=None)),
        ]

    def __str__(self) -> str:
        return f"Teamlid {self.pk}"

    @property
    def is_in(self) -> bool:
        return self.joined_on is not None and self.left_on is None


class Task(models.Model):
    """Who does what, and for which day. Without `member` nobody carries it yet."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="tasks", db_index=False)
    member = models.ForeignKey(TeamMember, models.SET_NULL, null=True, blank=True, related_name="tasks")
    what = MaskedLine("wat", max_length=150)
    due = models.DateField("voor welke dag", null=True, blank=True)
    written_on = models.DateField("opgeschreven op", default=today)
    done_on = models.DateField("klaar op", null=True, blank=True)

    objects: ClassVar[TaskQuerySet] = TaskQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "taak"
        verbose_name_plural = "taken"
        constraints = [
            models.CheckConstraint(
                name="initiatives_task_said",
                condition=~Q(what=""),
                violation_error_message="Schrijf op wat er moet gebeuren.",
            ),
        ]
        indexes = [models.Index(fields=["initiative", "done_on", "due"], name="initiatives_task_order")]

    def __str__(self) -> str:
        return self.what

    @property
    def is_late(self) -> bool:
        return self.done_on is None and self.due is not None and self.due < today()
