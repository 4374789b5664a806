"""Shaping for pages: pure functions from rows to what a template draws. No queries, no clock."""
