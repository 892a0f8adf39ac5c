"""The roof over the things: each thing seen whole.

Floor 11; no tables. One module per thing (wijk, actor, initiative, gemeente contact): it gathers
querysets from the floors below and includes the fragments that those apps own.
"""
