"""What a rule and its hits are made of."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """``status`` overrides what the words around say; ``regulated`` rules need a regulator or its application in the sentence."""

    kind: str
    pattern: re.Pattern[str]
    needs: tuple[str, ...]
    status: str = ""
    regulated: bool = False
    detail: str = ""
    weak: bool = False  # only in headline, lead and bullets
    ahead: bool = False  # claims only what is to come
    terse: bool = False  # only in headlines, bullets and rows of tables, where verbs stand without "was"
    of_program: bool = False  # of words so general that they tell an event only where a program stands beside them


def rule(
    kind: str,
    pattern: str,
    needs: str,
    *,
    status: str = "",
    regulated: bool = False,
    detail: str = "",
    weak: bool = False,
    ahead: bool = False,
    terse: bool = False,
    of_program: bool = False,
    flags: int = re.IGNORECASE,
) -> Rule:
    """``needs``: lower-case pieces of text, separated by "|", one of which a sentence must contain for the rule to be tried."""
    compiled = re.compile(r"(?<![\w-])" + pattern, flags)
    return Rule(kind, compiled, tuple(needs.split("|")), status, regulated, detail, weak, ahead, terse, of_program)
