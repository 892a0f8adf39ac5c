"""Files that people add, kept in private.

Floor 3. StoredFile: hash, type by content, size, and the owner as label and key. Served only by
a view that first asks the owner whether this viewer may see it.
"""
