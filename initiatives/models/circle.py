"""De kring van initiatiefnemers: who of a wijk chose to hear from each other, and what they ask each other.

Nobody in it sees an address of anybody else: a member is a first name and one line. The address stays with what they
sent in (Submission), and only WijkNet mails to it. So somebody with a leaked link (a former partner, a journalist)
reads first names and what was asked and answered in one circle; no surname, street, mail or telephone, no idea that
belongs to a name, and nothing of another wijk. A member closes every link of theirs with one button.
"""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from initiatives.models.events import Event
from initiatives.models.initiatives import Initiative
from initiatives.querysets import CircleMemberQuerySet, CirclePostQuerySet
from wijknet.areas.models import Scoped, scoped_indexes
from wijknet.privacy.fields import MaskedLine, MaskedText
from wijknet.ui.dates import today, working_days_between

POST_LENGTH = 1000
# So long a member may be silent, then they are asked; so long the question waits for a yes.
SILENT = timedelta(days=365)
DAYS_TO_STAY = 30
# So long questions and answers are kept.
KEEP_POSTS = timedelta(days=365)
# After so many working days it is late when nobody looked at a question.
LATE_AFTER = 2


class CircleMember(Scoped):
    """One sender in the circle of the wijk of their idea. Leaving is the row gone.

    Taken out by a colleague the row stays, empty: so that the same sender does not walk in again.
    """

    initiative = models.OneToOneField(Initiative, models.CASCADE, related_name="circle_member")
    name = MaskedLine("voornaam", max_length=60, blank=True)
    offer = MaskedLine("waar ik bij kan helpen", max_length=200, blank=True)
    joined_at = models.DateTimeField("doet mee sinds", default=timezone.now)
    active_on = models.DateField("laatst iets gedaan", default=today)
    # Asked whether they want to stay, and when they last said so.
    asked_on = models.DateField("gevraagd op", null=True, blank=True)
    stayed_on = models.DateField("gebleven op", null=True, blank=True)
    removed_on = models.DateField("eruit gehaald op", null=True, blank=True)

    objects: ClassVar[CircleMemberQuerySet] = CircleMemberQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "deelnemer aan de kring"
        verbose_name_plural = "deelnemers aan de kring"
        constraints = [
            models.CheckConstraint(
                name="initiatives_member_told",
                condition=Q(removed_on=None) & ~Q(name="") & ~Q(offer="")
                | Q(removed_on__isnull=False, name="", offer=""),
                violation_error_message="Vul je voornaam in, en waar je bij kunt helpen.",
            )
        ]
        indexes = scoped_indexes("initiatives_member", "joined_at")

    def __str__(self) -> str:
        return f"Deelnemer {self.pk}"


class CirclePost(Scoped):
    """A question to the circle or to one member (`direct`), or an answer to one. Read once a colleague looked at it.

    A question to one member stays between the two also when that member left: then only its writer reads it.
    """

    class State(models.TextChoices):
        WAITING = "WAITING", "wacht op een blik"
        PLACED = "PLACED", "geplaatst"
        REFUSED = "REFUSED", "niet geplaatst"

    member = models.ForeignKey(CircleMember, models.CASCADE, related_name="posts")
    question = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="answers", db_index=False, verbose_name="vraag"
    )
    direct = models.BooleanField("aan één deelnemer", default=False)
    to = models.ForeignKey(
        CircleMember, models.SET_NULL, null=True, blank=True, related_name="asked", verbose_name="aan"
    )
    text = MaskedText("tekst", max_length=POST_LENGTH)
    at = models.DateTimeField("wanneer", default=timezone.now)
    state = models.CharField("stand", max_length=8, choices=State, default=State.WAITING)
    reason = MaskedText("waarom niet", max_length=POST_LENGTH, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="bekeken door"
    )
    reported_at = models.DateTimeField("gemeld op", null=True, blank=True)
    reported_why = MaskedText("waarom gemeld", max_length=POST_LENGTH, blank=True)

    objects: ClassVar[CirclePostQuerySet] = CirclePostQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "bericht in de kring"
        verbose_name_plural = "berichten in de kring"
        constraints = [
            models.CheckConstraint(
                name="initiatives_post_said",
                condition=~Q(text=""),
                violation_error_message="Schrijf op wat je wilt vragen of vertellen.",
            ),
            models.CheckConstraint(
                name="initiatives_post_state",
                condition=Q(state__in=["WAITING", "PLACED"], reason="") | Q(state="REFUSED") & ~Q(reason=""),
                violation_error_message="Schrijf op waarom het niet geplaatst is.",
            ),
            models.CheckConstraint(
                name="initiatives_post_to_one",
                condition=Q(direct=True, question=None) | Q(direct=False, to=None),
                violation_error_message="Alleen een vraag gaat aan één deelnemer.",
            ),
            models.CheckConstraint(
                name="initiatives_post_reported",
                condition=Q(reported_at=None, reported_why="") | Q(reported_at__isnull=False) & ~Q(reported_why=""),
                violation_error_message="Schrijf op waarom je dit meldt.",
            ),
        ]
        indexes = [
            *scoped_indexes("initiatives_post", "at"),
            models.Index(fields=["question", "at", "id"], name="initiatives_post_thread"),
            models.Index(
                fields=["area", "at"],
                name="initiatives_post_to_look_at",
                condition=Q(state="WAITING") | Q(reported_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Bericht {self.pk}"

    @property
    def is_late(self) -> bool:
        """Somebody waits longer than we told them."""
        since = self.reported_at or (self.at if self.state == self.State.WAITING else None)
        return since is not None and working_days_between(since.date(), today()) > LATE_AFTER


class CircleMeeting(models.Model):
    """An event of the circle itself: not on the site, told to its members by mail and on their page."""

    event = models.OneToOneField(Event, models.CASCADE, related_name="circle_meeting")
    coming = models.ManyToManyField(CircleMember, blank=True, related_name="+", verbose_name="wie komt")

    class Meta:
        verbose_name = "bijeenkomst van de kring"
        verbose_name_plural = "bijeenkomsten van de kring"

    def __str__(self) -> str:
        return f"Kring: {self.event}"
