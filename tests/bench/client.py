"""A browser of the barest kind: one connection per request, cookies, and the fields of a form."""

import http.client
import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    location: str
    ms: float


class FormFields(HTMLParser):
    """Names and values of the inputs, selects and textareas of a page, as a browser would send them untouched."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self._select = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        name = found.get("name", "")
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select and ("selected" in dict(attrs) or self._select not in self.values):
            self.values[self._select] = found.get("value", "")
        elif tag == "textarea" and name:
            self.values.setdefault(name, "")
        elif tag == "input" and name and found.get("type") not in {"checkbox", "radio", "submit", "file"}:
            self.values[name] = found.get("value", "")
        elif tag == "input" and name and found.get("type") in {"checkbox", "radio"} and "checked" in dict(attrs):
            self.values[name] = found.get("value", "on")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""


@dataclass
class Client:
    """Talks to one server on this machine. `session` is the value of the session cookie."""

    port: int
    session: str = ""
    cookies: dict[str, str] = field(default_factory=dict)

    def request(self, method: str, path: str, fields: dict[str, str] | None = None) -> Answer:
        cookies = self.cookies | ({"sessionid": self.session} if self.session else {})
        headers = {
            "Host": "localhost",
            "Accept": "text/html",
            "Accept-Encoding": "identity",
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": HOST,
            "Referer": "https://localhost/",
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        }
        body = urlencode(fields or {}).encode() if method == "POST" else None
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection(HOST, self.port, timeout=30)
        started = time.perf_counter()
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        content = response.read()
        ms = (time.perf_counter() - started) * 1000
        for header in response.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(header).items()}
        connection.close()
        return Answer(response.status, content, response.headers.get("Location", ""), ms)

    def get(self, path: str) -> Answer:
        return self.request("GET", path)

    def form(self, path: str) -> dict[str, str]:
        """The fields of the form on this page, its token and keys included."""
        return FormFields(self.get(path).body.decode()).values

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        return self.request("POST", path, fields)
