"""Who may do what with an initiative."""

from initiatives.models import Event, Initiative, Kind, Moderation
from wijknet.access import Function, Viewer


def may_change(viewer: Viewer, initiative: Initiative) -> bool:
    """The wijkmanagers of its wijk; readers look on."""
    return viewer.works_in(initiative.area_id, initiative.municipality_id, Function.WIJKMANAGER)


def may_publish(viewer: Viewer, initiative: Initiative) -> bool:
    """An idea that waits for a decision. A question never comes on the site."""
    return initiative.kind == Kind.IDEA and may_decide(viewer, initiative)


def may_decide(viewer: Viewer, initiative: Initiative) -> bool:
    return may_change(viewer, initiative) and initiative.moderation in {Moderation.RECEIVED, Moderation.LOOKING}


def may_reopen(viewer: Viewer, initiative: Initiative) -> bool:
    return may_change(viewer, initiative) and initiative.moderation in {Moderation.PUBLIC, Moderation.NOT_PLACED}


def may_change_event(viewer: Viewer, event: Event) -> bool:
    return viewer.works_in(event.area_id, event.municipality_id, Function.WIJKMANAGER)
