"""Launches, ends of programs, deals, financing and sites."""

from pipeline_tracker.ingest.extract.triggers.rules import rule
from pipeline_tracker.ingest.extract.triggers.wording import AUX, G20, G40, G60, G90, WILL_COME, within

_PLACE = (
    r"(?:in|across|throughout)\s+(?:the\s+)?(?-i:(?:U\.?S|United|E\.?U\.?|Europe|European|UK|U\.K|Japan|China|Canada|Germany|France|Italy|Spain|Australia|Korea|South|Switzerland|Austria|Brazil|"
    r"India|Israel|Nordic|Latin|Asia|Hong|Taiwan|Netherlands|Belgium|Mexico|Middle))"
)
_DEVELOPMENT = r"(?:development|programs?|programmes?|pipeline|investment|work|efforts|activities|asset|candidate)"

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
    # Wider wording, tried after the closer ones above.
    rule(
        "launched",
        rf"(?P<v>launch(?:es|ed|ing)?|introduc(?:e|es|ed|ing|tion)|roll(?:ed|ing)?[\s-]out)\b{G40}\b{_PLACE}",
        "launch|introduc|roll",
    ),
    rule(
        "launched",
        rf"(?P<v>launch(?:ed|es)?)\b(?!\s+(?:a|an|of\s+(?:a|an|the))\s+(?:[\w-]{{1,20}}\s+){{0,4}}?(?:trial|study|phase|program|offering|website|campaign|registry)){within(110)}\s(?:(?:is|are|remains)\s+)?(?:{WILL_COME})\b",
        "launch",
        status="expected",
    ),
    rule(
        "launched",
        r"(?P<v>(?:expect|anticipat|plan|intend|prepar|target|aim)\w{0,4})\s+(?:to\s+|for\s+(?:a\s+|the\s+)?|a\s+)?(?:commercial(?:ly)?\s+|U\.S\.\s+|potential\s+)*launch\b(?!\s+(?:a|an|the|our|its)\s+(?:[\w/-]{1,20}\s+){0,5}?"
        r"(?:trial|study|phase|program|offering))",
        "launch",
        status="expected",
    ),
    rule(
        "launched",
        rf"(?P<v>(?:commercial\s+)?(?:sales|shipments|marketing))\s+(?:of\s+{G40}\s)?(?:began|have\s+begun|commenced|started|has\s+begun|will\s+(?:begin|start|commence))\b",
        "sales|shipment|marketing",
    ),
    rule(
        "launched",
        rf"\b(?:now|is|are|become|became)\s+(?:now\s+|commercially\s+)*(?P<v>available)\b(?=\s+(?:{_PLACE}|by\s+prescription|nationwide|commercially|for\s+prescri|through\s+(?:specialty|a\s+)|for\s+order))",
        "available",
    ),
    rule(
        "discontinued",
        rf"(?P<v>wind(?:s|ing)?\s+down|wound\s+down|drop(?:s|ped|ping)?|abandon(?:s|ed|ing)?|shelv(?:e|es|ed|ing)|suspend(?:s|ed|ing)?|paus(?:e|es|ed|ing)|discontinu(?:e|es|ed|ing)|ceas(?:e|es|ed|ing)|stop(?:s|ped|ping)?|"
        rf"end(?:s|ed|ing)?|terminat(?:e|es|ed|ing))\s+(?:the\s+|further\s+|our\s+|its\s+|all\s+|any\s+){{0,3}}(?:[\w-]{{1,20}}\s+){{0,4}}?{_DEVELOPMENT}\b(?!\s+(?:agreement|collaboration|costs))",
        "wind|wound|drop|abandon|shelv|suspend|paus|discontinu|ceas|stop|end|terminat",
    ),
    rule("discontinued", rf"(?P<v>bring(?:ing)?|brought)\b{G60}\bto\s+an\s+end\b", "to an end"),
    rule(
        "discontinued",
        rf"(?P<v>not|no\s+longer)\s+(?:to\s+|plans?\s+to\s+|intends?\s+to\s+|be\s+|going\s+to\s+)?(?:further\s+)?(?:pursu(?:e|ing)|advanc(?:e|ing)|continu(?:e|ing)|develop(?:ing)?|progress(?:ing)?|mov(?:e|ing)|invest(?:ing)?)\b"
        rf"(?!{G40}\b(?:trial|study|[Pp]hase))",
        "not |no longer",
        status="occurred",
    ),
    rule(
        "discontinued",
        rf"(?P<v>seek(?:s|ing)?|explor(?:e|es|ing)|look(?:s|ing)?\s+for)\s+(?:a\s+)?(?:partner|out-licens)\w*\b{G40}\bdepriorit",
        "depriorit",
    ),
    rule(
        "partnership",
        rf"(?P<v>grant(?:s|ed|ing)?|gave|gives?|given|obtain(?:s|ed)?|secur(?:e|es|ed)|acquir(?:e|es|ed)|receiv(?:e|es|ed))\b{G90}\b(?:licen[sc]e|option|rights)\s+(?:to|for|on|in)\b",
        "licen|option|rights",
    ),
    rule(
        "partnership",
        rf"(?P<v>(?:out-?|in-?|sub-?)?licen[sc](?:e|ed|es|ing))\b(?!\s+application){G60}\b(?:from|to)\s+(?=(?-i:[A-Z]))",
        "licen",
    ),
    rule(
        "partnership",
        rf"(?:collaborations?|partnerships?|agreements?|alliances?|licen[sc]e)\b{within(90)}\s{AUX}(?P<v>signed|announced|entered|expanded|extended|terminated|ended|executed)\b",
        "signed|announced|entered|expanded|extended|terminated|ended|executed",
    ),
    rule(
        "partnership",
        r"(?P<v>terminat(?:e|es|ed|ing|ion\s+of)|end(?:s|ed|ing)?|exit(?:s|ed|ing)?)\s+(?:of\s+)?(?:the\s+|their\s+|its\s+|our\s+)?(?:[\w&-]{1,20}\s+){0,5}?(?:collaboration|partnership|alliance|licen[sc]e(?:\s+agreement)?|agreement)\b",
        "collaboration|partnership|alliance|licen|agreement",
        detail="ended",
    ),
    rule(
        "partnership",
        r"(?P<v>partner(?:s|ed|ing)|collaborat(?:e|es|ed|ing)|team(?:s|ed|ing)\s+up)\s+with\s+(?=(?-i:[A-Z]))",
        "partner|collaborat|team",
        weak=True,
    ),
    rule(
        "acquisition",
        rf"(?P<v>complet(?:e|es|ed|ing|ion\s+of)|clos(?:e|es|ed|ing|ing\s+of)|announc(?:e|es|ed)|consummat(?:e|ed|ion\s+of)|enter(?:s|ed|ing)?\s+into|sign(?:s|ed)?|agree(?:s|d)?)\b{G60}\b(?:merger(?!\s+sub)|acquisition\s+(?:of|by)\s+(?=(?-i:[A-Z]))|business\s+combination|"
        r"to\s+be\s+acquired\s+by|to\s+acquire\s+(?=(?-i:[A-Z])))",
        "merger|acqui|business combination",
    ),
    rule(
        "acquisition",
        rf"(?P<v>sold|sell(?:s|ing)?|sale\s+of|divest(?:s|ed|ing|iture\s+of)?)\b{G60}\b(?:rights|assets?|business|product|program(?:me)?|franchise|portfolio|subsidiary)\b{G60}\bto\s+(?=(?-i:[A-Z]))",
        "sold|sell|sale|divest",
    ),
    rule(
        "financing",
        rf"(?P<v>pricing|closing|completion|clos(?:e|es|ed)|pric(?:e|es|ed)|complet(?:e|es|ed)|announc(?:e|es|ed)|commenc(?:e|es|ed|ement)|launch(?:es|ed)?|upsiz(?:e|es|ed|ing)|enter(?:s|ed)?\s+into|sold|sells?|rais(?:e|es|ed|ing)|secur(?:e|es|ed|ing)|"
        rf"obtain(?:s|ed)?|drew|draw(?:s|n)?|receiv(?:e|es|ed))\b{G90}\b(?:public\s+offering|private\s+placement|registered\s+direct|underwritten\s+offering|direct\s+offering|rights\s+(?:offering|issue)|equity\s+(?:financing|offering|raise)|"
        r"(?:loan|debt|credit)\s+(?:facility|agreement|financing)|term\s+loan|venture\s+debt|royalty\s+(?:financing|agreement)|securities\s+purchase\s+agreement|convertible\s+(?:notes?|debt|bonds?)|Series\s+[A-F]\b|seed\s+(?:financing|round)|"
        r"ATM\b|crossover\s+(?:financing|round)|PIPE\b|IPO\b|tranche)",
        "offering|placement|direct|issue|equity|facility|agreement|loan|debt|royalty|convertible|series|seed|atm|crossover|pipe|ipo|tranche",
    ),
    rule(
        "financing",
        rf"(?:offering|placement|financing|grant|award|loan|funding)\b{within(110)}\s(?:{AUX})?(?P<v>closed|priced|completed|awarded|received|granted|secured|announced|raised)\b",
        "closed|priced|completed|awarded|received|granted|secured|announced|raised",
    ),
    rule(
        "financing",
        rf"(?P<v>award(?:s|ed)?|grant(?:s|ed)?|receiv(?:e|es|ed)|secur(?:e|es|ed)|releas(?:e|es|ed)|provid(?:e|es|ed)|contribut(?:e|es|ed))\b{G60}[$€£]\s?[0-9][0-9.,]{{0,12}}\s?(?:million|thousand|billion|k|m)?\b{G60}\b(?:grant|award|funding|contract|loan)\b",
        "grant|award|funding|contract|loan",
    ),
    rule(
        "facility",
        rf"(?:facility|plant|site|laborator(?:y|ies)|campus|headquarters|building)\b{within(140)}\s(?:{AUX})?(?P<v>opened|inaugurated|operational|completed?|expanded|commissioned|acquired|leased|go\s+into\s+operation|began\s+operations?|"
        r"come\s+on(?:line|\s+stream))\b",
        "opened|inaugurated|operational|complete|expanded|commissioned|acquired|leased|operation|come on",
        detail="site",
    ),
    rule(
        "financing",
        rf"(?:US)?[$€£]\s?[0-9][0-9.,]{{0,12}}\s?(?:million|billion|m)?\b{G40}\b(?P<v>raised|secured)\b{G40}\b(?:placing|placement|offering|financing|"
        r"subscription|round|issue)\b",
        "raised|secured",
    ),
    rule(
        "financing",
        rf"(?P<v>complet(?:e|es|ed|ion)|clos(?:e|es|ed)|announc(?:e|es|ed)|rais(?:e|es|ed|ing)|successful)\b{G60}\b(?:placing|fundrais(?:e|ing)|open\s+offer|"
        r"rights\s+issue|capital\s+(?:increase|raise)|directed\s+(?:share\s+)?issue|share\s+issue)\b",
        "placing|fundrais|open offer|rights issue|capital|share issue|directed",
    ),
    rule(
        "partnership",
        r"(?:collaborations?|partnerships?|agreements?|licen[sc]e)\s(?P<v>signed|announced|entered|executed|expanded|extended)\s+(?:into\s+)?with\b",
        "signed|announced|entered|executed|expanded|extended",
        terse=True,
    ),
)
