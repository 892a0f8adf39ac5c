"""Mails to the wijkmanager: a word on the day, and one digest on Monday. Counts and a link, never what it is about."""

from collections import Counter
from datetime import timedelta

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from wijknet.access import Function
from wijknet.accounts.models import Assignment, User
from wijknet.casework.models import Agreement, Case
from wijknet.mail.models import OutgoingMail
from wijknet.mail.services import enqueue
from wijknet.ui import dates

# Nobody is mailed at night, also when the worker starts then.
FROM_HOUR = 7
MONDAY = 0


def send_reminders() -> int:
    """Job: on the day itself, how much of mine is due. One mail per user and day; returns how many were new."""
    today = dates.today()
    if not _is_time():
        return 0
    agreements = _counted(Agreement.objects.open().filter(due=today))
    steps = _counted(Case.objects.open().filter(turn=Case.Turn.ME, due=today))
    sent = 0
    for user in _at_work(set(agreements) | set(steps)):
        counts = {"agreements": agreements[user.pk], "steps": steps[user.pk]}
        sent += _mail(user, f"reminder:{user.pk}:{today:%Y-%m-%d}", "Vandaag in je wijk", "reminder", counts)
    return sent


def send_digests() -> int:
    """Job: on Monday, what waits and what comes this week. Who has nothing, or switched it off, gets nothing."""
    today = dates.today()
    if today.weekday() != MONDAY or not _is_time():
        return 0
    week = today + timedelta(days=6)
    agreements, cases = Agreement.objects.open(), Case.objects.open().filter(turn=Case.Turn.ME)
    late = _counted(agreements.filter(due__lt=today))
    coming = _counted(agreements.filter(due__range=(today, week)))
    steps = _counted(cases.filter(due__lte=week))
    year, number, _ = today.isocalendar()
    sent = 0
    for user in _at_work(set(late) | set(coming) | set(steps)):
        if user.weekly_digest:
            counts = {"late": late[user.pk], "agreements": coming[user.pk], "steps": steps[user.pk]}
            sent += _mail(user, f"digest:{user.pk}:{year}-{number}", "Je week in de wijk", "digest", counts)
    return sent


def _is_time() -> bool:
    return timezone.now().astimezone(dates.AMSTERDAM).hour >= FROM_HOUR


def _counted(rows: QuerySet[Agreement] | QuerySet[Case]) -> Counter[int]:
    """How many per person, only where that person still works."""
    still = Assignment.objects.current().filter(function=Function.WIJKMANAGER)
    counts: Counter[int] = Counter()
    places = {(pk, area) for pk, area in still.values_list("user", "area")}
    for row in rows.order_by().values("by", "area", "municipality").annotate(number=Count("pk")):
        if {(row["by"], row["area"]), (row["by"], row["municipality"])} & places:
            counts[row["by"]] += row["number"]
    return counts


def _at_work(keys: set[int]) -> list[User]:
    return list(User.objects.filter(Q(pk__in=keys), is_active=True).order_by("pk"))


def _mail(user: User, key: str, subject: str, name: str, counts: dict[str, int]) -> bool:
    """Put it in the outbox; False when it is there already."""
    if OutgoingMail.objects.filter(key=key).exists():
        return False
    context = counts | {
        "address": settings.SITE_URL + reverse("agreements") + "?wie=ik",
        "account": settings.SITE_URL + reverse("account"),
    }
    text = render_to_string(f"mail/work_{name}.txt", context).strip()
    html = render_to_string(f"mail/work_{name}.html", context)
    enqueue(key=key, to=user.email, subject=subject, text=text, html=html)
    return True
