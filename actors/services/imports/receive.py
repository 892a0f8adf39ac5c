"""What is kept of a network file: points that are no humans, under the words of the file, and the lines between them.

A point of which the file says that it is a human keeps its place, so that it can be named, and loses its name.
"""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from actors.exchange.lines import says_person
from wijknet.files.networks import FileNetwork, FileNode, packed, read_network
from wijknet.files.sheets import Unreadable
from wijknet.privacy.freetext import Kind, warnings
from wijknet.privacy.wordlists import listed
from wijknet.ui.text import fold

_NAMED = 20


def received(content: bytes) -> tuple[bytes, dict[str, Any]]:
    """What to store, and how many `nodes` it has with the numbers of those whose name is `like_people`."""
    network = without_people(read_network(content))
    first_names = {fold(name) for line in listed("first_names") for name in line.split()}
    like = [number for number, node in enumerate(network.nodes, 1) if _like_a_person(node, first_names)]
    return packed(network), {"nodes": len(network.nodes), "like_people": like[:_NAMED], "like": len(like)}


def without_people(network: FileNetwork) -> FileNetwork:
    people = [node.key for node in network.nodes if says_person(node.kind)]
    if len(people) == len(network.nodes):
        raise Unreadable(
            _("In dit bestand staan alleen mensen. WijkNet bewaart geen netwerk van mensen. We namen niets over.")
        )
    keys = {key: f"mens-{number}" for number, key in enumerate(people, 1)}
    return replace(
        network,
        nodes=tuple(
            replace(node, key=keys[node.key], label="", kind="persoon") if node.key in keys else node
            for node in network.nodes
        ),
        edges=tuple(
            replace(edge, source=keys.get(edge.source, edge.source), target=keys.get(edge.target, edge.target))
            for edge in network.edges
        ),
    )


def _like_a_person(node: FileNode, first_names: set[str]) -> bool:
    """A first name alone, or what looks like a name in a text. The one who sends it is asked, not contradicted."""
    if fold(node.label) in first_names:
        return True
    return any(finding.kind == Kind.NAME for finding in warnings(node.label))
