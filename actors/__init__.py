"""Who is there: places, organisations, informal networks and how they hang together.

Floor 7. An Actor is an organisation or a place, never a human. A Person stands alone, linked by a
Function, with a legal ground. InformalNetwork is a group without a board. Tie is who knows whom;
Reach is which resident group is reached through whom; MunicipalContact is a desk or colleague in
the systeemwereld. No field here says what a person thinks, is worth, or belongs to.
"""
