"""What someone wants of their own week, written by themselves."""

from django.db import transaction

from wijknet.accounts.models import User
from wijknet.casework.models import WeeklyAim
from wijknet.casework.services.rows import store
from wijknet.log.services import record, snapshot


@transaction.atomic
def set_weekly_aim(*, by: User, hours: int | None) -> WeeklyAim | None:
    """Choose, change or take away my own aim; the log tells that it changed and not what it is."""
    current: WeeklyAim | None = WeeklyAim.objects.select_for_update().filter(user=by).first()
    if hours is None:
        if current is not None:
            record("delete", current, by=by)
            current.delete()
        return None
    before = snapshot(current) if current is not None else None
    aim = current or WeeklyAim(user=by)
    aim.hours = hours
    store(aim)
    record("create" if before is None else "change", aim, by=by, before=before)
    return aim
