"""The rows of the list of who is who, drawn in Python: fifty times the same line takes a template most of the page."""

from collections.abc import Iterable

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from actors.models import Actor
from wijknet.ui import dates


def drawn_rows(actors: Iterable[Actor]) -> SafeString:
    """The body of actors/_actor_table.html: of actors with their kind and area."""
    heads = tuple(conditional_escape(gettext(word)) for word in ("Soort", "Waar", "Laatst gesproken"))
    connecting = f' <span class="utrecht-status-badge utrecht-status-badge--active">{gettext("verbindend")}</span>'
    never = f'<span class="wn-muted">{gettext("nog niet")}</span>'
    return SafeString("".join(_row(actor, heads, connecting, never) for actor in actors))


def _row(actor: Actor, heads: tuple[str, ...], connecting: str, never: str) -> str:
    kind_head, place_head, spoken_head = heads
    name, others = conditional_escape(actor.name), conditional_escape(actor.other_names)
    below = f'<span class="wn-cellsub">{others}</span>' if others else ""
    kind = f"{conditional_escape(actor.kind.name)}{connecting if actor.connecting else ''}"
    street = f"{actor.street} {actor.house_number}, " if actor.street else ""
    spoken = dates.day(actor.last_spoken_on) if actor.last_spoken_on else never
    return (
        '<tr class="utrecht-table__row"><th class="utrecht-table__header-cell" scope="row">'
        f'<a class="utrecht-link" href="{actor.get_absolute_url()}">{name}</a>{below}</th>'
        f'<td class="utrecht-table__cell" data-label="{kind_head}"><span>{kind}</span></td>'
        f'<td class="utrecht-table__cell" data-label="{place_head}">'
        f"<span>{conditional_escape(street)}{conditional_escape(actor.area.name)}</span></td>"
        f'<td class="utrecht-table__cell" data-label="{spoken_head}">{spoken}</td></tr>\n'
    )
