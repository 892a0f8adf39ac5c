"""Put something of who is who away, and take it back."""

from datetime import date
from typing import TypeVar

from actors.models import Actor, InformalNetwork, MunicipalContact
from wijknet.access import Viewer
from wijknet.log.services import record, snapshot

Kept = TypeVar("Kept", Actor, InformalNetwork, MunicipalContact)


def set_archived(thing: Kept, by: Viewer, verb: str, on: date | None) -> Kept:
    """In the archive since this day, or out of it; what is so already stays. Inside the transaction of the service."""
    current: Kept = type(thing)._default_manager.select_for_update().get(pk=thing.pk)
    if (current.archived_on is None) == (on is None):
        return current
    before = snapshot(current)
    current.archived_on = on
    current.version += 1
    current.save(update_fields=["archived_on", "version"])
    record(verb, current, by=by, before=before)
    return current
