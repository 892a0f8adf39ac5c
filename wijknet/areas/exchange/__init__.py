"""Files in and out: official figures, borders, names and postcodes come in; a map picture goes out.

Readers turn a file into plain facts and never touch the database; `wijknet.areas.services` stores them.
"""
