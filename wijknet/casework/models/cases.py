"""Cases: both worlds, a question, who has to move, and the steps in four roles."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property

from wijknet.areas.models import Scoped, scoped_indexes
from wijknet.casework.models.rules import exactly_one, only
from wijknet.casework.querysets import CasePartyQuerySet, CaseQuerySet, StepQuerySet
from wijknet.privacy.fields import MaskedLine, MaskedText
from wijknet.roles import PROBLEMS, ROLE_CHOICES, World
from wijknet.ui import dates
from wijknet.ui.addresses import address_of

SIDE_COLUMNS = ("actor", "network", "group", "municipal_contact")


class Case(Scoped):
    """A "verbinding": what was taken up between leefwereld and systeemwereld.

    `role` is the role of the next step, and so the lane; for a closed case the role of its last one. Next step,
    turn and due stay as they were when a case closes, so that reopening puts everything back; texts of the result
    may be written before, but count from the day it closes.
    """

    class State(models.TextChoices):
        OPEN = "OPEN", "open"
        CLOSED = "CLOSED", "afgerond"

    class Turn(models.TextChoices):
        ME = "ME", "ik"
        SYSTEM = "SYSTEM", "de gemeente of een partner"
        LIFE = "LIFE", "de wijk"

    title = MaskedLine("titel", max_length=150)
    question = MaskedText("de vraag", max_length=1000)
    problem = models.CharField(
        "wat is er aan de hand", max_length=20, choices=[(problem.code, problem.words) for problem in PROBLEMS]
    )
    state = models.CharField("staat", max_length=10, choices=State, default=State.OPEN)
    role = models.CharField("rol", max_length=30, choices=ROLE_CHOICES)
    next_step = MaskedLine("volgende stap", max_length=300)
    turn = models.CharField("wie is aan zet", max_length=10, choices=Turn, default=Turn.ME)
    due = models.DateField("uiterlijk")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="opgepakt door")
    opened_at = models.DateTimeField("opgepakt op", default=timezone.now)
    closed_on = models.DateField("afgerond op", null=True, blank=True)
    result_life = MaskedText("resultaat in de leefwereld", blank=True, max_length=1000)
    result_system = MaskedText("resultaat in de systeemwereld", blank=True, max_length=1000)
    reached_life = models.BooleanField("gelukt in de leefwereld", null=True, blank=True)
    reached_system = models.BooleanField("gelukt in de systeemwereld", null=True, blank=True)
    theme = models.ForeignKey("areas.Theme", models.PROTECT, null=True, blank=True, related_name="+")
    from_moment = models.ForeignKey(
        "casework.ContactMoment", models.SET_NULL, null=True, blank=True, related_name="cases"
    )
    initiative = models.ForeignKey("initiatives.Initiative", models.PROTECT, null=True, blank=True, related_name="+")
    match = models.ForeignKey(
        "initiatives.Match",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="cases",
        db_index=False,
        verbose_name="koppelkans",
    )
    signal = models.ForeignKey("casework.Signal", models.PROTECT, null=True, blank=True, related_name="cases")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar[CaseQuerySet] = CaseQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "verbinding"
        verbose_name_plural = "verbindingen"
        constraints = [
            models.CheckConstraint(
                name="casework_case_asks",
                condition=~Q(title="") & ~Q(question="") & ~Q(problem=""),
                violation_error_message="Een verbinding heeft een titel, een vraag en wat er aan de hand is.",
            ),
            models.CheckConstraint(
                name="casework_case_moves",
                condition=~Q(next_step="") & ~Q(turn="") & ~Q(role=""),
                violation_error_message="Zeg wat de volgende stap is, in welke rol, en wie aan zet is.",
            ),
            models.CheckConstraint(
                name="casework_case_open",
                condition=~Q(state="OPEN") | Q(closed_on=None, reached_life=None, reached_system=None),
                violation_error_message="Een open verbinding heeft nog geen einddatum en geen uitkomst.",
            ),
            models.CheckConstraint(
                name="casework_case_closed",
                condition=~Q(state="CLOSED")
                | (
                    Q(closed_on__isnull=False, reached_life__isnull=False, reached_system__isnull=False)
                    & ~Q(result_life="")
                    & ~Q(result_system="")
                ),
                violation_error_message="Rond een verbinding af met een resultaat in beide werelden.",
            ),
        ]
        indexes = [
            *scoped_indexes("casework_case", "opened_at"),
            models.Index(fields=["match"], name="casework_case_match", condition=Q(match__isnull=False)),
            models.Index(fields=["area", "due"], name="casework_case_open_due", condition=Q(state="OPEN")),
            models.Index(F("area"), F("closed_on").desc(), name="casework_case_closed_on", condition=Q(state="CLOSED")),
        ]

    @cached_property
    def sides(self) -> "list[CaseParty]":
        """Who is in it, of both worlds; reads of pages and cards bring them along (which Django sees of its own
        kind of cached property only)."""
        return list(self.parties.with_names())

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_late(self) -> bool:
        return self.is_open and self.due < dates.today()

    def get_absolute_url(self) -> str:
        return address_of("case", self.pk)


class CaseParty(models.Model):
    """Who stands on one side of a case; the gemeente stands only in the systeemwereld."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="parties")
    world = models.CharField(
        "wereld", max_length=6, choices=[(World.LIFE.value, "leefwereld"), (World.SYSTEM.value, "systeemwereld")]
    )
    actor = models.ForeignKey("actors.Actor", models.PROTECT, null=True, blank=True, related_name="+")
    network = models.ForeignKey("actors.InformalNetwork", models.PROTECT, null=True, blank=True, related_name="+")
    group = models.ForeignKey("areas.ResidentGroup", models.PROTECT, null=True, blank=True, related_name="+")
    municipal_contact = models.ForeignKey(
        "actors.MunicipalContact", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects: ClassVar[CasePartyQuerySet] = CasePartyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "partij"
        verbose_name_plural = "partijen"
        constraints = [
            models.CheckConstraint(
                name="casework_case_party_one",
                condition=exactly_one(*SIDE_COLUMNS),
                violation_error_message="Kies per regel één plek, netwerk, groep of gemeentecontact.",
            ),
            models.CheckConstraint(
                name="casework_case_party_world",
                condition=Q(world="LIFE", municipal_contact=None)
                | (Q(world="SYSTEM") & (only("municipal_contact", *SIDE_COLUMNS) | only("actor", *SIDE_COLUMNS))),
                violation_error_message="De gemeente en partners staan in de systeemwereld, groepen in de leefwereld.",
            ),
            *(
                models.UniqueConstraint(
                    fields=["case", column],
                    name=f"casework_side_{column}_once",
                    violation_error_message="Deze partij staat al bij de verbinding.",
                )
                for column in SIDE_COLUMNS
            ),
        ]

    def __str__(self) -> str:
        return str(self.actor or self.network or self.group or self.municipal_contact)

    @property
    def desk_name(self) -> str:
        """The department or the organisation; never the person who works there."""
        return self.municipal_contact.department if self.municipal_contact else str(self)

    @property
    def email(self) -> str:
        """Where a question may go: a gemeente contact or a partner that is still there."""
        asked = self.municipal_contact or self.actor
        return asked.email if self.world == World.SYSTEM and asked and asked.archived_on is None else ""


class Step(models.Model):
    """What was done, in which role. Steps only grow: there is no service that changes or removes one."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="steps")
    at = models.DateTimeField("wanneer", default=timezone.now)
    role = models.CharField("rol", max_length=30, choices=ROLE_CHOICES)
    what = MaskedLine("wat is er gedaan", max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="door")
    # What came in by personal link: the step is theirs, and `by` is who asked for it. Nobody looks for steps by
    # answer, and the two go together with their case.
    answer = models.ForeignKey(
        "casework.CaseAnswer",
        models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name="antwoord",
    )
    moment = models.ForeignKey(
        "casework.ContactMoment", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="contactmoment"
    )

    objects: ClassVar[StepQuerySet] = StepQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "stap"
        verbose_name_plural = "stappen"
        constraints = [
            models.CheckConstraint(
                name="casework_step_what",
                condition=~Q(what="") & ~Q(role=""),
                violation_error_message="Schrijf op wat je hebt gedaan.",
            )
        ]
        indexes = [models.Index(F("case"), F("at").desc(), F("id").desc(), name="casework_step_of_case")]

    def __str__(self) -> str:
        return f"Stap {self.pk}"
