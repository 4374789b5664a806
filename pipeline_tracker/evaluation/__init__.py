"""How well extraction reads: its claims against releases that people labelled. No Django, no database.

labels.py reads labelled releases, scoring.py compares one with its reading, reliability.py sets confidence against what
was right, figures.py adds up and states the result.
docs/extraction.md describes the protocol.
"""
