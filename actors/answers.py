"""What the shape of a wijk's network says, as plain questions: who, why, and what one can do about it.

Worked out once for a network as it is on a day and kept in the cache, never in a table. A large network is worked out
by the worker. Only what `actors.network` gives goes in: never a person, never a sensitive kind.
"""

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from django.core.cache import cache
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actors.network import Node, Surroundings, surroundings_of
from wijknet.areas.models import Area
from wijknet.graph.measures import DirectedMeasures, Measures, measure, measure_directed, parts_without
from wijknet.jobs.services import enqueue, tell_progress
from wijknet.ui.dates import today

# More nodes than these take longer than someone should wait for a page.
MOST_AT_ONCE = 2_000
KEEP_SECONDS = 2 * 24 * 60 * 60
# So many answers stand on the page; the file has them all.
SHOWN = 5
# Of so many places the file tells what comes loose without them.
MOST_CUT = 200
NAMES = 4
# Below this the neighbours of a node hardly know each other (Burt's constraint).
LOOSE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """The measures, and for the busiest articulation points the parts that remain without them."""

    measures: Measures
    directed: DirectedMeasures
    parts: tuple[tuple[int, tuple[tuple[int, ...], ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One answer: which nodes, and why."""

    nodes: tuple[Node, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """`explained` says the measure in plain words with its term; `none` is said when there is no answer."""

    key: str
    title: str
    findings: tuple[Finding, ...]
    every: int
    todo: str
    none: str
    explained: str


def work_out(found: Surroundings) -> Worked:
    network = found.network()
    measures = measure(network)
    cut = sorted(measures.articulation_points, key=lambda node: (-measures.betweenness[node], node))
    return Worked(
        measures=measures,
        directed=measure_directed(found.network(directed=True)),
        parts=tuple((node, parts_without(network, node)) for node in cut[:MOST_CUT]),
    )


def key_of(area: Area, day: date, found: Surroundings) -> str:
    """Changes with every relation and every day; and when a place comes, goes, or is no longer measured."""
    network = found.network(directed=True)
    print_ = hashlib.sha256(repr((network.keys, network.ties)).encode()).hexdigest()[:16]
    return f"measures-{area.pk}-{area.network_version}-{day:%Y%m%d}-{print_}"


def worked_out(area: Area, day: date, found: Surroundings) -> Worked | None:
    """From the cache, or worked out now; of a large network nothing until the worker was asked and is done."""
    if len(found.nodes) <= MOST_AT_ONCE:
        return worked_now(area, day, found)
    kept: Worked | None = cache.get(key_of(area, day, found))
    return kept


def worked_now(area: Area, day: date, found: Surroundings) -> Worked:
    """The same, however long it takes: for the worker."""
    key = key_of(area, day, found)
    kept: Worked | None = cache.get(key)
    if kept is None:
        kept = work_out(found)
        cache.set(key, kept, KEEP_SECONDS)
    return kept


def ask_worker(area: Area, day: date, found: Surroundings) -> None:
    enqueue("actors.answers.work_out_of", key=task_key_of(area, day, found), target_pk=area.pk)


def task_key_of(area: Area, day: date, found: Surroundings) -> str:
    """With the hour: what the cache let go may be asked for again."""
    return f"{key_of(area, day, found)}-{localtime():%H}"


def work_out_of(area_pk: int) -> None:
    """For the worker: the measures of a wijk as it is now."""
    area, day = Area.objects.get(pk=area_pk), today()
    found = surroundings_of(area, day)
    tell_progress(task_key_of(area, day, found), 1, 2)
    worked_now(area, day, found)


def questions_of(found: Surroundings, worked: Worked) -> list[Question]:
    return [
        _connects(found, worked),
        _breaks(found, worked),
        _alone(found, worked),
        _groups(found, worked),
        _threads(found, worked),
    ]


def _neighbours(found: Surroundings) -> list[list[int]]:
    near: list[list[int]] = [[] for _node in found.nodes]
    for one, other, _weight in found.network().ties:
        near[one].append(other)
        near[other].append(one)
    return near


def _connects(found: Surroundings, worked: Worked) -> Question:
    values, near = worked.measures, _neighbours(found)
    sizes = Counter(values.community)
    around = [{values.community[at] for at in near[node]} | {values.community[node]} for node in range(len(near))]
    between = [node for node, share in enumerate(values.betweenness_share) if share > 0 and len(around[node]) > 1]
    between.sort(key=lambda node: (-values.betweenness[node], node))
    rows = []
    for node in between[:SHOWN]:
        share, groups = round(100 * values.betweenness_share[node]), sum(sizes[group] > 1 for group in around[node])
        why = [_("Verbindt %(groups)s groepen.") % {"groups": groups}] if groups > 1 else []
        why.append(_("Ligt op %(share)s%% van de kortste wegen tussen anderen.") % {"share": max(share, 1)})
        constraint = values.constraint[node]
        if constraint is not None and constraint < LOOSE:
            why.append(_("De buren kennen elkaar weinig."))
        rows.append(Finding(nodes=(found.nodes[node],), why=" ".join(why)))
    return Question(
        key="verbindt",
        title=_("Wie verbindt groepen die elkaar anders niet kennen?"),
        findings=tuple(rows),
        every=len(between),
        todo=_("Vraag hun om groepen aan elkaar voor te stellen. Zorg dat zij het niet alleen hoeven te doen."),
        none=_("Niemand staat tussen twee groepen in."),
        explained=_(
            "We tellen hoe vaak iemand op de kortste weg tussen twee anderen ligt: tussenpositie (betweenness). "
            "Ook tellen we hoe weinig de buren elkaar kennen: beperking (constraint van Burt)."
        ),
    )


def _breaks(found: Surroundings, worked: Worked) -> Question:
    rows = []
    for node, parts in worked.parts[:SHOWN]:
        loose = [found.nodes[at].name for part in parts[1:] for at in part]
        why = _("Dan raakt dit los van de rest: %(names)s.") % {"names": _listed(loose)}
        rows.append(Finding(nodes=(found.nodes[node],), why=why))
    return Question(
        key="breekt",
        title=_("Wat valt uit elkaar als deze plek stopt?"),
        findings=tuple(rows),
        every=len(worked.measures.articulation_points),
        todo=_("Breng wie dan los raakt nu al in contact met nog een andere plek."),
        none=_("Niets: als één plek stopt, blijft de rest verbonden."),
        explained=_("Zonder zo'n plek valt het netwerk in stukken: een knippunt (articulation point)."),
    )


def _alone(found: Surroundings, worked: Worked) -> Question:
    parts: defaultdict[int, list[int]] = defaultdict(list)
    for node, part in enumerate(worked.measures.component):
        parts[part].append(node)
    largest = max(parts.values(), key=lambda nodes: (len(nodes), -nodes[0]), default=[])
    loose = [nodes for nodes in parts.values() if nodes is not largest or len(nodes) == 1]
    loose.sort(key=lambda nodes: (len(nodes), nodes[0]))
    rows = []
    for nodes in loose[: 2 * SHOWN]:
        why = _("Heeft nog geen relatie met een ander.")
        if len(nodes) > 1:
            why = _("Deze %(count)s kennen elkaar, maar niemand daarbuiten.") % {"count": len(nodes)}
        rows.append(Finding(nodes=tuple(found.nodes[node] for node in nodes[:NAMES]), why=why))
    return Question(
        key="alleen",
        title=_("Wie staat alleen?"),
        findings=tuple(rows),
        every=len(loose),
        todo=_("Ga langs en vraag wie zij kennen. Misschien weten wij het alleen nog niet."),
        none=_("Niemand: iedereen hangt met iedereen samen."),
        explained=_("We zoeken delen die met geen lijn aan de rest vastzitten: componenten (components)."),
    )


def _groups(found: Surroundings, worked: Worked) -> Question:
    values = worked.measures
    members: defaultdict[int, list[int]] = defaultdict(list)
    for node, group in enumerate(values.community):
        members[group].append(node)
    groups = [nodes for nodes in members.values() if len(nodes) > 1]
    groups.sort(key=lambda nodes: (-len(nodes), nodes[0]))
    rows = []
    for nodes in groups[: 2 * SHOWN]:
        middle = max(nodes, key=lambda node: (values.strength[node], values.betweenness[node], -node))
        others = [found.nodes[node].name for node in nodes if node != middle]
        why = _("In het midden van een groep van %(count)s, met %(names)s.")
        rows.append(Finding(nodes=(found.nodes[middle],), why=why % {"count": len(nodes), "names": _listed(others)}))
    return Question(
        key="groepen",
        title=_("Welke groepen vormen zich?"),
        findings=tuple(rows),
        every=len(groups),
        todo=_("Begin bij de plek in het midden als je een hele groep wilt spreken."),
        none=_("Er zijn nog te weinig relaties om groepen te zien."),
        explained=_("Wie onderling meer relaties heeft dan met anderen, vormt een groep: gemeenschap (Leiden)."),
    )


def _threads(found: Surroundings, worked: Worked) -> Question:
    degree = worked.measures.degree
    pairs = sorted(worked.measures.bridges, key=lambda pair: (-min(degree[pair[0]], degree[pair[1]]), pair))
    rows = [
        Finding(
            nodes=(found.nodes[one], found.nodes[other]),
            why=_("Dit is de enige lijn tussen beide kanten."),
        )
        for one, other in pairs[:SHOWN]
    ]
    return Question(
        key="draad",
        title=_("Waar hangt het aan één draad?"),
        findings=tuple(rows),
        every=len(pairs),
        todo=_("Zoek een tweede lijn. Stel iemand van de ene kant voor aan de andere kant."),
        none=_("Nergens: tussen alle kanten loopt meer dan één lijn."),
        explained=_("Een lijn waarvoor geen omweg bestaat, heet een brug (bridge)."),
    )


def _listed(names: list[str]) -> str:
    """A few names, and how many more."""
    said, more = ", ".join(names[:NAMES]), len(names) - NAMES
    if more <= 0:
        return said
    return f"{said} {ngettext('en nog %(more)s', 'en nog %(more)s', more) % {'more': more}}"
