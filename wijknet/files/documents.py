"""Documents to print: a source of templates/documents/ with data beside it becomes a tagged PDF, or a picture.

What people wrote reaches the setter only as JSON, never as source, so no sign in it means anything. It works in a
folder of its own that holds the source, the data and the pictures, and is gone afterwards.
"""

import io
import json
import logging
import re
import subprocess
import sys
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore
from typing import Any

import segno
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.utils.translation import gettext as _

from wijknet.files.glyphs import signs_of
from wijknet.ui.theme import tokens

SOURCES, FONTS = ("templates", "documents"), ("build", "fonts")
SETTER = Path(__file__).with_name("typeset.py")
MOST_SECONDS = 20
# Everybody may ask for some documents, so only so many are set at once in a web process; others wait for a moment.
MOST_AT_ONCE, MOST_WAITING = 2, 10
MOST_BYTES_IN, MOST_BYTES_OUT = 30_000_000, 30_000_000
# A longer word gets places where it may be broken, or it would run off the paper. An address breaks at its slashes.
LONG_WORD = 22
_LONG = re.compile(rf"[^\s/]{{{LONG_WORD + 1},}}")
MAY_BREAK = "\u00ad"
UNKNOWN = "?"
FACE = "Source Sans 3"

_free = BoundedSemaphore(MOST_AT_ONCE)
logger = logging.getLogger(__name__)


def make_document(source: str, data: Mapping[str, Any], *, files: Mapping[str, bytes] | None = None) -> bytes:
    """The PDF of `<source>.typ` with `data` (plain JSON) as data.json and `files` beside it by name.

    ValidationError in plain Dutch when it cannot be made, is too large or takes too long.
    """
    return _set(source, data, files, "pdf")


def make_picture(source: str, data: Mapping[str, Any], *, files: Mapping[str, bytes] | None = None) -> bytes:
    """The same as PNG: its one page, a pixel per point."""
    return _set(source, data, files, "png")


def _set(source: str, data: Mapping[str, Any], files: Mapping[str, bytes] | None, kind: str) -> bytes:
    beside = dict(files or {})
    words = json.dumps({**_clean(dict(data)), "theme": tokens()}).encode()
    if len(words) + sum(map(len, beside.values())) > MOST_BYTES_IN:
        raise ValidationError(_("Dit wordt te groot om te printen. Kies minder."))
    with TemporaryDirectory(prefix="wijknet-print-") as name:
        folder = Path(name)
        for path in settings.BASE_DIR.joinpath(*SOURCES).glob("*.typ"):
            target = "main.typ" if path.stem == source else path.name
            (folder / target).write_bytes(path.read_bytes())
        for file, content in {**beside, "data.json": words}.items():
            (folder / file).write_bytes(content)
        if not _free.acquire(timeout=MOST_WAITING):
            raise ValidationError(_("Het is nu druk. Probeer het over een minuut opnieuw."))
        try:
            return _run(folder, source, kind)
        finally:
            _free.release()


def _run(folder: Path, source: str, kind: str) -> bytes:
    command = [sys.executable, "-I", str(SETTER), str(folder), str(fonts_folder()), kind]
    try:
        subprocess.run(command, cwd=folder, timeout=MOST_SECONDS, check=True, capture_output=True)
        content = (folder / f"out.{kind}").read_bytes()
    except subprocess.TimeoutExpired:
        raise ValidationError(_("Het maken duurde te lang. Kies minder, of probeer het straks opnieuw.")) from None
    except (subprocess.CalledProcessError, FileNotFoundError):
        # What the setter says may quote what people wrote; only the kind of error and its place are logged.
        logger.exception("A document could not be made.", extra={"file": source})
        raise ValidationError(_("De pdf kon niet worden gemaakt. Probeer het straks opnieuw.")) from None
    if len(content) > MOST_BYTES_OUT:
        raise ValidationError(_("Dit wordt te groot om te printen. Kies minder."))
    return content


def code_of(address: str) -> bytes:
    """A picture (SVG) that a phone reads as this address; the paper around it gives the light edge."""
    drawn = io.BytesIO()
    segno.make(address, micro=False).save(drawn, kind="svg", border=0)
    return drawn.getvalue()


def fonts_folder() -> Path:
    """Where `manage.py frontend` put the faces."""
    return Path(settings.BASE_DIR).joinpath(*FONTS)


@lru_cache(maxsize=1)
def _known() -> frozenset[int]:
    """The signs that every face holds: bold may not lack what regular has."""
    faces = sorted(fonts_folder().glob("*.ttf"))
    if not faces:
        raise ImproperlyConfigured("No faces to print with: run `python manage.py frontend`.")
    return frozenset.intersection(*(signs_of(path) for path in faces))


def _clean(value: Any) -> Any:
    """The same data with only signs that can be printed; an accessible PDF may not hold an unknown sign."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: _clean(inner) for key, inner in value.items()}
    return [_clean(inner) for inner in value] if isinstance(value, list | tuple) else value


def printable(text: str) -> str:
    """Text without control signs and pictograms; a letter that the faces lack becomes a question mark."""
    known = _known()
    signs = []
    for sign in unicodedata.normalize("NFC", text.replace("\r\n", "\n")):
        if sign == "\n" or ord(sign) in known:
            signs.append(sign)
        elif unicodedata.category(sign)[0] in "LN":
            signs.append(UNKNOWN)
        elif unicodedata.category(sign)[0] == "Z" or sign == "\t":
            signs.append(" ")
    return _LONG.sub(_with_breaks, "".join(signs))


def _with_breaks(found: re.Match[str]) -> str:
    word, part = found[0], LONG_WORD // 2
    return MAY_BREAK.join(word[at : at + part] for at in range(0, len(word), part))
