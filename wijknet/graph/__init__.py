"""The network of a wijk as plain numbers: measures, layout, trusted circle and warm path.

Floor 1: no Django, no tables; the only place that may import igraph and highspy. Who calls it gives a Network of
organisations, places and informal networks, never of persons and never with a kind that is sensitive; what comes back
points to nodes by their place in `keys`. Everything here is seeded: the same network gives the same answer.

Network     what goes in, and what every module here works on
measures    who connects, who stands alone, what breaks apart, which groups form
layout      where each node stands in the picture
circle      the smallest set that together reaches all chosen groups
paths       the shortest trusted way
"""

from wijknet.graph.network import Network

__all__ = ["Network"]
