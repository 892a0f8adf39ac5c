"""What is too much is refused before it is read: a file is else written to disk first, however large."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

# The largest file that any form takes is 10 MB; the rest is what stands in the other fields.
MOST_BYTES = 13 * 1024 * 1024


class NotTooMuch(FileUploadHandler):
    """The first of the handlers: it looks at what the sender says is coming, and takes nothing itself."""

    def handle_raw_input(self, *given: Any, **named: Any) -> None:
        """Django gives stream, headers, length and boundary; only the length is looked at."""
        content_length: int = given[2]
        if content_length > MOST_BYTES:
            raise RequestDataTooBig("More than any form takes.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
