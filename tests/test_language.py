"""Dutch that people read at once: words that keep out, and how hard the running text is (quality.md)."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
import textstat
from django.test import Client

from tests.conftest import AsUser
from tests.house import ROOT
from wijknet.accounts.models import User

# Official words that shut people out, and words that the Awb or AVG has given a meaning of its own.
DENIED = re.compile(
    r"\b(middels|conform|vigerend\w*|betreffende|dient te|dienen te|inzake|teneinde|alsmede|derhalve|desbetreffende"
    r"|toezegging\w*|afgewezen|gestrand\w*|belanghebbende\w*)\b",
    re.IGNORECASE,
)
EASY = 60  # Flesch-Douma
LONGEST_AVERAGE = 15  # words in a sentence
ENOUGH_WORDS = 100
PUBLIC = ("/", "/wijken/", "/help/", "/privacy/", "/toegankelijkheid/", "/initiatieven/", "/initiatieven/indienen/")
STAFF = (
    "/dashboard/",
    "/kladblok/",
    "/contactmomenten/nieuw/",
    "/verbindingen/nieuw/",
    "/rondje/",
    "/overdragen/",
    "/mijn-werk/",
    "/werk-per-wijk/",
)
ADMIN = ("/instellingen/", "/instellingen/arnhem/", "/instellingen/arnhem/contacten/")


class RunningText(HTMLParser):
    """The sentences of a page: what stands in paragraphs and list items of main, not labels, links or tables."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"p", "li"}:
            self.depth += 1
            self.parts.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"p", "li"}:
            self.depth -= 1

    def handle_data(self, data: str) -> None:
        if self.depth > 0:
            self.parts[-1] += data


def sentences_of(html: str) -> list[str]:
    reader = RunningText()
    reader.feed(re.search(r"<main.*</main>", html, re.DOTALL)[0])  # type: ignore[index]
    parts = (" ".join(part.split()) for part in reader.parts)
    return [
        sentence for part in parts for sentence in re.split(r"(?<=[.?!])\s", part) if sentence.endswith((".", "?", "!"))
    ]


def hard_to_read(sentences: list[str]) -> str:
    """What is wrong with running text of at least a hundred words; empty when nothing is."""
    words = sum(len(sentence.split()) for sentence in sentences)
    if words < ENOUGH_WORDS:
        return ""
    textstat.set_lang("nl")
    score = textstat.flesch_reading_ease(" ".join(sentences))
    average = words / len(sentences)
    return (
        "" if score >= EASY and average <= LONGEST_AVERAGE else f"score {score:.0f}, {average:.1f} words per sentence"
    )


@pytest.mark.parametrize("address", PUBLIC)
@pytest.mark.usefixtures("klarendal")
def test_public_pages_read_easily(client: Client, address: str) -> None:
    assert not hard_to_read(sentences_of(client.get(address).content.decode()))


@pytest.mark.parametrize("address", STAFF)
def test_staff_pages_read_easily(fatima: User, as_user: AsUser, address: str) -> None:
    assert not hard_to_read(sentences_of(as_user(fatima).get(address).content.decode()))


@pytest.mark.parametrize("address", ADMIN)
def test_pages_of_the_admin_read_easily(beheer: User, as_user: AsUser, address: str) -> None:
    assert not hard_to_read(sentences_of(as_user(beheer).get(address).content.decode()))


@pytest.mark.parametrize(
    "path", sorted((ROOT / "templates").rglob("*.*")), ids=lambda path: str(path.relative_to(ROOT))
)
def test_no_word_that_keeps_people_out(path: Path) -> None:
    assert not DENIED.findall(re.sub(r"{[%#].*?[%#]}", "", path.read_text(encoding="utf-8")))


def test_the_reader_notices_officialese() -> None:
    letter = (
        "De desbetreffende beschikking dient te worden gemotiveerd conform de vigerende bestuursrechtelijke "
        "verordening inzake participatieverplichtingen van belanghebbenden."
    )
    assert DENIED.findall(letter)
    assert hard_to_read([letter] * 8)
    assert not hard_to_read(["We lezen je idee en bellen je deze week."] * 15)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/help/", "/privacy/"])
def test_the_long_pages_are_really_weighed(client: Client, address: str) -> None:
    sentences = sentences_of(client.get(address).content.decode())
    assert sum(len(sentence.split()) for sentence in sentences) >= ENOUGH_WORDS
