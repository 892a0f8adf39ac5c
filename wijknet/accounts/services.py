"""Who comes in, and what they do where: written by an admin of the gemeente, and by the colleague themselves."""

from datetime import date, timedelta
from importlib import import_module
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.utils import timezone

from wijknet.access import Function, Viewer
from wijknet.accounts.mails import send_account_mail, send_invitation, send_new_function
from wijknet.accounts.models import Assignment, User
from wijknet.accounts.permissions import may_invite_again
from wijknet.areas.models import Area
from wijknet.log.services import record, snapshot
from wijknet.tokens.models import PersonalLink
from wijknet.tokens.services import claim_key, fulfil, issue_link, revoke_links, use_link
from wijknet.ui.conflict import Conflict

INVITATION = "invitation"
INVITATION_HOLDS = timedelta(days=14)
# The address of somebody's own calendar.
CALENDAR = "my-calendar"


def invite(
    *, email: str, name: str, function: Function, area: Area, end: date | None, request_key: UUID, by: Viewer
) -> User:
    """Give someone a function, and an account when they have none.

    A known address keeps its name: another gemeente may have given it. Who already signs in gets word of the
    function instead of an invitation.
    """
    with transaction.atomic():
        key = claim_key(request_key, purpose="invite", by=by)
        known = User.objects.filter(pk=key.target_pk).first() if key.target_pk else None
        if known:
            return known
        user = _find_or_make(email, name, by)
        assignment = _assign(user, function, area, end, by)
        if may_invite_again(user):
            _send_link(user, request_key, assignment)
        else:
            send_new_function(user, assignment=assignment)
        fulfil(key, user)
        return user


def choose_digest(*, by: User, wanted: bool) -> User:
    """Switch my own mail of Monday on or off."""
    with transaction.atomic():
        current = User.objects.select_for_update().get(pk=by.pk)
        if current.weekly_digest != wanted:
            before = snapshot(current)
            current.weekly_digest = wanted
            current.save(update_fields=["weekly_digest"])
            record("change", current, by=by, before=before)
        return current


def assign(
    *, user: User, function: Function, area: Area, end: date | None, request_key: UUID, by: Viewer
) -> Assignment:
    """Give a colleague one more function. The same form sent twice gives it once."""
    with transaction.atomic():
        key = claim_key(request_key, purpose="assign", by=by)
        assignment = _assign(user, function, area, end, by)
        if key.target_pk is None:
            fulfil(key, assignment)
            if not may_invite_again(user):
                send_new_function(user, assignment=assignment)
        return assignment


def change_assignment(*, assignment: Assignment, end: date | None, version: int, by: Viewer) -> Assignment:
    """Set the last day of a function. Raises Conflict when a colleague changed it in between."""
    with transaction.atomic():
        current: Assignment = Assignment.objects.select_for_update().select_related("area").get(pk=assignment.pk)
        if current.version != version:
            raise Conflict(current, {"end": end})
        before = snapshot(current)
        current.end, current.version = end, version + 1
        current.save(update_fields=["end", "version"])
        record("change", current, by=by, before=before)
        return current


def send_invitation_again(*, user: User, request_key: UUID, by: Viewer) -> None:
    """A fresh link to someone who never chose a password; older links stop working."""
    with transaction.atomic():
        key = claim_key(request_key, purpose="invite-again", by=by)
        if key.target_pk is None:
            _send_link(user, request_key, None)
            record("invite_again", user, by=by, before=snapshot(user))
            fulfil(key, user)


def accept_invitation(*, link: PersonalLink, password: str) -> User | None:
    """Choose the first password with a personal link; None when the link was used in between."""
    with transaction.atomic():
        if not use_link(link):
            return None
        user = User.objects.select_for_update().get(pk=link.target_pk)
        before = snapshot(user)
        user.set_password(password)
        user.save(update_fields=["password"])
        # They read the mail, so the address is theirs.
        EmailAddress.objects.filter(user=user, email=user.email).update(verified=True)
        record("accept_invitation", user, by=user, before=before)
        return user


