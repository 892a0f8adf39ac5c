"""Who comes in, and what they do where: written by an admin of the gemeente, and by the colleague themselves."""

from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session


def clear_old() -> int:
    """Delete sessions that are over, and what was kept of their device; a job, once a day. Returns how many went."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    gone: int
    gone, _ = UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return gone
