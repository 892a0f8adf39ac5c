"""Where: gemeente, wijk and buurt, their borders and figures.

Floor 4. Area is a place by its CBS code; Border is its outline in one year; Indicator and Figure
are what is counted there, with source and year; Postcode finds a buurt; Theme and ResidentGroup
belong to a place; MunicipalitySettings holds what a gemeente chose, on a page of its admin. `Scoped`
is the base of every table that is seen per wijk.
"""
