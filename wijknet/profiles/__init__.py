"""The story of a wijk beside its figures.

Floor 10. Profile is the draft that a curator writes: the question for this wijk, who the wijk is,
how it breathes, what makes it a wijk. ProfileEdition is what was published: dated, signed, and
never changed.
"""
