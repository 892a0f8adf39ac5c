"""What the table of files refuses by itself."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from wijknet.files.models import StoredFile

pytestmark = pytest.mark.django_db


def store(**more: Any) -> StoredFile:
    given = {
        "sha256": "a" * 64,
        "name": "plein.jpg",
        "content_type": "image/jpeg",
        "size": 12,
        "owner_label": "initiatives.Initiative",
        "owner_pk": 1,
    }
    stored: StoredFile = StoredFile.objects.create(**(given | more))
    return stored


def test_the_same_file_is_kept_once_per_owner() -> None:
    assert str(store()) == "plein.jpg"
    store(owner_pk=2)
    with pytest.raises(IntegrityError, match=r"files_once_per_owner|owner_label"), transaction.atomic():
        store(name="zelfde.jpg")


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(IntegrityError, match="files_not_empty"), transaction.atomic():
        store(size=0)
