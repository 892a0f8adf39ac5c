"""Plans of the gemeente or a partner: add one, or change it."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from wijknet.access import Viewer
from wijknet.areas.models import Area, Plan, Theme
from wijknet.log.services import record, snapshot
from wijknet.tokens.services import claim_key, fulfil
from wijknet.ui.conflict import Conflict
from wijknet.ui.text import sort_key


class PlanFacts(TypedDict):
    name: str
    aim: str
    owner_text: str
    start: date | None
    end: date | None


@transaction.atomic
def add_plan(
    *,
    by: Viewer,
    municipality: Area,
    themes: Iterable[Theme] = (),
    wijken: Iterable[Area] = (),
    key: UUID | None = None,
    **facts: Unpack[PlanFacts],
) -> Plan:
    """No wijken means: the whole gemeente."""
    form_key = claim_key(key, purpose="plan", by=by) if key else None
    if form_key and form_key.target_pk:
        return Plan.objects.get(pk=form_key.target_pk)
    plan = Plan(municipality=municipality, **facts)
    _save(plan, list(themes), list(wijken))
    record("create", plan, by=by)
    if form_key:
        fulfil(form_key, plan)
    return plan


@transaction.atomic
def change_plan(
    *,
    plan: Plan,
    by: Viewer,
    version: int,
    themes: Iterable[Theme] = (),
    wijken: Iterable[Area] = (),
    **facts: Unpack[PlanFacts],
) -> Plan:
    """Change what is given; `Conflict` when someone changed it after `version`."""
    current: Plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    mine: dict[str, Any] = {**facts, "themes": list(themes), "wijken": list(wijken)}
    if current.version != version:
        raise Conflict(current, mine)
    before = snapshot(current)
    for field, value in facts.items():
        setattr(current, field, value)
    current.version += 1
    _save(current, mine["themes"], mine["wijken"])
    record("change", current, by=by, before=before)
    return current


def _save(plan: Plan, themes: list[Theme], wijken: list[Area]) -> None:
    gemeente = plan.municipality_id
    if any(wijk.municipality_id != gemeente for wijk in wijken):
        raise ValidationError({"wijken": _("Kies wijken van dezelfde gemeente.")}, code="wijken")
    if any(theme.municipality_id != gemeente for theme in themes):
        raise ValidationError({"themes": _("Kies thema's van dezelfde gemeente.")}, code="themes")
    if plan.start and plan.end and plan.end < plan.start:
        raise ValidationError({"end": _("De einddatum ligt vóór de begindatum.")}, code="dates")
    same = Plan.objects.filter(municipality=gemeente, name=plan.name).exclude(pk=plan.pk)
    if same.exists():
        raise ValidationError({"name": _("Er is al een plan met deze naam.")}, code="same_name")
    plan.sort_name = sort_key(plan.name) or "-"
    plan.save()
    plan.themes.set(themes)
    plan.wijken.set(wijken)
