"""A picture that somebody sent, made anew: what it shows is kept, and nothing else that was in the file.

So place and camera (EXIF), texts, colour profiles, second files behind the first and everything that tries to be
picture and program at once stay behind. The answer is one JPEG, small enough for a public page.
"""

import struct
import warnings
from dataclasses import dataclass
from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

CONTENT_TYPE = "image/jpeg"
MOST_BYTES = 10 * 1024 * 1024
# A telephone of today makes 12 to 50 million; a file that unpacks to more is not for us.
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 1280
# What a picture may add to a page that as a whole stays below 150 kB.
LIGHT = 100_000
_QUALITIES = (80, 70, 60, 50, 40)
_SMALLER = 0.8
# A JPEG in ever finer scans: ten is usual, thousands keep a server busy for minutes.
_MOST_SCANS = 100
_FORMATS = ("JPEG", "PNG", "WEBP")
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif")
_MARKUP = (b"<svg", b"<?xml", b"<!doctype", b"<html")
# What Pillow says about a file that is not what it seems, or ends too soon.
_BROKEN = (
    *(OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, EOFError, AttributeError),
    *(ArithmeticError, MemoryError, RuntimeError, struct.error),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanPicture:
    """A JPEG of ours, with its size in pixels."""

    content: bytes
    width: int
    height: int


def clean_picture(content: bytes) -> CleanPicture:
    """Make the picture anew, upright; a ValidationError in plain words when that cannot be."""
    _refuse_at_sight(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # broken details beside a whole picture: they are left out anyway
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _drawn(content)
    except (*_BROKEN, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        if isinstance(error, ValidationError):
            raise
        if isinstance(error, (Image.DecompressionBombError, Image.DecompressionBombWarning)):
            raise _too_many_pixels() from error
        raise ValidationError(_not_opened(content), code="broken") from error


def _refuse_at_sight(content: bytes) -> None:
    """What can be told from size and first bytes, before anything is unpacked."""
    if not content:
        raise ValidationError(_("Dit bestand is leeg. Kies een foto."), code="empty")
    if len(content) > MOST_BYTES:
        raise ValidationError(_("Deze foto is te groot. Kies een foto van hoogstens 10 MB."), code="size")
    if content[4:8] == b"ftyp" and content[8:12].lower() in _HEIC:
        raise ValidationError(
            _("Deze foto is in HEIC. Dat kunnen we niet openen. Maak een schermafdruk van de foto en kies die."),
            code="heic",
        )
    if content.startswith(b"GIF8"):
        raise _moving()
    if content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        raise ValidationError(_("Een tekening (SVG) kan hier niet. Kies een foto: JPG, PNG of WebP."), code="markup")
    if content.count(b"\xff\xda") > _MOST_SCANS:
        raise ValidationError(_not_opened(content), code="broken")


def _drawn(content: bytes) -> CleanPicture:
    with Image.open(BytesIO(content), formats=_FORMATS) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise _too_many_pixels()
        # An MPO is a JPEG with a second picture behind it, as some telephones make; the first one is the photo.
        if opened.format != "MPO" and getattr(opened, "n_frames", 1) > 1:
            raise _moving()
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        opened.load()
        upright = ImageOps.exif_transpose(opened)
        plain = _on_white(upright)
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    return _light(plain)


def _on_white(picture: "Image.Image") -> "Image.Image":
    """Without see-through parts, in three colours, and without anything that was said about it."""
    if picture.has_transparency_data:
        layer = picture.convert("RGBA")
        ground = Image.new("RGB", layer.size, "white")
        ground.paste(layer, mask=layer.getchannel("A"))
        return ground
    plain = Image.new("RGB", picture.size)
    plain.paste(picture.convert("RGB"))
    return plain


def _light(picture: "Image.Image") -> CleanPicture:
    """As good as fits: first less fine, then smaller."""
    while True:
        for quality in _QUALITIES:
            out = BytesIO()
            picture.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
            if out.tell() <= LIGHT:
                return CleanPicture(content=out.getvalue(), width=picture.width, height=picture.height)
        size = (max(1, int(picture.width * _SMALLER)), max(1, int(picture.height * _SMALLER)))
        picture = picture.resize(size, Image.Resampling.LANCZOS)


def _moving() -> ValidationError:
    return ValidationError(
        _("Een bewegende foto kan hier niet. Kies een gewone foto: JPG, PNG of WebP."), code="moving"
    )


def _too_many_pixels() -> ValidationError:
    return ValidationError(
        _("Deze foto heeft te veel beeldpunten. Maak hem kleiner en kies hem opnieuw."), code="pixels"
    )


def _not_opened(content: bytes) -> str:
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG", b"RIFF")):
        return _("Deze foto is kapot. Maak een nieuwe foto, of kies een andere.")
    return _("Dit is geen foto die we kunnen openen. Kies een JPG, PNG of WebP.")
