"""Launches, ends of programs, deals, financing and sites."""

from pipeline_tracker.ingest.extract.triggers.rules import rule
from pipeline_tracker.ingest.extract.triggers.wording import G20, G40, G60, G90

RULES = (
    rule("financing", rf"(?P<v>award(?:s|ed)|grant(?:s|ed))\b{G40}(?:\$|€|£)\s?[0-9]", "award|grant"),
    rule("launched", r"(?P<v>first\s+prescriptions?\s+(?:was|were|has\s+been|have\s+been)\s+(?:filled|written))", "first prescription"),
    rule(
        "launched",
        rf"(?P<v>expects?|expected|anticipates?)\b{G60}\bto\s+be\s+(?:commercially\s+)?available\b",
        "available",
        status="expected",
    ),
    rule(
        "launched",
        (
            rf"(?P<v>launch(?:es|ed|ing)?|commerciali[sz](?:e|es|ed|ation))\b{G40}\b(?:in\s+the\s+(?:U\.?S|United\s+States|EU|"
            rf"UK)|commercial|product|in\s+(?:Europe|Japan|China|Canada|Germany))"
        ),
        "launch|commerciali",
    ),
    rule("launched", r"(?:U\.S\.|US|European|Japanese|product|potential)\s+(?P<v>launch(?:es)?)\b", "launch"),
    rule("launched", r"commercial\s+(?P<v>launch(?:es|ed)?|availability|sales)\b", "commercial"),
    rule(
        "launched",
        rf"(?P<v>deliver(?:s|ed|y)?|ship(?:s|ped|ment)?|available)\b{G20}\b(?:the\s+)?first\s+(?:commercial\s+)?doses\b",
        "first doses|first commercial doses",
    ),
    rule(
        "launched",
        r"(?:expected|anticipated|planned|will)\s+(?:to\s+)?be\s+(?:commercially\s+)?(?P<v>available)\s+(?:in|by|for|to\s+patients|at)\b",
        "available",
        status="expected",
    ),
    rule(
        "launched",
        rf"\b(?:now|be|is|are|become)\s+(?P<v>available)\b{G20}\b(?:by\s+prescription|in\s+pharmacies|commercially|for\s+(?:order|purchase)|in\s+the\s+(?:U\.S\.|United\s+States|EU|UK)|in\s+(?:Europe|Japan|China|Canada|Germany|France))",
        "available",
    ),
    rule(
        "discontinued",
        r"development(?:\s+(?:of|in)\s+[^;]{1,60}?)?\s+(?:has\s+been|have\s+been|was|were|is|will\s+be)\s+(?P<v>terminated|discontinued|stopped|ended|halted)\b",
        "development",
    ),
    rule("discontinued", r"(?P<v>removed\s+from\s+(?:the\s+|its\s+)?pipeline)", "removed from"),
    rule(
        "discontinued",
        (
            r"(?P<v>discontinu(?:e|es|ed|ing|ation)|terminat(?:e|es|ed|ing|ion)|ceas(?:e|es|ed|ing)|conclud(?:e|es|ed|ing)|"
            r"deprioriti[sz](?:e|es|ed|ing|ation)|halt(?:s|ed|ing)?|stop(?:s|ped|ping)?|end(?:s|ed|ing)?)\b\s+(?:the\s+|"
            r"further\s+|our\s+|its\s+|all\s+|clinical\s+|internal\s+)*(?:[\w-]{1,20}\s+){0,3}?(?:development|programs?\b|"
            r"pipeline)"
        ),
        "discontinu|terminat|ceas|conclud|depriorit|halt|stop|end",
    ),
    rule("discontinued", r"(?P<v>deprioriti[sz](?:e|es|ed|ing))\b", "depriorit"),
    rule(
        "discontinued",
        rf"(?P<v>not\s+(?:to\s+)?(?:pursue|advance|continue))\b{G40}\bdevelopment",
        "not pursue|not to pursue|not advance|not continue|not to advance|not to continue",
    ),
    rule(
        "acquisition",
        (
            rf"(?P<v>acqui(?:re|res|red|ring|sition)|bought|purchased|merg(?:e|es|ed|er))\b{G60}\b(?:of|by|with|all|outstanding|company|"
            rf"[A-Z][a-z]+\s+(?:Inc|Therapeutics|Pharma|Biosciences))"
        ),
        "acqui|merg",
    ),
    rule(
        "partnership",
        (
            rf"(?P<v>enter(?:s|ed|ing)?\s+into|announc(?:e|es|ed)|sign(?:s|ed)?|execut(?:e|es|ed)|establish(?:es|ed)|form(?:s|"
            rf"ed)?|expand(?:s|ed)?|initiat(?:e|es|ed)|new)\b{G60}\b(?:collaborations?|partnerships?|licen[sc](?:e|"
            rf"ing)\s+agreement|(?:exclusive|global|worldwide)\s+licen[sc]e|licen[sc]e\s+(?:for|from|to)|option\s+agreement|"
            rf"agreement\s+(?:with|to)|strategic\s+alliance|supply\s+agreement|joint\s+venture|co-development)\b"
        ),
        "collaborat|partner|licen|agreement|alliance|venture|co-development",
    ),
    rule(
        "partnership",
        rf"(?P<v>(?:out-?|in-?|sub)?licen[sc](?:ed|es|ing)|regain(?:s|ed)?|return(?:s|ed)?)\b{G90}\brights\b",
        "licen|regain|return",
    ),
    rule("partnership", r"(?P<v>exercis(?:e|es|ed))\s+(?:its|an|the|their)\s+option\b", "option"),
    rule(
        "partnership", r"rights\b[^;]{0,40}?\b(?:were|was|have\s+been|has\s+been)\s+(?P<v>licensed|returned|granted|acquired)\b", "rights"
    ),
    rule("financing", r"(?P<v>rais(?:e|es|ed))\s+(?:approximately\s+|about\s+|up\s+to\s+)?(?:US)?[$€£][0-9]", "rais"),
    rule("financing", r"(?P<v>grant|award)\s+of\s+(?:up\s+to\s+|approximately\s+)?(?:US)?[$€£][0-9]", "grant|award"),
    rule(
        "financing",
        (
            rf"(?P<v>clos(?:e|es|ed|ing)|pric(?:e|es|ed|ing)|rais(?:e|es|ed|ing)|complet(?:e|es|ed|ion)|announc(?:e|es|ed)|"
            rf"receiv(?:e|es|ed)|secur(?:e|es|ed))\b{G60}\b(?:public\s+offering|private\s+placement|registered\s+direct|"
            rf"equity\s+financing|financing|PIPE|Series\s+[A-F]|initial\s+public\s+offering|IPO|convertible\s+notes?|"
            rf"credit\s+facility|term\s+loan|at-the-market)\b"
        ),
        "offering|placement|direct|financing|pipe|series|ipo|convertible|facility|loan|at-the-market",
    ),
    rule(
        "financing",
        (
            rf"(?P<v>award(?:s|ed)?|receiv(?:e|es|ed)|grant(?:s|ed)?|secur(?:e|es|ed))\b{G60}\b(?:grant\b|award\b|funding|"
            rf"contract)\b{G60}\b(?:from|by|\$|million|NIH|BARDA|DoD|CIRM|Foundation)"
        ),
        "grant|award|funding|contract",
    ),
    rule("financing", rf"(?P<v>terminat(?:e|es|ed|ing|ion))\b{G60}\b(?:award|grant|contract|funding)\b", "terminat", status="dropped"),
    rule(
        "facility",
        (
            rf"(?P<v>open(?:s|ed|ing)?|expan(?:d|ds|ded|ding|sion)|start(?:s|ed|ing)?|leas(?:e|es|ed|ing)|build(?:s|ing)?|"
            rf"built|construct(?:s|ed|ion)|purchas(?:e|es|ed)|acquir(?:e|es|ed)|establish(?:es|ed|ing)?|complet(?:e|es|ed|ion)|"
            rf"relocat(?:e|es|ed|ion)|inaugurat(?:e|es|ed)|new|mov(?:e|ed|es))\b{G90}\b(?P<site>facility|facilities|"
            rf"manufacturing\s+(?:plant|site)|laborator(?:y|ies)|headquarters|plant|campus|site\b)"
        ),
        "facilit|plant|laborator|headquarters|campus|site",
    ),
)
