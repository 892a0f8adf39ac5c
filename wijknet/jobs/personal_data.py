"""The book of background work holds nothing about people: names of functions, keys, counts and kinds of errors."""

from wijknet.declare import NotPersonal, PersonalData

DECLARATIONS: tuple[PersonalData | NotPersonal, ...] = ()
