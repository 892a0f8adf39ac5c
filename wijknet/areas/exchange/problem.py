"""What is wrong with a file, said so that someone can mend it."""


class FileProblem(Exception):
    """A file that cannot be loaded. Says which file, row and column, and what is wrong there, in Dutch."""

    def __init__(self, problem: str, *, file: str, row: int | str | None = None, column: str | None = None) -> None:
        self.problem, self.file, self.row, self.column = problem, file, row, column
        super().__init__(problem)

    def __str__(self) -> str:
        place = [self.file]
        if self.row is not None:
            place.append(f"rij {self.row}")
        if self.column is not None:
            place.append(f"kolom {shorten(self.column)}")
        return f"{', '.join(place)}: {self.problem}"


def shorten(text: object, most: int = 60) -> str:
    """What stood in the file, safe to print: one line, no control characters, not endless."""
    plain = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in str(text))
    return plain if len(plain) <= most else f"{plain[:most]}…"
