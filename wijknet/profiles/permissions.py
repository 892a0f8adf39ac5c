"""Who may do what with a profile."""

from wijknet.access import CURATORS, Viewer
from wijknet.areas.models import Area


def may_curate(viewer: Viewer, wijk: Area) -> bool:
    """Write and publish: the redacteur of this wijk, or the beheerder of its gemeente."""
    return viewer.works_in(wijk.pk, wijk.municipality_id, *CURATORS)
