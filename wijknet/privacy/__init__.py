"""Consent, inzage, erasure, terms and the register; and what free text may hold.

Floor 6. Works from what each app declares in its `personal_data.py`. Consent keeps which text, in
which version, someone agreed to. A personal field that nobody declared fails the test suite.
Free text is a `fields.MaskedText` or `MaskedLine`, which keep no BSN or IBAN, and on a form of staff a
`forms.StaffText`, which asks first about private words (`freetext.py`, with lists in `words/`).
"""
