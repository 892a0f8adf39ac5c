"""Let an initiative lie still until a day, and go on before it."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from initiatives.models import GROWING, Initiative, Phase, Rest
from wijknet.accounts.models import User
from wijknet.log.services import record, snapshot
from wijknet.ui.dates import today

# Longer than a year is no rest: then it stopped, and that has a phase.
LONGEST = timedelta(days=366)


def set_rest(*, initiative: Initiative, until: date, why: str, by: User) -> Rest:
    """Nobody asks how it goes until this day; the sender sees the day and the reason. Again is a new day."""
    day = today()
    if not day < until <= day + LONGEST:
        raise ValidationError({"until": "Kies een dag die nog komt, binnen een jaar."})
    with transaction.atomic():
        locked = Initiative.objects.select_for_update().get(pk=initiative.pk)
        if locked.phase not in GROWING or locked.phase == Phase.SUCCEEDED:
            raise ValidationError("Dit is klaar, gestopt of staat al stil. Kies eerst een andere fase.")
        rest = Rest.objects.filter(initiative=locked).first()
        before = snapshot(rest) if rest else None
        rest = rest or Rest(initiative=locked)
        rest.since, rest.until, rest.why, rest.by_id = day, until, why, by.pk
        rest.save()
        record("change" if before else "create", rest, by=by, before=before)
        return rest


def end_rest(*, initiative: Initiative, by: User) -> None:
    """It goes on before its day. Doing it twice is doing it once."""
    with transaction.atomic():
        rest = Rest.objects.select_for_update().filter(initiative=initiative).first()
        if rest is not None:
            record("delete", rest, by=by, before=snapshot(rest))
            rest.delete()
