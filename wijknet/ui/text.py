"""Text as people search it: without capitals, accents and odd spaces."""

import unicodedata

# Letters that Unicode does not take apart into a base and an accent.
_WHOLE_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"})


def fold(text: str) -> str:
    """`"Café  Yıldız"` becomes `"cafe yildiz"`; for sort and search columns and for comparing names."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(letters.translate(_WHOLE_LETTERS).split())


def sort_key(name: str, *, length: int = 200) -> str:
    """The folded name to sort by; signs at the front ("'t Kopje") do not count."""
    folded = fold(name)
    return (folded.lstrip("'’‘`\"“”.,-– ") or folded)[:length]


def search_words(*parts: str) -> str:
    """One folded text of all parts that have something in them."""
    return " ".join(folded for part in parts if (folded := fold(part)))
