"""Who is there: places, organisations, informal networks and how they hang together.

Floor 7. An Actor is an organisation or a place, never a human. A Person stands alone, linked by a
Function, with a legal ground. InformalNetwork is a group without a board. Tie is who knows whom;
Reach is which resident group is reached through whom; MunicipalContact is a desk or colleague in
the systeemwereld. No field here says what a person thinks, is worth, or belongs to.

Alliance is partners who want something together, AlliancePartner what each wants and offers. Position is
what an organisation or network itself said about a Plan (of wijknet.areas). Channel is where one can place
news, Buddy who helps with that, by consent. ActorMerge is two places made one, with what taking it back needs.
ImportRun is a file that was read in, ImportLine what a row of it wrote; `exchange` knows the columns, and
`services.imports` reads, checks, does and undoes.
"""
