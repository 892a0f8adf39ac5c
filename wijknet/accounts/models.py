"""Users and what they do where."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from allauth.account.models import EmailAddress
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from wijknet.access import FUNCTION_LABELS, Function
from wijknet.access.prepared import prepared
from wijknet.accounts.querysets import AssignmentQuerySet, UserQuerySet
from wijknet.areas.models import Area
from wijknet.ui.text import sort_key


class UserManager(BaseUserManager["User"]):
    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a user, and the address that sign-in knows them by. Without a password they are still to be invited."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        with transaction.atomic():
            user.save()
            self.add_address(user, verified=password is not None)
        return user

    def add_address(self, user: "User", *, verified: bool) -> None:
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=verified)

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """Someone who works with WijkNet. Signs in by e-mail; implements `wijknet.access.Viewer`."""

    email = models.EmailField("e-mailadres", unique=True)
    name = models.CharField("naam", max_length=100)
    is_active = models.BooleanField("mag inloggen", default=True)
    is_staff = models.BooleanField("mag in het technisch beheer", default=False)
    weekly_digest = models.BooleanField("mail op maandag", default=True, db_default=True)
    # Written by casework, so that the menu of every page may say it without a question of its own.
    open_jottings = models.PositiveIntegerField("regels om uit te werken", default=0, db_default=0, editable=False)
    date_joined = models.DateTimeField("uitgenodigd op", default=timezone.now)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = UserManager()

    class Meta:
        verbose_name = "gebruiker"
        verbose_name_plural = "gebruikers"
        constraints = [
            models.CheckConstraint(
                name="accounts_email_lower",
                condition=Q(email=Lower("email")),
                violation_error_message="Schrijf het e-mailadres in kleine letters.",
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def here_now(self) -> bool:
        """Whether one of the prefetched functions (`here`, by `_people` in the colleagues' views) still holds."""
        return any(not assignment.ended for assignment in getattr(self, "here", ()))

    @property
    def first_name(self) -> str:
        return self.name.split(" ", 1)[0]

    def clean(self) -> None:
        super().clean()
        self.email = self.email.strip().lower()

    @cached_property
    def current_assignments(self) -> list["Assignment"]:
        """Read once per request: every question of the gate is answered from this list."""
        return assignments_of(self.pk, timezone.localdate())

    @property
    def second_factor_required(self) -> bool:
        """Whether one of the gemeenten that this user works for asks for a second step at sign-in."""
        return any(assignment.second_factor_required for assignment in self.current_assignments)

    def wijken(self, *functions: Function) -> list[Area]:
        """The wijken where they hold one of the functions (none named: any), by name. Only a whole gemeente has to be
        asked for; single wijken came along with what they do there."""
        if self.municipality_ids(*functions):
            return list(Area.objects.wijken_of(self, *functions))
        wanted = set(functions)
        mine = (one for one in self.current_assignments if not wanted or one.function in wanted)
        found = {one.area_id: one.area for one in mine if one.area.level == Area.Level.WIJK}
        return sorted(found.values(), key=lambda wijk: (sort_key(str(wijk.municipality)), sort_key(wijk.name)))

    def wijk_ids(self, *functions: Function) -> frozenset[int]:
        return self._area_ids(Area.Level.WIJK, functions)

    def municipality_ids(self, *functions: Function) -> frozenset[int]:
        return self._area_ids(Area.Level.GEMEENTE, functions)

    def works_in(self, area_id: int | None, municipality_id: int | None, *functions: Function) -> bool:
        return area_id in self.wijk_ids(*functions) or municipality_id in self.municipality_ids(*functions)

    def _area_ids(self, level: str, functions: Iterable[Function]) -> frozenset[int]:
        wanted = set(functions)
        return frozenset(
            assignment.area_id
            for assignment in self.current_assignments
            if assignment.area.level == level and (not wanted or assignment.function in wanted)
        )


class Assignment(models.Model):
    """A function in a wijk or a whole gemeente, from a day until a day (that day included)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="assignments", verbose_name="gebruiker")
    area = models.ForeignKey(Area, models.PROTECT, related_name="assignments", verbose_name="wijk of gemeente")
    function = models.CharField(
        "functie",
        max_length=20,
        choices=[(function.value, label) for function, label in FUNCTION_LABELS.items()],
    )
    start = models.DateField("vanaf", default=timezone.localdate)
    end = models.DateField("tot en met", null=True, blank=True)
    version = models.PositiveIntegerField("versie", default=1)

    objects: ClassVar[AssignmentQuerySet] = AssignmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "toewijzing"
        verbose_name_plural = "toewijzingen"
        constraints = [
            models.CheckConstraint(
                name="accounts_assignment_dates",
                condition=Q(end=None) | Q(end__gte=F("start")),
                violation_error_message="De einddatum ligt vóór de begindatum.",
            ),
            models.UniqueConstraint(
                fields=["user", "area", "function"],
                condition=Q(end=None),
                name="accounts_assignment_once",
                violation_error_message="Deze collega heeft deze functie hier al.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_function_display()} {self.area}"

    @property
    def municipality_id(self) -> int:
        """The gemeente it lies in, or is; for the gate and the log."""
        return self.area.municipality_id or self.area_id

    @property
    def second_factor_required(self) -> bool:
        settings = getattr(self.area.municipality or self.area, "settings", None)
        return bool(settings and settings.second_factor_required)

    @property
    def ended(self) -> bool:
        return self.end is not None and self.end < timezone.localdate()


@prepared
def assignments_of(user: int, today: date) -> models.QuerySet[Assignment]:
    """What a user does where today; asked for with every page."""
    found: models.QuerySet[Assignment] = (
        Assignment.objects.filter(user=user)
        .current(today)
        .select_related("area__settings", "area__municipality__settings")
    )
    return found
