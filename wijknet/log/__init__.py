"""What staff changed and what they looked at.

Floor 3. LogEntry: one row per write, append-only, with values of non-personal fields only.
ReadEntry: one row per view of a person, for privacy questions alone. Plain ids, no foreign
keys: a log entry outlives the thing it speaks of, and holds nothing personal when it does.
"""
