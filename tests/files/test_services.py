"""Files are kept apart per owner, named by what they hold, and gone when their owner is done with them."""

import os
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from wijknet.areas.models import Area
from wijknet.files.models import StoredFile
from wijknet.files.services import clear_old, download, files_of, plain_name, read_file, remove_files, store_file

pytestmark = pytest.mark.django_db
TEXT = b"naam;soort\nDe Klare;Winkel\n"


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path)


def keep(owner: Area, content: bytes = TEXT, name: str = "plekken.csv", quota: int = 1000) -> StoredFile:
    return store_file(owner=owner, content=content, name=name, quota=quota)


def test_the_same_bytes_are_one_file_per_owner(arnhem: Area, klarendal: Area) -> None:
    assert keep(arnhem).pk == keep(arnhem, name="weer.csv").pk
    other = keep(klarendal)
    assert read_file(other) == TEXT
    assert len(default_storage.listdir("files")[1]) == 2


def test_what_goes_takes_its_own_bytes_along_only(
    arnhem: Area, klarendal: Area, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    gone, stays = keep(arnhem), keep(klarendal)
    with django_capture_on_commit_callbacks(execute=True):
        assert remove_files(arnhem) == 1
    assert files_of(arnhem) == []
    assert read_file(stays) == TEXT
    with pytest.raises(FileNotFoundError):
        read_file(gone)


def test_too_much_and_nothing_are_refused(arnhem: Area) -> None:
    with pytest.raises(ValidationError, match="te veel"):
        keep(arnhem, quota=10)
    with pytest.raises(ValidationError, match="leeg"):
        keep(arnhem, b"")
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (TEXT, "text/csv"),
        (b"\xff\xfen\x00", "text/csv"),
        (b"  <!DOCTYPE html><table>", "text/html"),
        (b"\xef\xbb\xbf<html>", "text/html"),
        (b"%PDF-1.7", "application/pdf"),
        (b"\xd0\xcf\x11\xe0....", "application/vnd.ms-excel"),
        (b"PK\x03\x04 not a zip", "application/octet-stream"),
        (b"a\0b", "application/octet-stream"),
    ],
)
def test_the_type_is_read_from_the_content(arnhem: Area, content: bytes, found: str) -> None:
    assert keep(arnhem, content, "plekken.csv").content_type == found


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\map\\plekken.csv", "plekken.csv"),
        ('a"\r\nX: 1.csv', "aX_1.csv"),
        ("\0", "bestand"),
        ("", "bestand"),
        ("..", "bestand"),
        ("x" * 300 + ".csv", "x" * 96 + ".csv"),
    ],
)
def test_a_name_becomes_plain(given: str, kept: str) -> None:
    assert plain_name(given) == kept


def test_an_answer_is_saved_and_never_shown() -> None:
    answer = download(TEXT, name="plek ken.csv", content_type="text/csv")
    assert answer["Content-Disposition"] == 'attachment; filename="plek_ken.csv"'
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_bytes_without_a_row_go_after_a_day(arnhem: Area, tmp_path: Path) -> None:
    stays = keep(arnhem)
    (tmp_path / "files" / "left").write_bytes(b"x")
    assert clear_old() == 0
    for path in (tmp_path / "files").iterdir():
        os.utime(path, (0, 0))
    assert clear_old() == 1
    assert read_file(stays) == TEXT


def test_without_a_folder_there_is_nothing_to_clear() -> None:
    assert clear_old() == 0