def take_second_step_off(*, user: User, by: Viewer) -> bool:
    """Let a colleague who lost phone and codes set up a new second step; False when there was none.

    They get word of it, because it may be someone else who asked.
    """
    with transaction.atomic():
        taken, _ = Authenticator.objects.filter(user=user).delete()
        if taken:
            record("second_step_off", user, by=by, before=snapshot(user))
            send_account_mail("mfa/email/totp_deactivated", user.email, {})
        return bool(taken)


def close_access(*, user: User, municipality_ids: frozenset[int], by: Viewer) -> int:
    """End what a colleague does in these gemeenten, as of now; returns how many functions ended.

    Who does nothing elsewhere cannot sign in any more: password, second step and sessions are gone.
    """
    today = timezone.localdate()
    with transaction.atomic():
        mine = user.assignments.not_ended().select_related("area")
        ending = [assignment for assignment in mine if assignment.municipality_id in municipality_ids]
        for assignment in ending:
            before = snapshot(assignment)
            # The last day is included, so it was yesterday; what began today or later never began.
            if assignment.start >= today:
                record("delete", assignment, by=by)
                assignment.delete()
                continue
            assignment.end, assignment.version = today - timedelta(days=1), assignment.version + 1
            assignment.save(update_fields=["end", "version"])
            record("change", assignment, by=by, before=before)
        if not user.is_staff and not user.assignments.not_ended().exists():
            _shut_out(user, by)
        return len(ending)


def clear_old() -> int:
    """Delete sessions that are over, and what was kept of their device; a job, once a day. Returns how many went."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    gone: int
    gone, _ = UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return gone


def _find_or_make(email: str, name: str, by: Viewer) -> User:
    address = email.strip().lower()
    user = User.objects.filter(email=address).first()
    if user is None:
        try:
            with transaction.atomic():
                user = User.objects.create_user(address, name=name)
        except IntegrityError:
            # A colleague invited the same person at the same moment.
            return User.objects.get(email=address)
        record("create", user, by=by)
    elif not user.is_active:
        before = snapshot(user)
        user.is_active = True
        user.save(update_fields=["is_active"])
        record("reopen", user, by=by, before=before)
    return user


def _assign(user: User, function: Function, area: Area, end: date | None, by: Viewer) -> Assignment:
    """The function as it holds now, or a new one; the user's row is locked, so that two admins make one."""
    User.objects.select_for_update().get(pk=user.pk)
    held: Assignment | None = (
        user.assignments.not_ended().filter(area=area, function=function).select_related("area").first()
    )
    if held:
        return held
    assignment = Assignment.objects.create(user=user, area=area, function=function, end=end)
    record("create", assignment, by=by)
    return assignment


def _send_link(user: User, request_key: UUID, assignment: Assignment | None) -> None:
    revoke_links(purpose=INVITATION, target=user)
    token = issue_link(purpose=INVITATION, target=user, expires_at=timezone.now() + INVITATION_HOLDS)
    send_invitation(user, token=token, request_key=request_key, assignment=assignment)


def _shut_out(user: User, by: Viewer) -> None:
    """A new password ends every session by itself."""
    before = snapshot(user)
    user.is_active = False
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
    Authenticator.objects.filter(user=user).delete()
    revoke_links(purpose=INVITATION, target=user)
    record("close", user, by=by, before=before)


def open_calendar(*, user: User) -> str:
    """A new address for one's own calendar; an older one stops. Returns the token, which is told once."""
    with transaction.atomic():
        revoke_links(purpose=CALENDAR, target=user)
        record("open_calendar", user, by=user, before=snapshot(user))
        return issue_link(purpose=CALENDAR, target=user)


def close_calendar(*, user: User) -> None:
    """The address of one's own calendar stops."""
    with transaction.atomic():
        if revoke_links(purpose=CALENDAR, target=user):
            record("close_calendar", user, by=user, before=snapshot(user))
