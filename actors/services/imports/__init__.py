"""Files in: upload, choose columns, check, import all or nothing in the background, and undo for 30 days.

`steps` is what a person does, one verb each; `reading` makes of a file the plan of its rows (`places`, `people` and
`ties` know one kind of row each, `book` what rows refer to; of a network file `received` keeps what is no human, and
`graph` and `points` know its lines and points); `run` does the plan and `undo` takes it back.
"""

from actors.services.imports.plan import Outcome, Wrong
from actors.services.imports.reading import FileView, network_of, read_plan, view_file, wrong_rows
from actors.services.imports.run import do_import, key_of
from actors.services.imports.steps import (
    MOST_BYTES,
    ask_import,
    ask_undo,
    choose_columns,
    discard_import,
    start_import,
)
from actors.services.imports.undo import do_undo, undo_key_of

__all__ = [
    "MOST_BYTES",
    "FileView",
    "Outcome",
    "Wrong",
    "ask_import",
    "ask_undo",
    "choose_columns",
    "discard_import",
    "do_import",
    "do_undo",
    "key_of",
    "network_of",
    "read_plan",
    "start_import",
    "undo_key_of",
    "view_file",
    "wrong_rows",
]
