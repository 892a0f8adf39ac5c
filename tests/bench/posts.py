"""The posts that are measured: prepared as a browser would, then one post on the clock."""

from collections.abc import Callable, Iterator

from tests.bench.client import Answer, Client


def moment(client: Client, addresses: Iterator[str]) -> Answer:
    """Log a contact moment with nobody named."""
    address = next(addresses)
    return client.post(address, client.form(address) | MOMENT)


def initiative(client: Client, addresses: Iterator[str]) -> Answer:
    """The last step of a form that was filled in before; each can be sent once."""
    address = next(addresses)
    return client.post(address, client.form(address))


MOMENT = {"line": "Gesproken over het speelveld.", "parties": "nobody"}
POSTS: dict[str, Callable[[Client, Iterator[str]], Answer]] = {"post moment": moment, "post initiative": initiative}
