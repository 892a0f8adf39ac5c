"""Log lines as JSON, by an allow-list of keys: what is not on it, and so all personal data, stays out."""

import json
import logging
from pathlib import PurePath

from django.utils import timezone

from wijknet.log.request import current_request_id

ALLOWED_KEYS = ("event", "method", "route", "status", "milliseconds", "job", "count", "seconds", "file")
# Loggers whose messages are fixed words of ours; ruff refuses a message that is put together.
OURS = ("wijknet", "actors", "initiatives")


class AllowedKeysFormatter(logging.Formatter):
    """One line per record: where it comes from, what it says in fixed words, and the allowed keys."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": timezone.now().isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request_id": current_request_id.get(),
            "message": _fixed_words(record),
        }
        line |= {key: record.__dict__[key] for key in ALLOWED_KEYS if key in record.__dict__}
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["trace"] = _places(record)
        return json.dumps(line, ensure_ascii=False, default=str)


def _fixed_words(record: logging.LogRecord) -> str:
    """The template of the message without its arguments: those may hold what a person typed.

    A message of others without arguments may already have been filled in, so only its place is told.
    """
    if record.name.split(".")[0] in OURS or record.args:
        return str(record.msg)
    return f"{PurePath(record.pathname).name}:{record.lineno} {record.funcName}"


def _places(record: logging.LogRecord) -> list[str]:
    """Where it went wrong (file and line), without the values that a traceback's message may carry."""
    places = []
    trace = record.exc_info[2] if record.exc_info else None
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{PurePath(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return places[-12:]
