"""Network files, made here, and the steps from upload to undo by the pages that people use."""

from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from actors.models import ImportRun
from wijknet.areas.models import Area

GRAPHML = '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">{}</graphml>'
ANSWERS = {
    "area": "WK020207",
    "organisations": "on",
    "direction": "both",
    "relation": "KNOWS",
    "strength": "3",
    "weight": "",
    "high": "close",
}


def graphml(nodes: str, edges: str, keys: str = "", default: str = "undirected") -> bytes:
    """`"A Café;B"` and `"A B 3;B C"`: points with a kind, lines with a weight."""
    points = [each.split() for each in nodes.split(";") if each]
    lines = [each.split() for each in edges.split(";") if each]
    inside = keys or (
        '<key id="k" for="node" attr.name="type" attr.type="string"/>'
        '<key id="w" for="edge" attr.name="weight" attr.type="double"/>'
    )
    kind = '<node id="{}"><data key="k">{}</data></node>'
    line = '<edge source="{}" target="{}"><data key="w">{}</data></edge>'
    body = "".join(kind.format(*each) if len(each) > 1 else f'<node id="{each[0]}"/>' for each in points)
    body += "".join(
        line.format(*each) if len(each) > 2 else f'<edge source="{each[0]}" target="{each[1]}"/>' for each in lines
    )
    return GRAPHML.format(f'{inside}<graph edgedefault="{default}">{body}</graph>').encode()


def send(browser: Client, content: bytes, municipality: Area, name: str = "netwerk.graphml") -> Any:
    file = SimpleUploadedFile(name, content)
    given = {"kind": "graph", "municipality": municipality.pk, "file": file, "request_key": str(uuid4())}
    return browser.post("/inlezen/nieuw/", given)


def uploaded(browser: Client, content: bytes, municipality: Area, name: str = "netwerk.graphml") -> ImportRun:
    answer = send(browser, content, municipality, name)
    assert answer.status_code == 302, answer.content.decode()
    return ImportRun.objects.latest("pk")


def answered(browser: Client, run: ImportRun, **more: str) -> ImportRun:
    """Every kind that the file leaves open is a café, unless `more` says otherwise; what it knows stays."""
    address = f"/inlezen/{run.pk}/kolommen/"
    form = browser.get(address).context["form"]
    kinds = {field.html_name: field.initial or "Café" for field in form.kinds}
    answer = browser.post(address, ANSWERS | kinds | more)
    assert answer.status_code == 302, answer.context["form"].errors
    run.refresh_from_db()
    return run


def imported(browser: Client, content: bytes, municipality: Area, skip: bool = False, **more: str) -> ImportRun:
    run = answered(browser, uploaded(browser, content, municipality), **more)
    answer = browser.post(run.get_absolute_url(), {"skip_wrong": "on"} if skip else {})
    assert answer.status_code == 302, answer.content.decode()
    run.refresh_from_db()
    assert run.state == "DONE", run.problem
    return run
