"""Pictures within rich text: only ours, each in a figure of its own, described for who cannot see it.

A text holds `<figure><img …><figcaption>…</figcaption></figure>`, with the words of that moment in it: so an edition
keeps them for ever. Who writes without JavaScript types `[foto 12]` on a line of its own.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from html import escape, unescape

from django.utils.translation import gettext as _

PICTURE_TAGS = {"figure", "figcaption", "img"}
PICTURE_ATTRIBUTES = {"img": {"src", "alt", "width", "height"}}
MARK = re.compile(r"\[foto\s+([1-9]\d{0,17})\]", re.IGNORECASE)
FIGURE = re.compile(r"<figure>(.*?)</figure>", re.DOTALL)
IMG = re.compile(r'<img((?:\s+[a-z]+="[^"]*")*)\s*/?>')
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
_ADDRESS = re.compile(r"/fotos/([1-9]\d{0,17})\.jpg")
_CAPTION = re.compile(r"<figcaption>(.*?)</figcaption>", re.DOTALL)
_ANY_TAG = re.compile(r"<(?:\"[^\"]*\"|[^\">])*>")
# Stands for a figure while everything around it is cleaned; private signs that no reader ever sees.
_PLACE = re.compile("\ue000(\\d+)\ue001")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPicture:
    """A picture as a text shows it. `caption` may be empty; `alt` is empty only before it was stored."""

    pk: int
    alt: str = ""
    caption: str = ""
    width: int = 0
    height: int = 0

    @property
    def html(self) -> str:
        size = f' width="{self.width}" height="{self.height}"' if self.width and self.height else ""
        words = f"<figcaption>{escape(self.caption, quote=False)}</figcaption>" if self.caption else ""
        return (
            f'<figure><img src="{address_of(self.pk)}" alt="{escape(self.alt)}"{size} loading="lazy">{words}</figure>'
        )


def address_of(pk: int) -> str:
    """Where a picture is read: it never changes, for editions of long ago name it too."""
    return f"/fotos/{pk}.jpg"


def picture_of(figure: str) -> ShownPicture | None:
    """The picture in the HTML of one figure; None when it holds none of ours."""
    for img in IMG.finditer(figure):
        attributes = dict(_ATTRIBUTE.findall(img[1]))
        if found := _ADDRESS.fullmatch(attributes.get("src", "")):
            caption = _CAPTION.search(figure)
            return ShownPicture(
                pk=int(found[1]),
                alt=_line(attributes.get("alt", "")),
                caption=_line(_ANY_TAG.sub(" ", caption[1])) if caption else "",
                width=_pixels(attributes.get("width", "")),
                height=_pixels(attributes.get("height", "")),
            )
    return None


def only_our_pictures(html: str) -> str:
    """Cleaned HTML in which every figure is one of ours, as we write it; other pictures go, words around them stay."""
    if "<img" not in html and "<fig" not in html:
        return html
    found: list[ShownPicture] = []

    def keep(figure: re.Match[str]) -> str:
        picture = picture_of(figure[0])
        if picture is None:
            return figure[1]
        found.append(picture)
        return f"\ue000{len(found) - 1}\ue001"

    html = FIGURE.sub(keep, re.sub("[\ue000\ue001]", "", html))
    html = _CAPTION.sub(lambda caption: f"<p>{_ANY_TAG.sub(' ', caption[1]).strip()}</p>", IMG.sub("", html))
    html = re.sub(r"</?fig(?:ure|caption)>", "", html)
    html = re.sub(r"<p>\s*</p>", "", html)  # held no more than a picture of somebody else
    return _PLACE.sub(lambda place: found[int(place[1])].html, html)


def with_pictures(html: str, change: Callable[[ShownPicture], str]) -> str:
    """The text with something else in the place of each figure."""

    def changed(figure: re.Match[str]) -> str:
        picture = picture_of(figure[0])
        return change(picture) if picture else ""

    return FIGURE.sub(changed, html)


def placed(html: str, pictures: Mapping[int, ShownPicture]) -> str:
    """The text with its pictures as they are known now; one that is not among these goes."""
    return with_pictures(html, lambda picture: pictures[picture.pk].html if picture.pk in pictures else "")


def pictures_in(html: str) -> list[ShownPicture]:
    """The pictures of a cleaned text, in its order."""
    return [picture for figure in FIGURE.findall(html) if (picture := picture_of(figure))]


def told(html: str) -> str:
    """The text with what each picture shows as words under it, for who compares."""
    return with_pictures(html, lambda picture: f"{picture.html}<p><em>{escape(picture.alt, quote=False)}</em></p>")


def words_of_gone() -> str:
    """What readers find in the place of a picture that somebody on it did not want."""
    return _("Hier stond een foto. Die is weggehaald.")


def without_gone(html: str, gone: Collection[int]) -> str:
    """The text with a sentence in the place of each picture that was taken away."""
    said = f"<p><em>{escape(words_of_gone(), quote=False)}</em></p>"
    return with_pictures(html, lambda picture: said if picture.pk in gone else picture.html)


def without_pictures(html: str) -> str:
    return FIGURE.sub("", html)


def _line(text: str) -> str:
    return " ".join(unescape(text).split())


def _pixels(text: str) -> int:
    return int(text) if re.fullmatch(r"[1-9]\d{0,4}", text) else 0
