"""Where something is written down: always a wijk, and with it a gemeente."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from wijknet.areas.models import Area


def gemeente_of(wijk: Area) -> int:
    """The key of the gemeente that this wijk lies in; a gemeente or buurt is refused."""
    if wijk.level != Area.Level.WIJK or wijk.municipality_id is None:
        raise ValidationError({"area": _("Kies een wijk.")}, code="area")
    return int(wijk.municipality_id)
