"""Who lives in a wijk, as groups: add one, or change what is known of it."""

import re
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from wijknet.access import Viewer
from wijknet.areas.models import Area, ResidentGroup
from wijknet.log.services import record, snapshot
from wijknet.tokens.services import claim_key, fulfil
from wijknet.ui.conflict import Conflict
from wijknet.ui.text import fold

# Folded words that make a group one by belief, origin, love or politics. Such groups exist as public figures only.
NOT_A_GROUP = re.compile(
    r"\b(?:moslim\w*|islam\w*|christen\w*|christelijk\w*|katholie\w*|protestant\w*|gereformeerd\w*|hindoe\w*|jood|joods\w*|joden|boeddhis\w*"
    r"|kerkgangers?|gelovigen?|turk(?:en|se?)?|marokka\w*|surinaams\w*|surinamers?|antillia\w*|syri(?:ers?|sche?)|polen|poolse?"
    r"|oekrai\w*|somal\w*|eritre\w*|roma|sinti|allochton\w*|autochton\w*|migratieachtergrond\w*|buitenlanders?|buitenlandse"
    r"|homo(?:s|seksue\w*)?|lesbisch\w*|lhbti\w*|transgender\w*|vvd|pvv|pvda|groenlinks|cda|stemmers?|kiezers?)\b"
)
SAYS_TOO_MUCH = "Kies een groep naar levensfase, straat, situatie of taal. Niet naar afkomst, geloof of voorkeur."


class GroupFacts(TypedDict):
    """What is known of a group; a number always with its source."""

    name: str
    basis: str
    size: int | None
    is_estimate: bool
    source: str
    year: int | None
    matters: str


@transaction.atomic
def add_group(*, by: Viewer, area: Area, key: UUID | None = None, **facts: Unpack[GroupFacts]) -> ResidentGroup:
    form_key = claim_key(key, purpose="group", by=by) if key else None
    if form_key and form_key.target_pk:
        return ResidentGroup.objects.get(pk=form_key.target_pk)
    group = ResidentGroup(area=area, municipality_id=area.municipality_id or area.pk, **facts)
    _check(group)
    group.save()
    record("create", group, by=by)
    if form_key:
        fulfil(form_key, group)
    return group


@transaction.atomic
def change_group(*, group: ResidentGroup, by: Viewer, version: int, **facts: Unpack[GroupFacts]) -> ResidentGroup:
    """Change what is given; `Conflict` when someone changed it after `version`."""
    current: ResidentGroup = ResidentGroup.objects.select_for_update().get(pk=group.pk)
    mine: dict[str, Any] = {**facts}
    if current.version != version:
        raise Conflict(current, mine)
    before = snapshot(current)
    for field, value in mine.items():
        setattr(current, field, value)
    _check(current)
    current.version += 1
    current.save()
    record("change", current, by=by, before=before)
    # A group that grew or shrank past the smallest size changes what the network of this wijk holds.
    Area.objects.filter(pk=current.area_id).update(network_version=F("network_version") + 1)
    return current


def _check(group: ResidentGroup) -> None:
    if not group.basis:
        raise ValidationError({"basis": _("Kies waarnaar je kijkt: levensfase, straat, situatie of taal.")})
    if NOT_A_GROUP.search(fold(group.name)):
        raise ValidationError({"name": _(SAYS_TOO_MUCH)}, code="sensitive")
    if group.size is not None and not group.source:
        raise ValidationError({"source": _("Noem bij een aantal de bron, of wie het schatte.")}, code="source")
    same = ResidentGroup.objects.filter(area=group.area_id, name=group.name).exclude(pk=group.pk)
    if same.exists():
        raise ValidationError({"name": _("Deze groep staat er al in deze wijk.")}, code="same_name")
