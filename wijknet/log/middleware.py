"""A number for every request, one line about it, and the book of who looked at whom."""

import logging
import time
import uuid
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from wijknet.log.request import current_request_id
from wijknet.log.services import write_reads

GetResponse = Callable[[HttpRequest], HttpResponseBase]
logger = logging.getLogger(__name__)


def request_id(get_response: GetResponse) -> GetResponse:
    """Give the request a number that is in the log line and in the answer, for a person who calls about an error."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        number = uuid.uuid4().hex[:12]
        token = current_request_id.set(number)
        started = time.perf_counter()
        request.request_id = number  # type: ignore[attr-defined]
        try:
            response = get_response(request)
            match = request.resolver_match
            logger.info(
                "request",
                extra={
                    "method": request.method,
                    "route": match.route if match else "",
                    "status": response.status_code,
                    "milliseconds": round((time.perf_counter() - started) * 1000),
                },
            )
        finally:
            current_request_id.reset(token)
        response["X-Request-ID"] = number
        return response

    return middleware


def read_log(get_response: GetResponse) -> GetResponse:
    """Write the read log, outside the guard that refuses writes on GET, and only for answers that showed something."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if response.status_code < 400:
            write_reads(request)
        return response

    return middleware
