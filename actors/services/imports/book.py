"""What rows of a file refer to, looked up for all rows at once: wijken, kinds, themes, places, networks, groups."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from actors.models import Actor, ActorKind, ImportRun, InformalNetwork
from actors.permissions import IMPORTERS
from actors.services.imports.plan import refuse
from actors.services.relations import Side
from wijknet.access import Viewer
from wijknet.areas.models import Area, Theme
from wijknet.ui.text import fold, sort_key

ModelT = TypeVar("ModelT", bound=Model)
SideT = TypeVar("SideT", Actor, InformalNetwork, Side)
_AT_ONCE = 500


def in_parts(keys: Iterable[Any]) -> Iterator[list[Any]]:
    """Keys in parts that one query can take."""
    every = list(dict.fromkeys(keys))
    for start in range(0, len(every), _AT_ONCE):
        yield every[start : start + _AT_ONCE]


class Book:
    """The things of one gemeente that this importer may name."""

    def __init__(self, run: ImportRun, viewer: Viewer) -> None:
        self.run, self.viewer = run, viewer
        self.municipality = run.municipality
        wijken = list(Area.objects.wijken().filter(municipality=run.municipality_id))
        self._wijken: dict[str, Area] = {fold(word): wijk for wijk in wijken for word in (wijk.name, wijk.code)}
        kinds = ActorKind.objects.of_municipality(run.municipality_id)
        self._kinds: dict[str, ActorKind] = {fold(kind.name): kind for kind in kinds}
        themes = Theme.objects.filter(municipality=run.municipality_id)
        self._themes: dict[str, Theme] = {fold(theme.name): theme for theme in themes}
        self._actors: dict[str, list[Actor]] = defaultdict(list)
        self._networks: dict[str, list[InformalNetwork]] = defaultdict(list)
        self._rows_of: dict[tuple[Any, ...], int] = {}

    def load_actors(self, names: Iterable[str]) -> None:
        """Every place of the gemeente with one of these names, also where the importer does not work."""
        found = Actor.objects.current().filter(municipality=self.run.municipality_id)
        found = found.select_related("kind", "area", "buurt").prefetch_related("active_in", "themes").order_by("pk")
        for part in in_parts(map(sort_key, names)):
            for actor in found.filter(sort_name__in=part):
                self._actors[actor.sort_name].append(actor)

    def load_networks(self, names: Iterable[str]) -> None:
        found = InformalNetwork.objects.current().filter(municipality=self.run.municipality_id)
        found = found.select_related("area", "meeting_place").prefetch_related("actors").order_by("pk")
        for part in in_parts(map(sort_key, names)):
            for network in found.filter(sort_name__in=part):
                self._networks[network.sort_name].append(network)

    def load_numbered(self, queryset: "QuerySet[ModelT]", numbers: Iterable[int]) -> dict[int, ModelT]:
        """Rows of the gemeente by the number that our own export gave them."""
        found: dict[int, ModelT] = {}
        for part in in_parts(numbers):
            found |= queryset.filter(municipality=self.run.municipality_id).in_bulk(part)
        return found

    def wijk(self, text: str, column: str = "area") -> Area:
        """The wijk with this name or code, if the importer works there."""
        wijk = self.any_wijk(text, column)
        if not self.viewer.works_in(wijk.pk, wijk.municipality_id, *IMPORTERS):
            raise refuse(column, _("Je werkt niet in de wijk %(name)s.") % {"name": wijk.name})
        return wijk

    def any_wijk(self, text: str, column: str) -> Area:
        found = self._wijken.get(fold(text)) or self._wijken.get(fold(text).removeprefix("wijk "))
        if found is None:
            raise refuse(column, _("De wijk ‘%(name)s’ kennen we niet in deze gemeente.") % {"name": text})
        return found

    def kind(self, text: str) -> ActorKind:
        found = self._kinds.get(fold(text))
        if found is None:
            known = ", ".join(sorted(kind.name for kind in self._kinds.values())[:6])
            raise refuse(
                "kind",
                _("De soort ‘%(name)s’ kennen we niet. Kies bijvoorbeeld: %(known)s.") % {"name": text, "known": known},
            )
        return found

    def theme(self, text: str) -> Theme:
        found = self._themes.get(fold(text))
        if found is None:
            raise refuse("themes", _("Het thema ‘%(name)s’ kennen we niet.") % {"name": text})
        return found

    def actors_named(self, name: str) -> list[Actor]:
        return self._actors.get(sort_key(name), [])

    def networks_named(self, name: str) -> list[InformalNetwork]:
        return self._networks.get(sort_key(name), [])

    def may_change(self, side: Side) -> bool:
        """Where the importer works: its home wijk, or for a place any wijk where it is active."""
        if self.viewer.works_in(side.area_id, side.municipality_id, *IMPORTERS):
            return True
        mine = self.viewer.wijk_ids(*IMPORTERS)
        return isinstance(side, Actor) and any(area.pk in mine for area in side.active_in.all())

    def actor(self, name: str, column: str) -> Actor:
        return _only([actor for actor in self.actors_named(name) if self.may_change(actor)], name, column)

    def side(self, name: str, column: str) -> Side:
        sides: list[Side] = [*self.actors_named(name), *self.networks_named(name)]
        return _only([side for side in sides if self.may_change(side)], name, column)

    def once(self, number: int, *key: Any) -> None:
        """Refuse the second row of the file that is about the same thing."""
        first = self._rows_of.setdefault(key, number)
        if first != number:
            raise refuse("", _("Dit staat ook in rij %(row)d.") % {"row": first})


def _only(found: list[SideT], name: str, column: str) -> SideT:
    if not found:
        raise refuse(column, _("‘%(name)s’ staat niet in wie is wie in jouw wijken.") % {"name": name})
    if len(found) > 1:
        raise refuse(column, _("Er is meer dan één plek met de naam ‘%(name)s’.") % {"name": name})
    return found[0]
