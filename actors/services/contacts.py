"""Gemeente contacts: add, change, put away and take back."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from actors.models import MunicipalContact
from actors.services.archive import set_archived
from wijknet.access import Viewer
from wijknet.areas.models import Area, Theme
from wijknet.log.services import record, snapshot
from wijknet.tokens.services import claim_key, fulfil
from wijknet.ui.conflict import Conflict
from wijknet.ui.dates import today
from wijknet.ui.text import search_words, sort_key


class ContactFacts(TypedDict, total=False):
    """What one may know of a desk or colleague besides the department."""

    name: str
    function: str
    deputy: MunicipalContact | None
    phone: str
    email: str
    absent_until: date | None


@transaction.atomic
def add_municipal_contact(
    *,
    by: Viewer,
    municipality: Area,
    department: str,
    themes: Iterable[Theme] = (),
    wijken: Iterable[Area] = (),
    key: UUID | None = None,
    **facts: Unpack[ContactFacts],
) -> MunicipalContact:
    """A desk (no name) or a colleague. No wijken means: the whole gemeente."""
    form_key = claim_key(key, purpose="municipal-contact", by=by) if key else None
    if form_key and form_key.target_pk:
        return MunicipalContact.objects.get(pk=form_key.target_pk)
    contact = MunicipalContact(municipality=municipality, department=department, **facts)
    _save(contact, list(themes), list(wijken))
    record("create", contact, by=by)
    if form_key:
        fulfil(form_key, contact)
    return contact


@transaction.atomic
def change_municipal_contact(
    *,
    contact: MunicipalContact,
    by: Viewer,
    version: int,
    department: str,
    themes: Iterable[Theme] = (),
    wijken: Iterable[Area] = (),
    **facts: Unpack[ContactFacts],
) -> MunicipalContact:
    """Change what is given; `Conflict` when someone changed it after `version`."""
    current: MunicipalContact = MunicipalContact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    mine: dict[str, Any] = {"department": department, "themes": list(themes), "wijken": list(wijken), **facts}
    if current.version != version:
        raise Conflict(current, mine)
    before, linked = snapshot(current), _links(current)
    for field, value in mine.items():
        if field not in {"themes", "wijken"}:
            setattr(current, field, value)
    current.version += 1
    _save(current, mine["themes"], mine["wijken"])
    now = {name: sorted(thing.pk for thing in mine[name]) for name in linked}
    record("change", current, by=by, before=before, links=_changes(linked, now))
    return current


@transaction.atomic
def remove_theme(*, contact: MunicipalContact, theme: Theme, by: Viewer) -> MunicipalContact:
    """This contact does not serve this theme any more. Pressed twice is removed once."""
    current: MunicipalContact = MunicipalContact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    linked = _links(current)
    if theme.pk not in linked["themes"]:
        return current
    current.themes.remove(theme)
    before = snapshot(current)
    fold_contact(current, current.themes.all())
    current.version += 1
    current.save(update_fields=["sort_name", "search_text", "version"])
    record("change", current, by=by, before=before, links=_changes(linked, _links(current)))
    return current


@transaction.atomic
def archive_municipal_contact(*, contact: MunicipalContact, by: Viewer) -> MunicipalContact:
    return set_archived(contact, by, "archive", today())


@transaction.atomic
def restore_municipal_contact(*, contact: MunicipalContact, by: Viewer) -> MunicipalContact:
    return set_archived(contact, by, "restore", None)


def fold_contact(contact: MunicipalContact, themes: Iterable[Theme]) -> None:
    """The columns that are sorted and searched."""
    contact.sort_name = sort_key(f"{contact.department} {contact.name}") or "-"
    contact.search_text = search_words(
        contact.department, contact.name, contact.function, *(theme.name for theme in themes)
    )


def _links(contact: MunicipalContact) -> dict[str, list[int]]:
    """What a contact serves, as keys: no column holds it."""
    return {
        "themes": sorted(contact.themes.values_list("pk", flat=True)),
        "wijken": sorted(contact.wijken.values_list("pk", flat=True)),
    }


def _changes(old: dict[str, list[int]], new: dict[str, list[int]]) -> dict[str, tuple[Any, Any]]:
    return {name: (old[name], new[name]) for name in old}


def _save(contact: MunicipalContact, themes: list[Theme], wijken: list[Area]) -> None:
    gemeente = contact.municipality_id
    if any(wijk.municipality_id != gemeente for wijk in wijken):
        raise ValidationError({"wijken": _("Kies wijken van dezelfde gemeente.")}, code="wijken")
    if any(theme.municipality_id != gemeente for theme in themes):
        raise ValidationError({"themes": _("Kies thema's van dezelfde gemeente.")}, code="themes")
    if contact.deputy and contact.deputy.municipality_id != gemeente:
        raise ValidationError({"deputy": _("Kies een vervanger in dezelfde gemeente.")}, code="deputy")
    fold_contact(contact, themes)
    contact.save()
    contact.themes.set(themes)
    contact.wijken.set(wijken)
