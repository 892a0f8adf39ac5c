"""Networks in files (GraphML, GEXF, Kumu): written for other programs, read from what people send.

Knows points and lines, not what they stand for; that is up to the app that reads or writes.
"""

from wijknet.files.networks.model import FileEdge, FileNetwork, FileNode
from wijknet.files.networks.reading import packed, read_network, unpacked
from wijknet.files.networks.writing import FORMATS, write_network

__all__ = ["FORMATS", "FileEdge", "FileNetwork", "FileNode", "packed", "read_network", "unpacked", "write_network"]
