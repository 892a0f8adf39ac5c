"""Hostile words on every path of a profile that people write: what comes out on any page never runs."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client

from tests.conftest import AsUser
from tests.files.make import photo
from tests.nasty import NASTY
from tests.profiles.test_rich import ATTACKS
from wijknet.accounts.models import User
from wijknet.areas.models import Area, Theme
from wijknet.files.pictures import clean_picture
from wijknet.profiles.models import Profile, ProfileEdition
from wijknet.profiles.rich import cleaned, shown, words
from wijknet.profiles.services import add_picture, add_quote, publish_edition, save_draft, save_programme
from wijknet.ui.dates import today

ROOT = Path(__file__).resolve().parents[2]
NAUGHTY = ROOT.parent / "shared" / "data" / "hostile" / "blns.json"
WORKSHOP = "/wijkprofielen/arnhem/klarendal/"
PAGES = (
    "/wijken/arnhem/klarendal/",
    *(WORKSHOP, f"{WORKSHOP}voorbeeld/", f"{WORKSHOP}publiceren/", f"{WORKSHOP}programma/", f"{WORKSHOP}edities/"),
    *(f"{WORKSHOP}edities/1/", f"{WORKSHOP}edities/2/", f"{WORKSHOP}edities/vergelijken/"),
)
SLOTS = ("who", "breathes", "makes", "developments", "programme")
NEVER = {"iframe", "object", "embed", "base", "applet", "frame", "foreignobject", "animate", "style", "math"}


class _Dangers(HTMLParser):
    """Reads a page as a browser does, and remembers what could run or lead astray."""

    def __init__(self, own: str) -> None:
        super().__init__()
        self.own, self.found = own, list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name.lower(): (value or "").strip() for name, value in attrs}
        ours = values.get("src", "").startswith("/static/") or values.get("type") == "application/ld+json"
        if tag in NEVER or (tag == "script" and not ours and "nonce" not in values):
            self.found.append(f"<{tag}>")
        if tag == "img" and not values.get("src", "").startswith(("/fotos/", "/static/")):
            self.found.append(f"img of {values.get('src')}")
        for name, value in values.items():
            plain = re.sub(r"[\t\r\n]", "", value.lstrip("".join(map(chr, range(33))))).lower()
            runs = name.startswith("on") or name in {"style", "srcdoc", "formaction", "xlink:href"}
            leads = name in {"href", "src", "action"} and plain.startswith(("javascript:", "data:", "vbscript:"))
            if runs or leads:
                self.found.append(f"{name}={value[:60]}")

    handle_startendtag = handle_starttag


def dangers(html: str) -> list[str]:
    reader = _Dangers(html)
    reader.feed(html)
    reader.close()
    return reader.found


def corpus() -> list[str]:
    known = [*ATTACKS, *NASTY]
    if NAUGHTY.is_file():
        known += json.loads(NAUGHTY.read_text(encoding="utf-8"))
    return [text for text in known if "\0" not in text and len(text) < 4000]


def test_the_reader_of_dangers_sees_them() -> None:
    for attack in (
        "<script>1</script>",
        "<p onclick=1>",
        "<img src=x>",
        '<a href=" java\tscript:1">',
        "<style>",
        "<base>",
    ):
        assert dangers(attack), attack
    assert not dangers('<p><a href="/x">a</a><img src="/fotos/1.jpg" alt="onload=1"></p>')


@pytest.mark.parametrize("wrapped", ["{}", "<p>{}</p>", "<p>x</p><figure>{}<figcaption>{}</figcaption></figure>"])
def test_every_text_alone_comes_out_harmless_and_stays_the_same(wrapped: str) -> None:
    for text in corpus():
        html = cleaned(wrapped.replace("{}", text))
        assert not dangers(html), text
        assert not dangers(str(shown(wrapped.replace("{}", text)))), text
        assert str(shown(html)) == html, text


def filled(area: Area, beheer: User, texts: list[str]) -> Profile:
    """A draft, programme, quote and picture in which these texts stand, written by the services."""
    parts = {slot: "".join(f"<p>{text}</p>{text}" for text in texts[at::5])[:50_000] for at, slot in enumerate(SLOTS)}
    line = " ".join(ATTACKS[:3])
    gemeente = area.municipality or area
    theme = Theme.objects.create(municipality=gemeente, name=ATTACKS[0][:60] + str(uuid4())[:8], aim=ATTACKS[1])
    add_picture(
        area=area,
        picture=clean_picture(photo()),
        alt=line[:150],
        caption=line[:200],
        credit=line[:80],
        key=uuid4(),
        by=beheer,
    )
    profile = Profile.objects.get(area=area)
    mark = f"[foto {profile.pictures.latest('pk').pk}]"
    parts["who"] = f"{parts['who']}<p>Ja</p>"
    picture = profile.pictures.latest("pk")
    parts["makes"] += f'<figure><img src="/fotos/{picture.pk}.jpg" alt="{line}"></figure><p>{mark}</p>'
    new = {"question": line[:300], **parts}
    profile = save_draft(area=area, texts=new, version=profile.version, by=beheer)
    programme = {theme.pk: (line[:600], line[:200])}
    profile = save_programme(area=area, programme=programme, version=profile.version, by=beheer)
    days = {"consent_on": today(), "until": today()}
    add_quote(
        area=area, key=uuid4(), by=beheer, part="who", text=line[:400], said_by=line[:100], given_by=line[:120], **days
    )
    return profile


def test_no_page_of_a_profile_runs_what_was_written(klarendal: Area, as_user: AsUser, beheer: User) -> None:
    texts = corpus()
    for some in (texts[::2], texts[1::2]):
        draft = filled(klarendal, beheer, some)
        name = ATTACKS[0][:100]
        publish_edition(profile=draft, version=draft.version, signed_name=name, key=uuid4(), by=beheer)
    client = as_user(beheer)
    for reader in (client, Client()):
        for address in PAGES if reader is client else PAGES[:1]:
            answer = reader.get(address)
            assert answer.status_code == 200, address
            page = answer.content.decode()
            assert not dangers(page), address
            assert "<script>alert" not in page, address
    edition = ProfileEdition.objects.get(number=2)
    assert 'src="/fotos/' in edition.content["makes"]
    quote = draft.quotes.latest("pk")
    for address in (f"{WORKSHOP}citaten/{quote.pk}/weg/", f"{WORKSHOP}citaten/{quote.pk}/verlengen/"):
        assert not dangers(client.get(address).content.decode()), address


WORD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40"><head>
<meta name=ProgId content=Word.Document><meta name=Generator content="Microsoft Word 15">
<link rel=File-List href="file:///C:/Users/x/AppData/Local/Temp/msohtmlclip1/01/clip_filelist.xml">
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings><o:AllowPNG/></o:OfficeDocumentSettings></xml><![endif]-->
<style><!-- @font-face {font-family:Calibri;} p.MsoNormal {mso-style-parent:"";margin-bottom:8.0pt;} --></style>
</head><body lang=NL style='tab-interval:35.4pt;word-wrap:break-word'><!--StartFragment-->
<h2 style='margin-top:12.0pt'><span style='mso-fareast-font-family:"Times New Roman"'>Wonen in
de wijk<o:p></o:p></span></h2>
<p class=MsoNormal>Veel mensen <b style='mso-bidi-font-weight:normal'>huren</b> hier&nbsp;lang.<span
style='mso-spacerun:yes'>&nbsp; </span>Zie <a href="https://arnhem.example/plan">het plan</a>.<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span></span><![endif]>Een speeltuin<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt'><![if !supportLists]><span
style='mso-list:Ignore'>·<span>&nbsp; </span></span><![endif]>Een buurthuis<o:p></o:p></p>
<p class=MsoNormal><!--[if gte vml 1]><v:shape id="Foto_1" type="#_x0000_t75"><v:imagedata
src="file:///C:/clip_image001.png"/>
</v:shape><![endif]--><![if !vml]><img width=604 height=401 src="file:///C:/Users/x/clip_image002.jpg"
v:shapes="Foto_1">
<![endif]><o:p></o:p></p><table class=MsoTableGrid border=1><tr><td width=300><p
class=MsoNormal>In een tabel</p></td></tr></table>
<!--EndFragment--></body></html>"""


def test_a_whole_page_of_word_becomes_plain_rich_text() -> None:
    html = cleaned(WORD)
    assert html.startswith("<h4>Wonen in")
    assert [" ".join(line.split()) for line in re.split(r"\n(?=[A-Z])", words(html))] == [
        "Wonen in de wijk",
        "Veel mensen huren hier lang. Zie het plan.",
        "Een speeltuin",
        "Een buurthuis",
        "In een tabel",
    ]
    assert "<strong>huren</strong>" in html
    assert "<ul><li>" in html
    assert 'href="https://arnhem.example/plan"' in html
    for rest in ("mso", "Mso", "<o:", "style", "file:", "<img", "<table", "<!--", "xml", "Symbol"):
        assert rest not in html, rest
