"""The style page: every piece, every state, three themes."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from wijknet.ui.icons import ICONS

PIECES = {path.name for path in (Path(settings.BASE_DIR) / "templates" / "ui").glob("_*.html")}
# Shown elsewhere: parts of the frame and of error pages, or pieces that need a page of their own.
NOT_HERE = {"_crumbs.html", "_typed.html", "_picker.html", "_pagination.html", "_message.html", "_places_map.html"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "theme"), [("", None), ("light", "light"), ("dark", "dark"), ("contrast", "contrast"), ("x", None)]
)
def test_theme_is_picked_by_address(client: Client, query: str, theme: str | None) -> None:
    html = client.get(f"/stijl/?thema={query}").content.decode()
    found = re.search(r'<html[^>]*data-theme="([^"]+)"', html)
    assert (found.group(1) if found else None) == theme


@pytest.mark.django_db
def test_every_piece_is_shown(client: Client) -> None:
    used = {template.name.removeprefix("ui/") for template in client.get("/stijl/").templates if template.name}
    assert used >= PIECES - NOT_HERE


@pytest.mark.django_db
def test_page_is_whole(client: Client) -> None:
    html = client.get("/stijl/").content.decode()
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    described = {
        name for names in re.findall(r'aria-(?:describedby|labelledby)="([^"]+)"', html) for name in names.split()
    }
    assert described <= set(ids)
    assert set(re.findall(r'<label[^>]*\sfor="([^"]+)"', html)) <= set(ids)
    assert html.count("<h1") == 1
    assert "style=" not in html
    for shapes in ICONS.values():
        assert shapes in html
