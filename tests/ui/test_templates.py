"""Rules that every template keeps, whoever wrote it."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template
from django.utils import translation

FOLDER = Path(settings.BASE_DIR) / "templates"
TEMPLATES = sorted(
    path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.suffix in {".html", ".txt"}
)


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_compiles(name: str) -> None:
    assert get_template(name)


@pytest.mark.parametrize("name", [name for name in TEMPLATES if name.endswith(".html")])
def test_no_inline_style_and_no_inline_script(name: str) -> None:
    """The content security policy blocks both; mail is read without it and may carry style attributes."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    if not name.startswith("mail/") and "/mail/" not in name:
        assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text)
    assert not re.search(r"<script(?![^>]*\b(src|type=\"importmap\"|type=\"application/(ld\+)?json\"))[^>]*>", text)
    assert not re.search(r"\bhx-on\b|[\"']js:", text)


@pytest.mark.parametrize(
    "name", [name for name in TEMPLATES if Path(name).name.startswith("_") and name.startswith("ui/")]
)
def test_piece_states_its_contract(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert re.search(r"{% comment %}.{20,}?{% endcomment %}", text, re.DOTALL)


@pytest.mark.parametrize("name", TEMPLATES)
def test_dutch_source_text_is_not_translated_by_a_library(name: str) -> None:
    """Django's own Dutch catalogue turns "Log in" into "Aanmelden": choose other words."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    with translation.override("nl"):
        for _quote, words in re.findall(r"""{% translate (["'])(.+?)\1""", text):
            assert translation.gettext(words) == words


STYLED = {
    name
    for path in (Path(settings.BASE_DIR) / "static" / "css").rglob("*.css")
    for name in re.findall(r"\.(wn-[a-z0-9_-]+)", path.read_text(encoding="utf-8"))
}


@pytest.mark.parametrize("name", [name for name in TEMPLATES if name.endswith(".html")])
def test_every_class_of_ours_has_a_style(name: str) -> None:
    """A misspelt class shows nothing and says nothing."""
    text = re.sub(r"{%.*?%}", " ", (FOLDER / name).read_text(encoding="utf-8"), flags=re.DOTALL)
    words = {word for names in re.findall(r'class="([^"]*)"', text) for word in names.split()}
    ours = {word for word in words if word.startswith("wn-") and "{" not in word and not word.endswith("-")}
    assert ours <= STYLED
