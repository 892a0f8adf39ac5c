"""Files that people add, kept in private; and sheets (CSV, XLSX), read and written.

Floor 3. StoredFile: hash, type by content, size, and the owner as label and key. Served only by
a view that first asks the owner whether this viewer may see it. `sheets` reads what people send
without trusting it, and writes what a spreadsheet may open without danger; `networks` does the
same for points and lines.
"""
