"""Rich text as plain data, for what cannot read HTML: blocks of lines, each line of runs of words."""

from html.parser import HTMLParser
from typing import Any

from wijknet.profiles.pictured import FIGURE, picture_of
from wijknet.profiles.rich import shown

Run = dict[str, Any]
Block = dict[str, Any]
_LISTS = {"ul", "ol"}


def blocks_of(text: str) -> list[Block]:
    """`{"kind": "p" | "h4" | "ul" | "ol", "lines": [[run, …], …]}`; a run has words, strong, soft and link.

    A list within a list is told at the same depth. A picture is `{"kind": "picture", "lines": [], "pk", "alt",
    "caption", "tall"}`.
    """
    blocks: list[Block] = []
    for place, html in enumerate(FIGURE.split(shown(text))):
        if place % 2 == 0:
            reader = _Reader()
            reader.feed(html)
            reader.close()
            blocks += [block for block in reader.blocks if block["lines"]]
        elif picture := picture_of(html):
            words = {"pk": picture.pk, "alt": picture.alt, "caption": picture.caption}
            tall = picture.height > picture.width
            blocks.append({"kind": "picture", "lines": [], **words, "tall": tall})
    return blocks


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.lists: list[str] = []
        self.look = {"strong": 0, "em": 0}
        self.link = ""
        self.open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _LISTS:
            self.lists.append(tag)
            self.blocks.append({"kind": tag, "lines": []})
        elif tag == "li":
            if not self.blocks or self.blocks[-1]["kind"] not in _LISTS:
                self.blocks.append({"kind": "ul", "lines": []})
            self.blocks[-1]["lines"].append([])
            self.open = True
        elif tag in {"p", "h4"} and not self.lists:
            self._begin(tag)
        elif tag in self.look:
            self.look[tag] += 1
        elif tag == "a":
            self.link = dict(attrs).get("href") or ""
        elif tag == "br":
            self._add("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _LISTS and self.lists:
            self.lists.pop()
        if tag in {"p", "h4", "li", *_LISTS}:
            self.open = tag == "p" and bool(self.lists)
        elif tag in self.look:
            self.look[tag] = max(0, self.look[tag] - 1)
        elif tag == "a":
            self.link = ""

    def handle_data(self, data: str) -> None:
        if not self.open and data.strip():
            self._begin("p")
        if self.open:
            self._add(" ".join(f"|{data}|".split())[1:-1])

    def _begin(self, kind: str) -> None:
        self.blocks.append({"kind": kind, "lines": [[]]})
        self.open = True

    def _add(self, words: str) -> None:
        if self.open and words:
            run = {"words": words, "strong": self.look["strong"] > 0, "soft": self.look["em"] > 0, "link": self.link}
            self.blocks[-1]["lines"][-1].append(run)
