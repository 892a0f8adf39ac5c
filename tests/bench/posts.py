"""The posts that are measured: prepared as a browser would, then one post on the clock."""

from collections.abc import Callable

from tests.bench.client import Answer, Client


def moment(client: Client, address: str) -> Answer:
    """Log a contact moment with nobody named."""
    fields = client.form(address) | {"line": "Gesproken over het speelveld."}
    return client.post(address, fields)


POSTS: dict[str, Callable[[Client, str], Answer]] = {"post moment": moment}
