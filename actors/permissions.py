"""Who may change what in who is who. Readers read; whoever works where something is active keeps it up to date."""

from collections.abc import Iterable

from actors.models import Actor, ActorKind, InformalNetwork, MunicipalContact
from wijknet.access import Function, Viewer
from wijknet.areas.models import Area

Writer = Function.WIJKMANAGER
# Who reads files in: a wijkmanager for the own wijken, and who runs the gemeente, to fill a new wijk, for all of them.
IMPORTERS = (Function.WIJKMANAGER, Function.MUNICIPALITY_ADMIN)

# Who makes one place of two: who keeps both up to date, and who runs the gemeente. `visible_to(viewer, *MERGERS)`.
MERGERS = (Function.WIJKMANAGER, Function.MUNICIPALITY_ADMIN)


def may_change_actor(viewer: Viewer, actor: Actor, wijken: Iterable[int] | None = None) -> bool:
    """The home wijk, or any other wijk where it is active (`wijken`, when they were read before): there is one record
    per gemeente."""
    if viewer.works_in(actor.area_id, actor.municipality_id, Writer):
        return True
    active = [area.pk for area in actor.active_in.all()] if wijken is None else wijken
    return not viewer.wijk_ids(Writer).isdisjoint(active)


def may_change_network(viewer: Viewer, network: InformalNetwork) -> bool:
    return viewer.works_in(network.area_id, network.municipality_id, Writer)


def may_change_contact(viewer: Viewer, contact: MunicipalContact) -> bool:
    """Whoever is wijkmanager somewhere in this gemeente."""
    return may_add_contact(viewer, contact.municipality_id)


def may_add_contact(viewer: Viewer, municipality_id: int) -> bool:
    if municipality_id in viewer.municipality_ids(Writer):
        return True
    return Area.objects.wijken_of(viewer, Writer).filter(municipality=municipality_id).exists()


def working_area(viewer: Viewer, side: Actor | InformalNetwork) -> Area:
    """In which wijk this viewer writes something down about it: its own, else the first one they share."""
    if isinstance(side, Actor) and not viewer.works_in(side.area_id, side.municipality_id, Writer):
        mine = viewer.wijk_ids(Writer)
        return next((area for area in side.active_in.all() if area.pk in mine), side.area)
    return side.area


def may_change_kind(viewer: Viewer, kind: ActorKind) -> bool:
    """A gemeente changes the kinds that it added. Those of everybody it can only hide."""
    return kind.municipality_id in viewer.municipality_ids(Function.MUNICIPALITY_ADMIN)
