"""Write a line in the notebook, and let go of it after a notice."""

import uuid

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from wijknet.accounts.models import User
from wijknet.areas.models import Area
from wijknet.casework.models import Jotting
from wijknet.casework.querysets.jottings import WARN_DAYS
from wijknet.casework.services.rows import store
from wijknet.log.services import record, snapshot
from wijknet.mail.services import enqueue
from wijknet.tokens.services import claim_key, fulfil
from wijknet.ui import dates


@transaction.atomic
def write_jotting(*, by: User, key: uuid.UUID, line: str, area: Area | None = None) -> Jotting:
    """Keep one line. The key, made by the page or the device, becomes the line's own uuid."""
    claimed = claim_key(key, purpose="jotting", by=by)
    if claimed.target_pk:
        made: Jotting = Jotting.objects.get(pk=claimed.target_pk)
        return made
    jotting = Jotting(uuid=claimed.key, by_id=by.pk, area=area, line=" ".join(line.split()))
    store(jotting)
    record("jot", jotting, by=by)
    fulfil(claimed, jotting)
    return jotting


@transaction.atomic
def expire_jottings() -> int:
    """Job: tell writers of open lines that end soon, and remove what has passed its days. Returns how many went."""
    today = dates.today()
    soon = Jotting.objects.to_warn(today)
    for writer in User.objects.filter(pk__in=soon.values("by")):
        _warn(writer, count=soon.filter(by=writer).count())
    soon.update(warned_on=today)
    gone = list(Jotting.objects.past(today))
    for jotting in gone:
        record("expire", jotting, by=None, before=snapshot(jotting))
    Jotting.objects.filter(pk__in=[jotting.pk for jotting in gone]).delete()
    return len(gone)


def _warn(writer: User, *, count: int) -> None:
    """A mail without what was written: a notebook is read after sign-in."""
    lines = "Er staat nog 1 regel" if count == 1 else f"Er staan nog {count} regels"
    enqueue(
        key=f"jottings-{writer.pk}-{dates.today():%Y%m%d}",
        to=writer.email,
        subject="Je kladblok: regels die bijna weggaan",
        text=(
            f"Hallo {writer.first_name},\n\n"
            f"{lines} in je kladblok van bijna 30 dagen oud. Over {WARN_DAYS} dagen halen we ze weg.\n"
            f"Werk ze uit of laat ze gaan: {settings.SITE_URL}{reverse('notebook')}\n"
        ),
    )
