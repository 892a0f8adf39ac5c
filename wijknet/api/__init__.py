"""The roof for machines: public data in a stable form.

Floor 11; no tables. Holds only the health addresses for now; the open API comes here.
"""
