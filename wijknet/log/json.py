"""Log lines as JSON, by an allow-list of keys: what is not on it, and so all personal data, stays out."""

import json
import logging

from django.utils import timezone

from wijknet.log.request import current_request_id

ALLOWED_KEYS = (
    "event",
    "method",
    "route",
    "status",
    "milliseconds",
    "job",
    "count",
    "seconds",
    "file",
)


class AllowedKeysFormatter(logging.Formatter):
    """One line per record. Messages of our own loggers are fixed words; of others only errors are told."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": timezone.now().isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request_id": current_request_id.get(),
        }
        # The template of the message, without its arguments: those may hold what a person typed.
        line["message"] = str(record.msg)
        line |= {key: record.__dict__[key] for key in ALLOWED_KEYS if key in record.__dict__}
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["trace"] = _places(record)
        return json.dumps(line, ensure_ascii=False, default=str)


def _places(record: logging.LogRecord) -> list[str]:
    """Where it went wrong (file and line), without the values that a traceback's message may carry."""
    places = []
    trace = record.exc_info[2] if record.exc_info else None
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return places[-12:]
