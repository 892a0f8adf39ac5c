"""Who is who in files: which columns there are, what people call them, and how a cell becomes a value.

`columns` is data: one Sheet per kind of thing, in the words of our own export, so that what we write is read back.
`guess` finds the header row and the columns in a file of someone else, `cells` reads one cell, `rows` writes ours.
"""
