"""Rich text: headings, lists, links, pictures, strong and soft words. Cleaned coming in, and again when it is shown.

A text has two forms. Stored is HTML of the few tags below. Who writes without JavaScript sees the same as plain
marks: `## kop`, `- punt`, `1. stap`, `**vet**`, `*schuin*`, `[woorden](adres)`, `[foto 12]`, a blank line between
paragraphs. What was written before rich text existed is such a plain text too, also in editions that never change.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from html import escape, unescape
from html.parser import HTMLParser
from itertools import groupby

import nh3
from django.utils.safestring import SafeString

from wijknet.profiles.pictured import (
    IMG,
    MARK,
    PICTURE_ATTRIBUTES,
    PICTURE_TAGS,
    ShownPicture,
    only_our_pictures,
    with_pictures,
    without_pictures,
)

TAGS = {"p", "br", "h4", "ul", "ol", "li", "strong", "em", "a"} | PICTURE_TAGS
ATTRIBUTES = {"a": {"href"}, **PICTURE_ATTRIBUTES}
SCHEMES = {"http", "https", "mailto", "tel"}
# Comes along with text from Word or from a web page; becomes one of ours. `div` and `b` say no more than these.
_OTHERS = {"b": "strong", "i": "em", "div": "p", **dict.fromkeys(("h1", "h2", "h3", "h5", "h6"), "h4")}
_HIDDEN = {"script", "style", "xml", "title", "template"}
_RICH = re.compile(r"\s*(?:<(?:p|h[1-6]|ul|ol|div|figure|html|meta|o:p)\b|<!--)", re.IGNORECASE)
_TAG = re.compile(r"<(?:\"[^\"]*\"|[^\">])*>")
_OTHER = re.compile(rf"<(/?)({'|'.join(_OTHERS)})>")
_EMPTY = re.compile(r"<(p|h4|li|ul|ol|strong|em)>(?:\s|<br>)*</\1>")
_WORD_POINT = re.compile(r"<p>\s*[·•▪§]\s*(.*?)</p>", re.DOTALL)
_POINTS = re.compile(r"</ul>\s*<ul data-point>")
_BLANK_LINE = re.compile(r"\n\s*\n")
_LINE_KINDS = (("h4", re.compile(r"#+\s+")), ("ul", re.compile(r"[-*•]\s+")), ("ol", re.compile(r"\d{1,3}[.)]\s+")))
_LINK = re.compile(r"\[([^\[\]\n]+)\]\(((?:https?://|mailto:|tel:|/)[^\s()]+)\)")
_STRONG = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_EM = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=\S)\*(?![\w*])")
_TOKEN = re.compile(r"<(?:\"[^\"]*\"|[^\">])*>|\s+|[^\s<]+")
# Comparing costs the square of the length; a text that was rewritten this much is new as a whole.
_MAX_WORDS = 3000


def is_rich(text: str) -> bool:
    """Whether this is HTML of an editor or of a paste; else it is a plain text with marks."""
    return bool(_RICH.match(text))


def cleaned(text: str) -> str:
    """What is stored of what came in: HTML of our few tags, whatever it was; empty when there are no words."""
    html = _from_elsewhere(text) if is_rich(text) else _from_marks(text)
    html = _only_ours(html)
    if html and not is_rich(html):
        html = f"<p>{html}</p>"
    return html if words(html) or "<figure>" in html else ""


def shown(text: str) -> SafeString:
    """What stands on a page. Cleaned here as well: what is stored is trusted nowhere."""
    return SafeString(html_of(text))


def html_of(text: str) -> str:
    """The same as plain characters, for an attribute or a file."""
    return _only_ours(text if is_rich(text) else _from_marks(text))


def words(text: str) -> str:
    """The text alone, a line per paragraph, heading or point; pictures are told elsewhere."""
    html = without_pictures(shown(text))
    lines = (_TAG.sub("", line) for line in re.split(r"</(?:p|h4|li)>|<br>", html))
    return "\n".join(unescape(line).strip() for line in lines if line.strip())


def marks(text: str) -> str:
    """The same as plain text with marks, for a text field without JavaScript."""
    reader = _Marks()
    reader.feed(with_pictures(shown(text), lambda picture: f"<p>[foto {picture.pk}]</p>"))
    return re.sub(r"\n{3,}", "\n\n", "".join(reader.out)).strip()


def marked(new: str, old: str) -> SafeString:
    """The text as shown, with `<mark>` around words that were not in the old one."""
    html, before = shown(new), _only_words(shown(old))
    after = _only_words(html)
    if html == shown(old) or max(len(before), len(after)) > _MAX_WORDS:
        return html
    fresh = [False] * len(after)
    for kind, _, _, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            fresh[start:end] = [True] * (end - start)
    return SafeString("".join(_with_marks(html, fresh)))


def _only_words(html: str) -> list[str]:
    """Words and pictures: what can be new."""
    return [token for token in _TOKEN.findall(html) if token.strip() and (token[0] != "<" or IMG.fullmatch(token))]


def _with_marks(html: str, fresh: list[bool]) -> Iterator[str]:
    """Runs of new words between two tags stand in one mark; white space alone is never new."""
    told = iter(fresh)

    def kind(token: str) -> str:
        if token.startswith("<") and not IMG.fullmatch(token):
            return "tag"
        return "space" if not token.strip() else "new" if next(told) else "old"

    tokens = [(kind(token), token) for token in _TOKEN.findall(html)]
    for place, (what, token) in enumerate(tokens):
        around = {tokens[near][0] for near in (place - 1, place + 1) if 0 <= near < len(tokens)}
        if what == "space" and around == {"new"} and 0 < place < len(tokens) - 1:
            tokens[place] = ("new", token)
    for what, run in groupby(tokens, key=lambda token: token[0]):
        text = "".join(token for _, token in run)
        yield f"<mark>{text}</mark>" if what == "new" else text


def _from_elsewhere(html: str) -> str:
    """HTML of an editor, of Word or of a web page, with what it means in our tags."""
    kept = nh3.clean(
        html,
        tags=TAGS | set(_OTHERS),
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        clean_content_tags=_HIDDEN,
    ).replace("&nbsp;", " ")
    kept = _OTHER.sub(lambda found: f"<{found[1]}{_OTHERS[found[2]]}>", kept)
    kept = _WORD_POINT.sub(r"<ul data-point><li>\1</li></ul>", kept)
    kept = _POINTS.sub("", kept).replace("<ul data-point>", "<ul>")
    kept = re.sub(r"<li>\s*<p>(.*?)</p>\s*</li>", r"<li>\1</li>", kept, flags=re.DOTALL)
    for _ in range(3):  # an empty word in an empty point in an empty list
        kept = _EMPTY.sub("", kept)
    kept = kept.strip()
    return kept if _RICH.match(kept) or not kept else f"<p>{kept}</p>"


def _only_ours(html: str) -> str:
    ours = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, clean_content_tags=_HIDDEN)
    return only_our_pictures(ours).strip()


def _from_marks(text: str) -> str:
    """HTML of a plain text with marks."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    whole = "\n".join(line.rstrip() for line in lines).strip()
    blocks = (block for block in _BLANK_LINE.split(whole) if block.strip())
    return "".join(html for block in blocks for html in _block(block.strip().split("\n")))


