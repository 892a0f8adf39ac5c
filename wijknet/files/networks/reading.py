"""Read a network that somebody sent, whichever of our formats it is, without trusting any of it.

Everything that is wrong with a file as a whole is one `Unreadable` with a Dutch sentence; what is left out stands in
the notes. Of points only number, name and kind are kept, of lines only kind, direction, days and numbers.
"""

import json

from django.utils.translation import gettext as _

from wijknet.files.networks.draft import Draft, NetworkLimits
from wijknet.files.networks.kumu import read_kumu, read_workbook
from wijknet.files.networks.markup import read_markup
from wijknet.files.networks.model import FileEdge, FileNetwork, FileNode
from wijknet.files.sheets import Unreadable
from wijknet.files.sniff import OLD_EXCEL, XLSX, type_of

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read_network(content: bytes, limits: NetworkLimits | None = None) -> FileNetwork:
    draft = Draft(limits or NetworkLimits())
    if not content.strip():
        raise Unreadable(_("Dit bestand is leeg."))
    if len(content) > draft.limits.bytes:
        most = draft.limits.bytes // 1_000_000
        raise Unreadable(_("Dit bestand is te groot: hoogstens %(most)d MB.") % {"most": most})
    found = type_of(content)
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if found in {XLSX, OLD_EXCEL}:
        read_workbook(content, draft)
    elif start == b"<" or content.startswith(_UTF16):
        read_markup(content, draft)
    elif start == b"{":
        read_kumu(content, draft)
    else:
        raise Unreadable(_("Dit is geen netwerkbestand. Kies GraphML, GEXF, een JSON van Kumu of Excel."))
    return draft.finish()


def packed(network: FileNetwork) -> bytes:
    """What was read, and nothing else of the file; `unpacked` reads it back."""
    nodes = [[node.key, node.label, node.kind] for node in network.nodes]
    edges = [[edge.source, edge.target, edge.kind, edge.mutual, dict(edge.facts)] for edge in network.edges]
    return json.dumps({"nodes": nodes, "edges": edges, "notes": network.notes}).encode()


def unpacked(content: bytes) -> FileNetwork:
    found = json.loads(content)
    return FileNetwork(
        nodes=tuple(FileNode(key=key, label=label, kind=kind) for key, label, kind in found["nodes"]),
        edges=tuple(
            FileEdge(source=source, target=target, kind=kind, mutual=mutual, facts=facts)
            for source, target, kind, mutual, facts in found["edges"]
        ),
        notes=tuple(found["notes"]),
    )
