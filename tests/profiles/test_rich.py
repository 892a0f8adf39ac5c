"""Rich text: what comes in is never trusted, and what somebody meant stays."""

import pytest

from wijknet.profiles.rich import cleaned, is_rich, marked, marks, shown, words

ATTACKS = [
    "<p><script>alert(1)</script>Ja</p>",
    "<p><img src=x onerror=alert(1)>Ja</p>",
    '<p onclick="alert(1)">Ja</p>',
    '<p><a href="javascript:alert(1)">Ja</a></p>',
    '<p><a href=" jAvA&#x09;script:alert(1)">Ja</a></p>',
    '<p><a href="data:text/html,<script>alert(1)</script>">Ja</a></p>',
    "<p><svg><script>alert(1)</script></svg>Ja</p>",
    "<p><svg onload=alert(1)>Ja</p>",
    "<p><math><mi><style><img src=x onerror=alert(1)></style></mi></math>Ja</p>",
    "<p><iframe srcdoc='<script>alert(1)</script>'></iframe>Ja</p>",
    '<p style="background:url(javascript:alert(1))">Ja</p>',
    "<p>Ja</p><style>body{display:none}</style>",
    "<p>Ja</p><form action=//kwaad.example><input name=wachtwoord></form>",
    "<div><p title='</p><script>alert(1)</script>'>Ja</p></div>",
    "<p><noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>Ja</p>",
    "[Ja](javascript:alert(1))",
    '[Ja](https://kwaad.example/"onmouseover="alert(1))',
    "**<script>alert(1)</script>** Ja",
    "<script>alert(1)</script> Ja",
    "<!--<img src='--><img src=x onerror=alert(1)>//--> Ja",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_runs_comes_through(attack: str) -> None:
    for html in (cleaned(attack), str(shown(attack)), str(marked(attack, "Iets anders")), cleaned(marks(attack))):
        assert "<script" not in html
        assert "<img" not in html
        assert "<style" not in html
        assert "<form" not in html
        assert "<svg" not in html
        assert "<iframe" not in html
        for tag in html.split("<")[1:]:
            inside = tag.split(">")[0].lower()
            assert " on" not in inside.replace(' rel="noopener noreferrer"', ""), html
            assert "javascript:" not in inside, html
            assert "data:" not in inside, html
            assert "style=" not in inside, html
    assert "Ja" in words(attack)


def test_what_word_brings_along_becomes_ours() -> None:
    pasted = (
        "<!--StartFragment--><h1 style='mso-x:y'>De buurt<o:p></o:p></h1>"
        "<p class=MsoNormal><b><span lang=NL>Veel</span></b> mensen&nbsp;<i>huren</i>.<o:p>&nbsp;</o:p></p>"
        "<p class=MsoListParagraph><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span>Een</p>"
        "<p class=MsoListParagraph><span>·<span>&nbsp;</span></span>Twee</p><p class=MsoNormal>&nbsp;</p>"
        "<xml><w:View>Normal</w:View></xml><style>@font-face{}</style>"
    )
    assert cleaned(pasted) == (
        "<h4>De buurt</h4><p><strong>Veel</strong> mensen <em>huren</em>. </p><ul><li>Een</li><li>Twee</li></ul>"
    )


def test_marks_become_html_and_come_back() -> None:
    text = (
        "## Wie hier woont\n\nVeel **jonge** mensen & *oude*.\nNog een regel.\n\n- Een\n- Twee\n\n1. Eerst\n2. Dan\n\n"
        "Lees [het plan](https://arnhem.example/plan?a=1&b=2)."
    )
    html = cleaned(text)
    assert html == (
        "<h4>Wie hier woont</h4><p>Veel <strong>jonge</strong> mensen &amp; <em>oude</em>.<br>Nog een regel.</p>"
        "<ul><li>Een</li><li>Twee</li></ul><ol><li>Eerst</li><li>Dan</li></ol>"
        '<p>Lees <a href="https://arnhem.example/plan?a=1&amp;b=2" rel="noopener noreferrer">het plan</a>.</p>'
    )
    assert marks(html) == text
    assert cleaned(html) == html


@pytest.mark.parametrize("text", ["5 * 3 * 2 = 30", "2 - 1", "1.000 mensen", "a < b > c", "[niet] (af)", "# "])
def test_what_is_no_mark_stays_as_typed(text: str) -> None:
    assert words(cleaned(text)) == text.strip()
    assert not is_rich(text)


@pytest.mark.parametrize(
    "nothing", ["", "  \n ", "<p></p>", "<p><br></p>", "<ul><li><p></p></li></ul>", "<p>&nbsp;</p>"]
)
def test_no_words_is_nothing(nothing: str) -> None:
    assert cleaned(nothing) == ""


def test_words_are_read_without_tags() -> None:
    assert words("<h4>Kop</h4><p>Een &amp; <strong>twee</strong><br>drie</p><ul><li>vier</li></ul>") == (
        "Kop\nEen & twee\ndrie\nvier"
    )


def test_new_words_are_marked_within_their_tags() -> None:
    old = "<p>Op donderdag is het theeuur.</p>"
    new = "<p>Op donderdag is het theeuur, <strong>ook voor</strong> nieuwe buren.</p>"
    assert marked(new, old) == (
        "<p>Op donderdag is het <mark>theeuur,</mark> <strong><mark>ook voor</mark></strong>"
        " <mark>nieuwe buren.</mark></p>"
    )
    assert marked(old, old) == old


def test_a_text_of_before_rich_text_reads_as_it_did() -> None:
    assert shown("Een\nregel\n\n <b>Twee</b> ") == "<p>Een<br>regel</p><p>&lt;b&gt;Twee&lt;/b&gt;</p>"
