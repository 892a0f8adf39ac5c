"""The suite reaches nobody: a connection or a name look-up past this machine is an error.

An audit hook sees what every Python library does, at the door to the operating system. It stays for
the life of the process.
"""

import ipaddress
import socket
import sys
from typing import Any

LOOKUPS = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyname_ex"}


class NetworkRefused(RuntimeError):
    """A test tried to reach another machine."""


def stays_here(host: Any) -> bool:
    """Whether a host is this machine (a name or an address; nothing means any address of ours)."""
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host or "localhost")
    if name in {"localhost", "testserver", socket.gethostname()}:
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect":
        address = arguments[1]
        if isinstance(address, tuple) and not stays_here(address[0]):
            raise NetworkRefused(f"The suite is sealed: no connection to {address[0]}")
    elif event in LOOKUPS and not stays_here(arguments[0]):
        raise NetworkRefused(f"The suite is sealed: no look-up of {arguments[0]}")


def seal() -> None:
    """Close the door; there is no way to open it again."""
    sys.addaudithook(_refuse)
