"""What a gemeente chooses, changed by its own admin."""

from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction

from wijknet.access import Viewer
from wijknet.areas.models import MunicipalitySettings
from wijknet.log.services import record, snapshot
from wijknet.ui.conflict import Conflict


class Choices(TypedDict, total=False):
    """The columns that an admin may change."""

    phone: str
    answer_within_days: int
    report_url: str
    help_url: str
    mediation_url: str
    four_eyes: bool
    second_factor_required: bool
    minimum_group_size: int
    second_reader: bool
    indicators: list[str] | None
    works_council_on: date | None
    embed_hosts: str


@transaction.atomic
def change_settings(
    *, settings: MunicipalitySettings, by: Viewer, version: int, **choices: Unpack[Choices]
) -> MunicipalitySettings:
    """Change what is given; `Conflict` when a colleague changed it after `version`. The same again writes nothing."""
    current: MunicipalitySettings = MunicipalitySettings.objects.select_for_update().get(pk=settings.pk)
    if current.version != version:
        raise Conflict(current, choices)
    before = snapshot(current)
    for name, value in choices.items():
        setattr(current, name, value)
    if snapshot(current) == before:
        return current
    current.version += 1
    current.full_clean()
    current.save()
    record("change", current, by=by, before=before)
    return current
