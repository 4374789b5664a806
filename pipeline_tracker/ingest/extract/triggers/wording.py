"""Wording that several kinds share: studies, applications, people, data, and verbs in all their forms."""


def gap(length: int) -> str:
    """Words between two parts of one clause, at most ``length`` characters and no semicolon."""
    return rf"[^;]{{0,{length}}}?"


def within(length: int) -> str:
    """Words of a subject up to its verb: like ``gap``, but not into a relative clause or to a second verb."""
    return rf"(?:(?!\b(?:who|whom|whose|that|and\s+(?:has|have|is|are|was|were|will|to))\b)[^;]){{0,{length}}}?"


G20, G40, G60, G90, G140, G220 = (gap(length) for length in (20, 40, 60, 90, 140, 220))

START = (
    r"(?P<v>initiat(?:e|es|ed|ing|ion)|(?:re)?start(?:s|ed|ing)?|commenc(?:e|es|ed|ing|ement)|launch(?:es|ed|ing)?|"
    r"beg(?:in|ins|an|un|inning)|(?:open(?:s|ed|ing)|(?<=to\s)open|(?<=will\s)open)(?![\s-]label)|kick(?:ed|s|ing)?[\s-]off|activat(?:e|es|ed|ing|ion)|"
    r"resum(?:e|es|ed|ing|ption))"
)
STUDY = (
    r"(?:trials?|stud(?:y|ies)|[Pp]hase\s{0,1}[0-9IViv][0-9IViab/]{0,6}|cohorts?|arms?|extension|(?:human|"
    r"clinical)\s+(?:development|evaluation|testing|investigation)|enrol?l?ment|enrol?ling|recruitment|recruiting|"
    r"(?:patient|participant|subject)\s+(?:screening|dosing)|randomi[sz]ation|screening)"
)
IND = (
    r"(?:INDs?\b|Investigational\s+New\s+Drug|investigational\s+new\s+drug|CTAs?\b|CTN\b|"
    r"[Cc]linical\s+[Tt]rial\s+(?:[Aa]pplication|[Nn]otification|[Aa]uthori[sz]ation)s?|IDE\b|"
    r"[Ii]nvestigational\s+[Dd]evice\s+[Ee]xemption)"
)
APPLICATION = (
    r"(?:s?BLAs?\b|[Tt]ype\s+II\s+[Vv]ariation|EUA\s+request|[Ss]honin|(?:J-?|s|e)?NDAs?\b|MAAs?\b|[Bb]iologics?\s+[Ll]icen[sc]e|"
    r"(?:[Ss]upplemental\s+)?[Nn]ew\s+[Dd]rug\s+(?:[Aa]pplication|[Ss]ubmission)|[Mm]arketing\s+(?:[Aa]uthori[sz]ation|[Aa]pplication)|"
    r"[Rr]egulatory\s+(?:[Ss]ubmissions?|[Ff]ilings?|[Aa]pplications?)|510\(k\)|De\s+Novo|PMA\b|"
    r"[Rr]olling\s+(?:[Ss]ubmission|BLA|NDA)|"
    r"[Ll]icen[sc]e\s+[Aa]pplication|EUA\b|[Ee]mergency\s+[Uu]se\s+[Aa]uthori[sz]ation|[Dd]rug\s+[Aa]pplication|"
    r"registration\s+(?:application|dossier)|[Aa]pplication\s+for\s+(?:the\s+)?(?:approval|marketing|registration))"
)
PERSON = r"(?:patient|participant|subject|volunteer|person|child|infant|individual|adult|human)s?"
RESULTS = (
    r"(?:data|(?:final|official|clinical\s+study|[0-9]{1,2}-(?:month|week))\s+reports?|results?|findings|readouts?|"
    r"read-outs?|analys[ei]s|outcomes?|(?:data|clinical|efficacy|safety)\s+updates?|biomarker|top-?line)"
)
STAGE = (
    r"(?:top-?line|interim|initial|preliminary|final|full|additional|updated|new|positive|clinical|complete|primary|"
    r"first|long-term|early|further|detailed|pivotal|safety|efficacy|encouraging|promising|proof[\s-]of[\s-]concept|"
    r"immunogenicity|biomarker|pharmacokinetic|PK)"
)
SOON = (
    r"(?:expected|anticipated|planned|on\s+track|targeted|due(?!\s+to)|projected|estimated|scheduled|slated|upcoming|"
    r"to\s+follow)\b(?!\s+(?:statistical|treatment|benefit|to\s+(?:enrol|begin|initiat|start|commence|continu|last|"
    r"cost|treat|inform|support|serve|grow|increase|complete\s+(?:the\s+)?(?:enrol|trial|study)|be\s+(?:conducted|"
    r"completed|initiated|the\b|enrolled)|clear|run|provide\s+(?:funding|cash|runway)|extend|fund)))"
)

# What may stand between a subject and its verb: "is now expected to be", "has been", "should".
AUX = (
    r"(?:(?:is|are|was|were|be|been|being|has|have|had|will|shall|to|should|could|may|would|can|got|gets|get|remains?|now|currently|"
    r"also|already|recently|officially|still|both|all|fully|successfully|since|expected|anticipated|planned|scheduled|slated|set|due|"
    r"projected|targeted|estimated|likely|foreseen|on\s+(?:track|schedule|course))\s+){1,6}"
)
# Cues that something lies ahead, as verbs of the company or as states.
AHEAD = (
    r"(?:expect(?:s|ed|ing|ations?)?|anticipat(?:e|es|ed|ing)|plan(?:s|ning|ned)?|intend(?:s|ed|ing)?|will|look(?:s|ing)?\s+(?:forward|to)|"
    r"target(?:s|ing|ed)?|estimat(?:e|es|ed|ing)|project(?:s|ed|ing)?|forecast(?:s|ed|ing)?|foresee(?:s|n|ing)?|aim(?:s|ed|ing)?|"
    r"hop(?:e|es|ing)|on\s+(?:track|schedule|course)|guid(?:e|es|ed|ing|ance)|count(?:s|ing)?\s+on|set\s+to|due\s+to|slated|scheduled|"
    r"prepar(?:e|es|ing)|poised|position(?:s|ed)|ready|goals?|to\s+follow|await(?:s|ing)?|upcoming|next)"
)
WILL_COME = (
    r"(?:expected|anticipated|planned|on\s+(?:track|schedule|course)|targeted|due|projected|estimated|scheduled|slated|foreseen|guided|"
    r"upcoming|likely|to\s+follow|on\s+the\s+(?:horizon|calendar)|around\s+the\s+corner|imminent|(?:revised|moved|pushed|delayed|deferred|postponed|shifted)\s+to)"
)
WILL_COME_NEEDS = (
    "expected|anticipated|planned|on track|on schedule|on course|targeted|due|projected|estimated|scheduled|slated|foreseen|guided|"
    "upcoming|likely|to follow|on the|corner|imminent|revised to|moved to|pushed to|delayed to|deferred to|postponed to|shifted to"
)
AGENCY = (
    r"(?:FDA|Food\s+and\s+Drug\s+Administration|EMA|European\s+Medicines\s+Agency|CHMP|European\s+Commission|MHRA|NMPA|CDE|PMDA|MHLW|TGA|Health\s+Canada|Swissmedic|"
    r"ANVISA|CDSCO|MFDS|BfArM|Paul[\s-]Ehrlich[\s-]Institute?|ANSM|[Aa]genc(?:y|ies)|[Rr]egulators?|[Rr]egulatory\s+(?:authorit(?:y|ies)|agenc(?:y|ies)))"
)
