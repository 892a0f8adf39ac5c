"""The roof over the work: what asks me today, and the four lanes.

Floor 11; no tables. Gathers from casework and initiatives for one viewer.
"""
