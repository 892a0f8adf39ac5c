"""What a phone loads before somebody can tell an idea: the pages and the files as they are built and packed."""

import gzip
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from initiatives.models import Draft
from initiatives.services import keep_draft
from tests.conftest import make_area
from tests.house import ROOT
from tests.initiatives.make import add_picture, make_initiative
from wijknet.areas.models import Area
from wijknet.ui.management.commands.frontend import tools

pytestmark = pytest.mark.django_db
MOST = 150_000
Weigh = Callable[[str], int]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    subprocess.run([tools()[0], "build.mjs", str(folder)], cwd=ROOT, check=True, timeout=120)
    return folder


@pytest.fixture
def weigh(client: Client, built: Path) -> Weigh:
    """Bytes of a first visit over the wire: page, style, script and pictures, packed where a server packs."""

    def weighed(address: str) -> int:
        response = client.get(address)
        assert response.status_code == 200, address
        html = response.content.decode()
        loaded = re.findall(r'<link[^>]+href="/static/([^"]+)"|<script[^>]+src="/static/([^"]+)"', html)
        names = {name.split("?")[0] for pair in loaded for name in pair if name}
        assert names, "a page without style is no page of ours"
        files = sum(len(gzip.compress((built / name).read_bytes())) for name in names)
        pictures = sum(len(client.get(source).content) for source in re.findall(r'<img[^>]+src="([^"]+)"', html))
        return len(gzip.compress(response.content)) + files + pictures

    return weighed


@pytest.fixture
def draft(klarendal: Area) -> Draft:
    """A gemeente as large as its list of buurten may become."""
    for number in range(250):
        make_area(
            "BUURT", f"BU020207{number:02d}" if number < 100 else f"BU02{number:06d}", f"Buurt {number}", klarendal
        )
    return keep_draft(key=None, kind="IDEA", step="idee", values={"title": "Zaadjes", "story": "Ruilen."})


def test_every_step_is_light(draft: Draft, weigh: Weigh) -> None:
    base = f"/initiatieven/indienen/{draft.key}/"
    addresses = [
        "/initiatieven/indienen/",
        "/initiatieven/indienen/idee/",
        *(base + step + "/" for step in ("plek", "wie")),
    ]
    for address in [*addresses, f"{base}foto/", f"{base}kaart/"]:
        assert weigh(address) < MOST, address


def test_a_page_with_the_heaviest_picture_is_light(klarendal: Area, weigh: Weigh) -> None:
    found = make_initiative(klarendal, public=True, story="Een lang verhaal. " * 250)
    bare = weigh(found.get_absolute_url())
    add_picture(found, approved=True, busy=True)
    heavy = weigh(found.get_absolute_url())
    assert bare + 50_000 < heavy < MOST
