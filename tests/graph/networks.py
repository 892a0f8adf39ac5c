"""Small networks with published results, typed from the papers."""

from wijknet.graph import Network

# Krackhardt (1990), Assessing the Political Landscape, Administrative Science Quarterly 35: the kite.
KITE = Network.of(
    ("Andre", "Beverly", "Carol", "Diane", "Ed", "Fernando", "Garth", "Heather", "Ike", "Jane"),
    [
        (one, other, 1.0)
        for one, others in {
            "Andre": ("Beverly", "Carol", "Diane", "Fernando"),
            "Beverly": ("Diane", "Ed", "Garth"),
            "Carol": ("Diane", "Fernando"),
            "Diane": ("Ed", "Fernando", "Garth"),
            "Ed": ("Garth",),
            "Fernando": ("Garth", "Heather"),
            "Garth": ("Heather",),
            "Heather": ("Ike",),
            "Ike": ("Jane",),
        }.items()
        for other in others
    ],
)


def at(network: Network, name: str) -> int:
    return network.keys.index(name)
