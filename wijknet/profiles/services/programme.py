"""The wijkprogramma of one wijk, written as a whole."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from wijknet.access import Viewer
from wijknet.areas.models import Area, Theme
from wijknet.log.services import record, snapshot
from wijknet.profiles.models import Profile, ProgrammeItem
from wijknet.ui.conflict import Conflict

# What is done and with whom, by the key of the theme.
Programme = Mapping[int, tuple[str, str]]


def programme_of(area: Area) -> dict[int, tuple[str, str]]:
    """What stands there now, by the key of the theme."""
    rows = ProgrammeItem.objects.filter(area=area).values_list("theme", "doing", "with_whom")
    return {theme: (doing, with_whom) for theme, doing, with_whom in rows}


@transaction.atomic
def save_programme(*, area: Area, programme: Programme, version: int, by: Viewer) -> Profile:
    """Store it; a theme without words goes. The same lock as the draft: Conflict when a colleague saved in between."""
    gemeente = area.municipality or area
    profile, _made = Profile.objects.get_or_create(area=area, defaults={"municipality": gemeente})
    themes = {theme.pk: theme for theme in Theme.objects.filter(municipality=gemeente)}
    new = {pk: words for pk, words in programme.items() if pk in themes and any(words)}
    if new == programme_of(area):
        return profile
    moved = Profile.objects.filter(pk=profile.pk, version=version).update(
        version=F("version") + 1, updated_at=timezone.now(), updated_by_id=by.pk
    )
    if not moved:
        raise Conflict(profile, {"programme": new})
    before = snapshot(profile)
    ProgrammeItem.objects.filter(area=area).exclude(theme__in=new).delete()
    for pk, (doing, with_whom) in new.items():
        ProgrammeItem.objects.update_or_create(
            area=area, theme=themes[pk], defaults={"municipality": gemeente, "doing": doing, "with_whom": with_whom}
        )
    profile.refresh_from_db()
    record("change", profile, by=by, before=before)
    return profile
