"""Rows of our own files, column by column as `columns` names them, so that reading them back finds everything."""

from collections.abc import Callable, Mapping
from typing import Any

from actors.exchange.columns import SHEETS, Sheet
from actors.models import Actor, InformalNetwork, MunicipalContact, PersonFunction, Reach, Tie
from actors.rhythm import RHYTHMS

Row = Mapping[str, Any]
# Whole addresses are only read; we write them in parts.
_ONLY_READ = {"address", "municipality"}
_RHYTHM_WORDS = dict(RHYTHMS)


def actor_row(actor: Actor) -> Row:
    """Takes kind and area selected, active_in and themes prefetched."""
    own = ("name", "other_names", "street", "house_number", "postcode", "city", "phone", "email", "website")
    more = ("connecting", "connecting_why", "ask_first", "wants", "offers", "known_through", "public", "lat", "lon")
    return {name: getattr(actor, name) for name in own + more} | {
        "number": actor.pk,
        "kind": actor.kind.name,
        "area": actor.area.name,
        "active_in": _joined(area.name for area in actor.active_in.all() if area.pk != actor.area_id),
        "themes": _joined(theme.name for theme in actor.themes.all()),
        "rhythm_days": _RHYTHM_WORDS.get(actor.rhythm_days or 0),
    }


def person_row(function: PersonFunction) -> Row:
    """Takes person and actor selected."""
    person = function.person
    own = ("name", "phone", "email", "consent_text", "told_on", "told_how", "retain_until")
    return {name: getattr(person, name) for name in own} | {
        "actor": function.actor.name,
        "title": function.title,
        "start": function.start,
        "ground": person.get_ground_display(),
    }


def contact_row(contact: MunicipalContact) -> Row:
    """Takes deputy selected, themes and wijken prefetched."""
    own = ("department", "name", "function", "phone", "email", "absent_until")
    deputy = contact.deputy if contact.deputy and contact.deputy.archived_on is None else None
    return {name: getattr(contact, name) for name in own} | {
        "number": contact.pk,
        "deputy": str(deputy or ""),
        "themes": _joined(theme.name for theme in contact.themes.all()),
        "wijken": _joined(wijk.name for wijk in contact.wijken.all()),
    }


def network_row(network: InformalNetwork) -> Row:
    """Takes area and meeting_place selected, actors prefetched."""
    own = ("name", "other_names", "about", "rhythm", "size", "language", "known_through")
    return {name: getattr(network, name) for name in own} | {
        "number": network.pk,
        "area": network.area.name,
        "meeting_place": network.meeting_place.name if network.meeting_place else network.meeting_text,
        "actors": _joined(actor.name for actor in network.actors.all()),
        "rhythm_days": _RHYTHM_WORDS.get(network.rhythm_days or 0),
    }


def tie_row(tie: Tie) -> Row:
    """Takes the four sides selected."""
    return {
        "source": str(tie.source),
        "kind": tie.get_kind_display(),
        "target": str(tie.target),
        "strength": tie.get_strength_display(),
        "start": tie.start,
        "source_text": tie.source_text,
        "on": tie.last_confirmed_on,
    }


def reach_row(reach: Reach) -> Row:
    """Takes actor, network and group selected."""
    return {
        "side": str(reach.actor or reach.network),
        "group": reach.group.name,
        "level": reach.get_level_display(),
        "source_text": reach.source_text,
        "on": reach.last_confirmed_on,
    }


ROWS: dict[str, Callable[[Any], Row]] = {
    "actors": actor_row,
    "people": person_row,
    "contacts": contact_row,
    "networks": network_row,
    "ties": tie_row,
    "reach": reach_row,
}


def heads_of(sheet: Sheet) -> list[str]:
    return [column.head for column in sheet.columns if column.name not in _ONLY_READ]


def cells_of(kind: str, thing: Any) -> list[Any]:
    """One thing as cells under `heads_of` its sheet."""
    row = ROWS[kind](thing)
    return [row[column.name] for column in SHEETS[kind].columns if column.name not in _ONLY_READ]


def _joined(names: Any) -> str:
    """With a semicolon at the end when one name has a comma, so that it is not cut there."""
    found = list(names)
    text = "; ".join(found)
    return f"{text};" if len(found) == 1 and "," in text else text