def _block(lines: list[str]) -> Iterator[str]:
    for kind, run in groupby((_line(line) for line in lines), key=lambda line: line[0]):
        texts = [text for _, text in run]
        if kind == "h4":
            yield from (f"<h4>{text}</h4>" for text in texts)
        elif kind == "figure":
            yield from texts
        elif kind == "p":
            yield f"<p>{'<br>'.join(texts)}</p>"
        else:
            yield f"<{kind}>{''.join(f'<li>{text}</li>' for text in texts)}</{kind}>"


def _line(line: str) -> tuple[str, str]:
    """The kind of one line, and its words as HTML."""
    if picture := MARK.fullmatch(line.strip()):
        return "figure", ShownPicture(pk=int(picture[1])).html
    for kind, mark in _LINE_KINDS:
        if (found := mark.match(line.strip())) and line.strip()[found.end() :]:
            return kind, _inline(line.strip()[found.end() :])
    return "p", _inline(line)


def _inline(text: str) -> str:
    html = _LINK.sub(r'<a href="\2">\1</a>', escape(text, quote=False).replace('"', "&quot;"))
    parts = _TAG.split(html)
    tags = [*_TAG.findall(html), ""]
    soft = (_EM.sub(r"<em>\1</em>", _STRONG.sub(r"<strong>\1</strong>", part)) for part in parts)
    return "".join(part + tag for part, tag in zip(soft, tags, strict=True))


class _Marks(HTMLParser):
    """Writes our own HTML as marks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.lists: list[int | None] = []
        self.link = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"ul", "ol"}:
            self.lists.append(0 if tag == "ol" else None)
        elif tag == "li":
            self.out.append(self._point())
        elif tag == "a":
            self.link = dict(attrs).get("href") or ""
            self.out.append("[" if self.link else "")
        else:
            self.out.append({"br": "\n", "h4": "## ", "strong": "**", "em": "*"}.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in {"ul", "ol"}:
            if self.lists:
                self.lists.pop()
            self.out.append("\n")
        elif tag == "a" and self.link:
            self.out.append(f"]({self.link})")
            self.link = ""
        else:
            self.out.append({"p": "\n\n", "h4": "\n\n", "li": "\n", "strong": "**", "em": "*"}.get(tag, ""))

    def handle_data(self, data: str) -> None:
        self.out.append(data)

    def _point(self) -> str:
        number = self.lists[-1] if self.lists else None
        if number is None:
            return "- "
        self.lists[-1] = number + 1
        return f"{number + 1}. "
