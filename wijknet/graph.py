"""Network measures on igraph, in plain Python: the only module that may import igraph.

Holds nothing yet. The measures come with the network pages; they will take organisations, places and
networks as input, never persons.
"""
