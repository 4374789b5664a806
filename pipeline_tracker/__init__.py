"""Pipeline Tracker: what biotech companies have in development, and who said so."""

__version__ = "0.1.0"
