"""What a demo shows: made-up people and plans in real wijken with real figures.

Only in demo mode (`manage.py load_demo` refuses elsewhere). Each module here fills one part through the
services of its app and has a `load()` that changes nothing when its part is there already. Every made-up
name ends in "(demo)".
"""

ARNHEM = "GM0202"
GOEREE = "GM1924"
KLARENDAL = "WK020207"
ST_MARTEN = "WK020206"
GEITENKAMP = "WK020210"
# Stad aan 't Haringvliet, a wijk of its own since 2024.
STAD = "WK192412"
