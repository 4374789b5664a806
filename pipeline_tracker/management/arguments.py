"""Argument types that commands share."""

from argparse import ArgumentTypeError
from datetime import date


def a_day(text: str) -> date:
    """A day as YYYY-MM-DD; anything else is a usage error that says so."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a day such as 2024-05-09") from None
