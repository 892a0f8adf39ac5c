"""What comes in as a picture goes out as one plain, small, upright JPEG, or not at all and in plain words."""

import random
import zlib
from contextlib import suppress
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from tests.files.make import noise, photo
from wijknet.files import pictures
from wijknet.files.pictures import LIGHT, LONGEST_SIDE, CleanPicture, clean_picture

ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825
SECRET = b"Akkerstraat 12"


def opened(picture: CleanPicture) -> Image.Image:
    found = Image.open(BytesIO(picture.content))
    assert (found.format, found.mode) == ("JPEG", "RGB")
    assert found.size == (picture.width, picture.height)
    return found


def is_red(picture: Image.Image, at: tuple[int, int]) -> bool:
    red, _green, blue = picture.getpixel(at)  # type: ignore[misc]
    return bool(red > 150 and blue < 100)


def with_exif(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[MAKE] = SECRET.decode()
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (51.0, 59.0, 30.0)
    return photo(exif=exif.tobytes(), comment=SECRET)


@pytest.mark.parametrize(
    ("orientation", "corner", "size"),
    [
        (1, (5, 5), (40, 30)),
        (2, (35, 5), (40, 30)),
        (3, (35, 25), (40, 30)),
        (4, (5, 25), (40, 30)),
        (5, (5, 5), (30, 40)),
        (6, (25, 5), (30, 40)),
        (7, (25, 35), (30, 40)),
        (8, (5, 35), (30, 40)),
    ],
)
def test_it_stands_upright_and_tells_nothing_of_place_or_camera(
    orientation: int, corner: tuple[int, int], size: tuple[int, int]
) -> None:
    given = with_exif(orientation)
    assert SECRET in given
    clean = clean_picture(given)
    found = opened(clean)
    assert found.size == size
    assert is_red(found, corner)
    assert not dict(found.getexif())
    assert SECRET not in clean.content
    assert not {"exif", "comment", "icc_profile", "xmp"} & set(found.info)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_stands_behind_a_picture_stays_behind(kind: str) -> None:
    """A file that is a picture to one program and a page or archive to another."""
    given = photo(kind=kind) + b"<script>alert(1)</script>PK\x03\x04" + SECRET
    clean = clean_picture(given)
    assert b"script" not in clean.content
    assert SECRET not in clean.content


@pytest.mark.parametrize(
    "given",
    [
        photo(kind="PNG", mode="RGBA"),
        photo(kind="PNG", mode="L"),
        photo(kind="PNG", mode="P"),
        photo(mode="CMYK"),
        photo(kind="WEBP"),
        photo((1, 1)),
    ],
    ids=["RGBA", "grey", "palette", "CMYK", "WEBP", "one pixel"],
)
def test_every_usual_kind_becomes_a_jpeg(given: bytes) -> None:
    opened(clean_picture(given))


def test_what_one_can_see_through_becomes_white() -> None:
    out = BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    assert opened(clean_picture(out.getvalue())).getpixel((5, 5)) == (255, 255, 255)


def test_a_telephone_that_puts_a_second_picture_behind_the_first_may_send_it() -> None:
    out = BytesIO()
    first, second = (Image.open(BytesIO(photo(size))) for size in ((40, 30), (20, 20)))
    first.save(out, "MPO", save_all=True, append_images=[second])
    assert opened(clean_picture(out.getvalue())).size == (40, 30)


def test_a_large_and_busy_picture_becomes_light() -> None:
    clean = clean_picture(noise())
    assert len(clean.content) <= LIGHT
    assert max(opened(clean).size) <= LONGEST_SIDE


def bomb(width: int, height: int) -> bytes:
    """A PNG that says it is that large; the few bytes it needs for it are never unpacked."""
    head = b"IHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 2, 0, 0, 0])
    body = b"IDAT" + zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (len(part) - 4).to_bytes(4, "big") + part + zlib.crc32(part).to_bytes(4, "big")
        for part in (head, body, b"IEND")
    )


def moving(kind: str) -> bytes:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    out = BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=100)
    return out.getvalue()


@pytest.mark.parametrize(
    ("given", "code", "words"),
    [
        (b"", "empty", "leeg"),
        (b"x" * (pictures.MOST_BYTES + 1), "size", "10 MB"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 100, "heic", "schermafdruk"),
        (b"\0\0\0\x18ftypmif1" + b"\0" * 100, "heic", "schermafdruk"),
        (moving("GIF"), "moving", "bewegende"),
        (photo(kind="GIF"), "moving", "bewegende"),
        (moving("PNG"), "moving", "bewegende"),
        (moving("WEBP"), "moving", "bewegende"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "markup", "SVG"),
        (b'\xef\xbb\xbf <?xml version="1.0"?><svg/>', "markup", "SVG"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "markup", "Kies een foto"),
        (b"%PDF-1.7 geen foto", "broken", "geen foto"),
        (b"MZ\x90\0" + b"\0" * 500, "broken", "geen foto"),
        (b"\xff\xd8\xff\xe0 een leugen", "broken", "kapot"),
        (b"\x89PNG\r\n\x1a\n", "broken", "kapot"),
        (photo((200, 200))[:400], "broken", "kapot"),
        (photo((200, 200), kind="PNG")[:-60], "broken", "kapot"),
        (photo(kind="BMP"), "broken", "geen foto"),
        (photo(kind="TIFF"), "broken", "geen foto"),
        (photo() + b"\xff\xda" * 200, "broken", "kapot"),
        (bomb(50_000, 50_000), "pixels", "beeldpunten"),
        (bomb(9_000, 9_000), "pixels", "beeldpunten"),
        (bomb(60_000, 1), "broken", "kapot"),
    ],
)
def test_what_is_no_photo_is_refused_in_plain_words(given: bytes, code: str, words: str) -> None:
    with pytest.raises(ValidationError) as refused:
        clean_picture(given)
    assert refused.value.code == code
    assert words in refused.value.messages[0]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_bytes_that_changed_on_the_way_never_break_the_server(kind: str) -> None:
    """Every outcome but a picture or a plain word fails."""
    dice = random.Random(7)
    given = photo((64, 48), kind=kind) if kind != "JPEG" else with_exif(6)
    for _round in range(300):
        changed = bytearray(given)
        for _change in range(dice.randint(1, 12)):
            changed[dice.randrange(len(changed))] = dice.randrange(256)
        with suppress(ValidationError):
            opened(clean_picture(bytes(changed)))
