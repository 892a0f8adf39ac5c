"""The texts that a wijkmanager may start from: what WijkNet brings along, as the gemeente changed or added to it."""

import json
import uuid
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.db import transaction

from initiatives.models import StandardText, Use
from wijknet.access import Viewer
from wijknet.areas.models import Area
from wijknet.log.services import record, snapshot
from wijknet.tokens.services import claim_key, fulfil
from wijknet.ui.conflict import Conflict

_SOURCE = Path(__file__).parents[1] / "words" / "standard_texts.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One text to start from. `is_own`: the gemeente wrote it; `changed`: in place of one of WijkNet."""

    key: str
    use: str
    name: str
    text: str
    version: int = 0
    is_off: bool = False
    is_own: bool = False
    changed: bool = False


@lru_cache(maxsize=1)
def brought_along() -> dict[str, Words]:
    """The texts of WijkNet itself, by key, in the order in which they are offered."""
    rows = json.loads(_SOURCE.read_text(encoding="utf-8"))
    return {row["key"]: Words(key=row["key"], use=Use(row["use"]), name=row["name"], text=row["text"]) for row in rows}


def texts_of(municipality_id: int) -> list[Words]:
    """Every text of one gemeente, also those that are not offered. One query."""
    found = {row.key: _words(row) for row in StandardText.objects.filter(municipality=municipality_id)}
    first = [found.pop(key, words) for key, words in brought_along().items()]
    return [*first, *found.values()]


def offered(municipality_id: int, use: str) -> list[Words]:
    """What a wijkmanager may choose from."""
    return [words for words in texts_of(municipality_id) if words.use == use and not words.is_off]


def add_text(
    *, municipality: Area, use: str, name: str, text: str, is_off: bool, request_key: uuid.UUID, by: Viewer
) -> StandardText:
    """A text of the gemeente's own."""
    with transaction.atomic():
        claimed = claim_key(request_key, purpose="standard-text", by=by)
        if claimed.target_pk:
            return StandardText.objects.get(pk=claimed.target_pk)
        made = StandardText.objects.create(
            municipality=municipality, key=f"eigen-{claimed.key.hex[:12]}", use=use, name=name, text=text, is_off=is_off
        )
        fulfil(claimed, made)
        record("create", made, by=by)
        return made


def change_text(
    *, municipality: Area, key: str, version: int, use: str, name: str, text: str, is_off: bool, by: Viewer
) -> StandardText:
    """Change a text; one that WijkNet brought along gets a row of this gemeente in its place (version 0 until then)."""
    values = {"use": use, "name": name, "text": text, "is_off": is_off}
    with transaction.atomic():
        made, is_new = StandardText.objects.select_for_update().get_or_create(
            municipality=municipality, key=key, defaults=values
        )
        if is_new:
            record("create", made, by=by)
            return made
        if made.version != version:
            raise Conflict(made, values)
        before = snapshot(made)
        for field, value in values.items():
            setattr(made, field, value)
        made.version += 1
        made.save()
        record("change", made, by=by, before=before)
        return made


def remove_text(*, municipality: Area, key: str, by: Viewer) -> bool:
    """The gemeente's own text goes; in place of one of WijkNet, that one is back. False: there was none."""
    with transaction.atomic():
        made = StandardText.objects.select_for_update().filter(municipality=municipality, key=key).first()
        if made is None:
            return False
        record("delete", made, by=by, before=snapshot(made))
        made.delete()
        return True


def _words(row: StandardText) -> Words:
    known = row.key in brought_along()
    return Words(
        key=row.key,
        use=row.use,
        name=row.name,
        text=row.text,
        version=row.version,
        is_off=row.is_off,
        is_own=not known,
        changed=known,
    )
