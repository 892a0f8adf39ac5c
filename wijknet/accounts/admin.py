"""What the operator sees: users and functions, mails that did not leave, and background work."""

from typing import Any
from uuid import uuid4

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest

from wijknet.accounts.models import Assignment, User
from wijknet.accounts.permissions import may_invite_again
from wijknet.accounts.services import send_invitation_again
from wijknet.jobs.models import JobRun
from wijknet.log.admin import LoggedAdmin, ReadOnlyAdmin
from wijknet.mail.models import OutgoingMail
from wijknet.mail.services import try_again

# Pages of others that show keys and devices of colleagues, or that WijkNet does not use.
for kind in (Group, EmailAddress, Authenticator, UserSession):
    admin.site.unregister(kind)


class AssignmentInline(admin.TabularInline):  # type: ignore[type-arg]
    model = Assignment
    fields = readonly_fields = ("function", "area", "start", "end")
    extra = max_num = 0
    can_delete = False


@admin.register(User)
class UserAdmin(LoggedAdmin):
    """Makes the first admin of a gemeente: add the user, add the function, send the invitation."""

    list_display = ("name", "email", "is_active", "is_staff", "date_joined")
    list_filter = ("is_active", "is_staff")
    search_fields = ("name", "email")
    ordering = ("name",)
    fields = ("email", "name", "is_active", "is_staff")
    inlines = (AssignmentInline,)
    actions = ("invite",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """An address is who someone is at sign-in: another address is another user."""
        return ("email",) if obj else ()

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.is_superuser = obj.is_staff
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if not change:
            User.objects.add_address(obj, verified=False)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What someone wrote keeps its writer; take away `is_active` instead."""
        return False

    @admin.action(description="Uitnodiging sturen", permissions=["change"])
    def invite(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        invited = [user for user in queryset if may_invite_again(user)]
        for user in invited:
            send_invitation_again(user=user, request_key=uuid4(), by=request.user)  # type: ignore[arg-type]
        self.message_user(request, f"Uitnodigingen verstuurd: {len(invited)}.", messages.SUCCESS)


@admin.register(Assignment)
class AssignmentAdmin(LoggedAdmin):
    list_display = ("user", "function", "area", "start", "end")
    list_filter = ("function",)
    list_select_related = ("user", "area")
    search_fields = ("user__name", "area__name")
    autocomplete_fields = ("user",)
    raw_id_fields = ("area",)
    exclude = ("version",)


@admin.register(OutgoingMail)
class OutgoingMailAdmin(ReadOnlyAdmin):
    """Dead letters first. What the mail says is not shown: it holds links that open things."""

    list_display = ("created_at", "subject", "state", "tries", "error", "next_try_at")
    list_filter = (("given_up_at", admin.EmptyFieldListFilter), ("sent_at", admin.EmptyFieldListFilter))
    ordering = ("-given_up_at", "-created_at")
    fields = (
        "key",
        "message_id",
        "to",
        "subject",
        "created_at",
        "next_try_at",
        "tries",
        "sent_at",
        "given_up_at",
        "error",
    )
    actions = ("try_again",)

    @admin.display(description="Stand")
    def state(self, mail: OutgoingMail) -> str:
        if mail.given_up_at:
            return "opgegeven"
        return "verstuurd" if mail.sent_at else "wacht"

    @admin.action(description="Opnieuw proberen", permissions=["view"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        tried = sum(try_again(mail) for mail in queryset)
        self.message_user(request, f"Mails die opnieuw gaan: {tried}.", messages.SUCCESS)


@admin.register(JobRun)
class JobRunAdmin(ReadOnlyAdmin):
    list_display = ("job", "started_at", "ended_at", "ok", "count", "error")
    list_filter = ("ok", "job")
    ordering = ("-started_at",)
