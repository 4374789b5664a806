"""Everyday and figurative words for the events of the other modules: "handed in", "green light", "shelved", "broke ground".

Tried last, so that a closer rule's hit holds. Each rule is a family of such verbs with the things they are said of.
"""

from pipeline_tracker.ingest.extract.triggers.rules import Rule, rule
from pipeline_tracker.ingest.extract.triggers.wording import (
    AGENCY,
    APPLICATION,
    AUX,
    G20,
    G40,
    G60,
    G90,
    IND,
    PERSON,
    within,
)

_TRIAL = r"(?:trials?|stud(?:y|ies)|[Pp]hase\s{0,1}[0-9IViv][0-9IViab/]{0,6})"
_OWN = r"(?:(?:the|its|our|their|an?|this)\s+)?"

# What somebody sends, and what is said of the thing sent.
_HANDS_IN = (
    r"(?:hand(?:s|ed|ing)?\s+(?:in|over)|put(?:s|ting)?\s+in|turn(?:s|ed|ing)?\s+in|sen(?:t|d|ds|ding)|deliver(?:s|ed|ing)?|"
    r"dispatch(?:es|ed|ing)?|transmit(?:s|ted|ting)?|lodg(?:e|es|ed|ing)|ready(?:ing)?|finali[sz](?:e|es|ing))"
)
_IS_HANDED_IN = r"(?:handed\s+(?:in|over)|put\s+in|turned\s+in|sent|delivered|dispatched|transmitted|lodged|went|goes|go|landed|arrived)"
_HANDS_NEEDS = "hand|put|turn|send|sent|deliver|dispatch|transmit|lodg|ready|finali"
_IS_HANDED_NEEDS = "handed|put in|turned in|sent|delivered|dispatched|transmitted|lodged|went|goes|go |landed|arrived"

_LEAVE = (
    r"(?:green\s?light|go-?\s?ahead|nod|consent|blessing|all[\s-]clear|"
    r"thumbs[\s-]up|permission|sign-?\s?off|clearance|approval|authori[sz]ation)"
)
_TO_TEST = (
    rf"(?:{_TRIAL}|{IND}|protocol|clinical\s+testing|"
    r"to\s+(?:\w+\s+)?(?:start|begin|initiate|commence|test|dose|proceed|run|conduct|enrol|move|treat|study)\w*)"
)
_PRECLINICAL = (
    r"(?:GLP(?:[\s-]compliant)?|IND[\s-]enabling|pre-?clinical|non-?clinical|toxicology|toxicity|tox)\s+(?:[\w-]{1,20}\s+){0,3}?"
    r"(?:stud(?:y|ies)|work|activities|package|programs?|programmes?|testing|phase)"
)
_PRECLINICAL_NEEDS = "glp|enabling|clinical|toxic|tox "

_JOURNAL = (
    r"(?:the\s+)?(?:journal\s+|prestigious\s+)?(?-i:The\s+)?(?-i:(?:[A-Z][\w&.-]{1,20}\s+(?:of\s+|and\s+|the\s+|in\s+|for\s+|&\s+)?){0,5}?(?:Journal|Medicine|Lancet|Nature|Science|Cell|"
    r"Blood|JAMA|BMJ|NEJM|Oncology|Neurology|Reports|Research|Letters|Reviews?|Communications|Immunology|Hematology|Haematology|Therapy|Proceedings|Annals|"
    r"Archives|Advances|Frontiers|Investigation|Diabetes|Hepatology|Gut|Brain|Allergy|Vaccines?|Cardiology|Dermatology|Ophthalmology|Virology|Pediatrics|Circulation)\b)"
)
_PAPER = r"(?:paper|article|manuscript|report|results|data|findings|analysis|study|work)"

_MARKET = rf"(?:{_OWN}(?:[\w.-]{{1,20}}\s+){{0,3}}?market|pharmac(?:y|ies)(?:\s+shelves)?|pharmacy\s+shelves|sale)"
_SITE = (
    r"(?P<site>facility|facilities|(?:research|laboratory|manufacturing|production)\s+buildings?|plants?|laborator(?:y|ies)|labs?|headquarters|campus|(?:manufacturing|production)\s+(?:site|suite|center|centre|hub)|"
    r"(?:cell|gene|vector)\s+[\w-]{1,12}\s+suite|site)"
)
_SITE_NEEDS = "facilit|building|plant|lab|headquarters|campus|site|suite|center|centre|hub"
_COMPANY = r"(?=(?-i:[A-Z][A-Za-z]{2,}))"
_SUM = (
    r"(?:approximately\s+|about\s+|up\s+to\s+|some\s+|nearly\s+|more\s+than\s+|another\s+|a\s+further\s+|an\s+additional\s+)?"
    r"(?:(?:US|A|C|HK)?[$€£¥]|(?:EUR|USD|GBP|CHF|SEK|DKK|NOK|RMB|JPY)\s)\s?[0-9]"
)
_MONTHS = r"(?-i:January|February|March|April|May|June|July|August|September|October|November|December|Q[1-4]|H[12])\b"

_PRECLINICAL_RULES = (
    rule(
        "preclinical",
        rf"{_PRECLINICAL}\b{within(90)}\s(?:{AUX})?(?P<v>kick(?:ed|s)?\s+off|began|begun|begin|start(?:ed|s)?|commence[d]?|got\s+under\s?way|under\s?way|wrap(?:ped|s)?\s+up|"
        r"complete[d]?|conclude[d]?|finish(?:ed)?|read\s+out|initiated)\b",
        _PRECLINICAL_NEEDS,
    ),
    rule(
        "preclinical",
        rf"(?P<v>start(?:s|ed|ing)?|beg(?:in|ins|an|un|inning)|commenc(?:e|es|ed|ing)|launch(?:es|ed|ing)?|kick(?:s|ed|ing)?\s+off|finish(?:es|ed|ing)?|wrap(?:s|ped|ping)?\s+up|"
        rf"conclud(?:e|es|ed|ing)|complet(?:e|es|ed|ing)|initiat(?:e|es|ed|ing))\s+{_OWN}(?:[\w-]{{1,20}}\s+){{0,4}}?{_PRECLINICAL}\b",
        _PRECLINICAL_NEEDS,
    ),
    rule(
        "preclinical",
        r"(?P<v>emerg(?:e|es|ed)|elevat(?:e|es|ed)|promot(?:e|es|ed)|advanc(?:e|es|ed)|nam(?:e|es|ed)|choose|chosen|chose|designat(?:e|es|ed)|pick(?:s|ed)?|declar(?:e|es|ed)|nominat(?:e|es|ed)|"
        rf"select(?:s|ed)?)\b{G40}\b(?:an?|as|to|our|its|the)\s+(?:[\w-]{{1,20}}\s+){{0,3}}?(?:(?:development|clinical|drug|lead|product|pre-?clinical)\s+candidates?|candidate\s+(?:stage|status))\b",
        "candidate",
    ),
    rule("preclinical", r"(?P<v>candidate\s+(?:nomination|selection))\b", "candidate"),
    rule(
        "preclinical",
        rf"(?P<v>pick(?:s|ed)?|chose|select(?:s|ed)?|nominat(?:e|es|ed))\b{G60}\b(?:IND[\s-]enabling|pre-?clinical\s+development)",
        "enabling|clinical",
    ),
    rule(
        "preclinical",
        rf"work\s+to\s+(?:enable|support)\s+an?\s+{IND}\b{within(60)}\s(?:{AUX})?(?P<v>began|started|commenced|begun|completed|concluded)\b",
        "work to",
    ),
    rule(
        "preclinical",
        rf"pre-?clinical\s+proof[\s-]of[\s-](?:concept|principle)\b{within(60)}\s{AUX}(?P<v>established|achieved|obtained|demonstrated|shown)\b",
        "clinical",
    ),
    rule(
        "preclinical",
        r"new\s+(?:pre-?clinical|non-?clinical)\s+(?:data|results|findings)\b[^;]{0,60}?\s(?P<v>show|showed|demonstrate|demonstrated|support|confirm|confirmed|indicate|suggest)\b",
        "clinical",
        status="occurred",
    ),
    rule(
        "preclinical",
        rf"(?P<v>reduc(?:es|ed)|slow(?:s|ed)|lower(?:s|ed)|inhibit(?:s|ed)|improv(?:es|ed)|restor(?:es|ed)|protect(?:s|ed)|shows?|showed|demonstrat(?:es|ed)|prevent(?:s|ed)|extend(?:s|ed)|eliminat(?:es|ed)|suppress(?:es|ed))"
        rf"\b{G90}\bin\s+(?:[\w-]{{1,15}}\s+){{0,3}}?(?:mice|mouse|rats?|(?:non-?human\s+)?primates?|monkeys|pigs|animals?|pre-?clinical)\b",
        "mice|mouse|rat|primate|monkey|pigs|animal|clinical",
        weak=True,
    ),
)

_TRIAL_APPLICATION_RULES = (
    rule("ind_submitted", rf"(?P<v>{_HANDS_IN})\b{G20}\b{IND}", _HANDS_NEEDS),
    rule("ind_submitted", rf"{IND}\b{within(90)}\s(?:{AUX})?(?P<v>{_IS_HANDED_IN})\s+(?:to|at|with|in)\b", _IS_HANDED_NEEDS),
    rule(
        "ind_submitted",
        rf"{IND}\b{within(60)}\s(?:is|are)\s+(?:now\s+|currently\s+)?(?P<v>with|in\s+the\s+hands\s+of|before)\s+(?:the\s+)?{AGENCY}",
        "in the hands|now with| is with|now before| is before",
        status="occurred",
    ),
    rule(
        "ind_submitted",
        rf"{IND}\b{within(60)}\s(?:should|will)\s+be\s+(?P<v>in|ready)\s+(?:by|in|before|for)\b",
        " be in| be ready",
        status="expected",
    ),
    rule(
        "ind_submitted",
        rf"(?P<v>appl(?:y|ies|ied|ying))\s+(?:to\s+{G40}\s)?for\s+(?:an?\s+|the\s+)?(?:{IND}|clinical\s+trial|(?:permission|approval|clearance|authori[sz]ation|leave|consent)\s+to\s+"
        r"(?:start|begin|initiate|commence|conduct|run|test|open))",
        "appl",
    ),
    rule(
        "ind_submitted",
        rf"(?P<v>seek(?:s|ing)?|ask(?:s|ed|ing)?\s+for|request(?:s|ed|ing)?)\s+(?:{AGENCY}\s+)?(?:permission|approval|clearance|authori[sz]ation|leave|consent)\s+(?:{G40}\s)?to\s+(?:start|begin|initiate|commence|conduct|run|test|open)\b",
        "seek|ask|request",
    ),
    rule(
        "ind_submitted",
        rf"applications?\s+(?:for|to\s+(?:begin|start|conduct|initiate|run|commence))\s+(?:{_OWN})(?:[\w/-]{{1,20}}\s+){{0,3}}?(?:clinical|human|{_TRIAL})\b{within(60)}\s{AUX}(?P<v>submitted|filed|lodged|made|sent)\b",
        "application",
    ),
    rule(
        "ind_submitted",
        rf"{IND}\b{G40},\s+which\s+{G40}\b(?P<v>submit|file|lodge|submitted|filed)\b",
        "which",
    ),
    rule(
        "ind_submitted",
        rf"(?P<v>head(?:s|ed|ing)?\s+(?:for|towards?)|next\s+(?:on|up|in)\b{G20}\bis|calendar\s+is|work(?:s|ing)?\s+towards?)\s+(?:an?\s+|the\s+|its\s+)?{IND}",
        "head|next|calendar|work",
        status="expected",
    ),
    rule(
        "ind_cleared",
        rf"(?P<v>g[ai]ve[sn]?|giving|got|gets?|receiv(?:e|es|ed|ing)|obtain(?:s|ed)?|secur(?:e|es|ed)|won|wins)\s+(?:[\w.’']{{1,20}}\s+){{0,4}}?{_LEAVE}\b{G60}\b{_TO_TEST}",
        "green|ahead|nod|consent|blessing|clear|thumbs|permission|sign|approval|authori",
        regulated=True,
    ),
    rule(
        "ind_cleared",
        rf"{AGENCY}\)?\s+(?:has\s+|have\s+)?(?P<v>clear(?:ed|s)\s+the\s+(?:way|path)|wav(?:ed|es)\s+through|sign(?:ed|s)\s+off(?:\s+on)?|green-?\s?lit|green-?\s?lights|"
        rf"pav(?:ed|es)\s+the\s+way|rais(?:ed|es)\s+no\s+(?:further\s+)?objections?|had\s+no\s+(?:further\s+)?(?:objections?|comments)|bless(?:ed|es))\b{G40}\b(?:{_TO_TEST})",
        "clear|way|through|sign|green|objection|comments|bless",
    ),
    rule(
        "ind_cleared",
        rf"{IND}\b{G40}\b(?P<v>passed\s+without|elapsed|expired\s+without|cleared|went\s+through|sailed\s+through)\b",
        "passed|elapsed|expired|cleared|through",
        status="occurred",
    ),
    rule("ind_cleared", r"(?P<v>stud(?:y|ies)[\s-]may[\s-]proceed)\b", "may proceed|may-proceed", status="occurred", regulated=True),
    rule(
        "ind_cleared",
        rf"{_TRIAL}\b{within(60)}\s(?P<v>may|can|is\s+safe\s+to)\s+(?:now\s+)?(?:proceed|go\s+ahead)\b",
        "proceed|go ahead",
        status="occurred",
        regulated=True,
        detail="may",
    ),
    rule(
        "ind_cleared",
        rf"{IND}\b{within(90)}\s{AUX}(?P<v>granted|given|authori[sz]ed|waved\s+through|passed)\b(?!\s+(?:fast|orphan|breakthrough|priority))",
        "granted|given|authori|waved|passed",
    ),
    rule(
        "ind_cleared",
        rf"(?:have|has|holds?)\s+(?:[\w.’']{{1,20}}\s+){{0,4}}?(?P<v>{_LEAVE})\b{G20}\b{_TO_TEST}",
        "clear|approval|authori|permission|go-ahead|green",
        status="occurred",
        regulated=True,
    ),
    rule(
        "ind_cleared",
        rf"ethics\s+(?:approval|clearance|consent)\b{within(90)}\s{AUX}(?P<v>obtained|received|granted|given|secured)\b",
        "ethics",
    ),
    rule(
        "ind_cleared",
        r"(?P<v>obtain(?:s|ed)?|receiv(?:e|es|ed)|secur(?:e|es|ed)|won)\s+(?:[\w-]{1,20}\s+){0,3}?ethics\s+(?:committee\s+)?(?:approval|clearance)\b",
        "ethics",
    ),
)

_MEETING_RULES = (
    rule(
        "regulatory_meeting",
        rf"(?P<v>sat\s+down|sit(?:s|ting)?\s+down|spoke|speak(?:s|ing)?|talk(?:s|ed|ing)?|confer(?:s|red|ring)?|consult(?:s|ed|ing)?|convers(?:e|ed|ing|ations?))\s+(?:{G20}\s)?(?:with|to)\s+(?:the\s+)?(?:U\.?S\.?\s+)?{AGENCY}",
        "down with|spoke|speak|talk|confer|consult|convers",
    ),
    rule(
        "regulatory_meeting",
        rf"(?P<v>discuss(?:es|ed|ing)?|align(?:s|ed|ing)?(?:\s+on)?|agree(?:s|d)?(?:\s+on)?|review(?:s|ed)?|agreed)\b{G60}\bwith\s+(?:the\s+)?(?:U\.?S\.?\s+)?{AGENCY}",
        "discuss|align|agree|review",
    ),
    rule(
        "regulatory_meeting",
        rf"{AGENCY}\)?\s+(?:has\s+|have\s+)?(?:also\s+)?(?P<v>concur(?:red|s)|advis(?:ed|es)|endors(?:ed|es)|support(?:ed|s)|agree[sd]|indicated|back(?:ed|s)|accept(?:ed|s)|clarified|recommended|confirmed)\b{G60}"
        r"\b(?:design|plan|designs|plans|single|pivotal|end\s?points?|pathway|protocol|approach|proposal|proposed|population|development\s+program(?:me)?|dossier\s+strategy|sufficient|suffice|adequate)\b",
        "concur|advis|endors|support|agree|indicated|back|accept|clarified|recommend|confirmed",
    ),
    rule(
        "regulatory_meeting",
        rf"(?P<v>see|sees|saw|seeing)\s+eye\s+to\s+eye\b{G40}|(?:found|reached|finds)\s+common\s+ground\s+with\s+(?:the\s+)?{AGENCY}",
        "eye to eye|common ground",
        regulated=True,
    ),
    rule(
        "regulatory_meeting",
        rf"(?P<v>special\s+protocol\s+assessment|SPA)\b{within(90)}\s{AUX}(?:agreed|reached|granted|received|obtained)\b",
        "special protocol|spa ",
        status="occurred",
    ),
)

_MARKETING_RULES = (
    rule("marketing_submitted", rf"(?P<v>{_HANDS_IN})\b{G40}\b{APPLICATION}", _HANDS_NEEDS),
    rule(
        "marketing_submitted",
        rf"(?:{APPLICATION}|dossier)\b{within(90)}\s(?:{AUX})?(?P<v>{_IS_HANDED_IN})\s+(?:to|at|with|in)\b",
        _IS_HANDED_NEEDS,
    ),
    rule(
        "marketing_submitted",
        rf"(?:{APPLICATION}|dossier)\b{within(60)}\s(?:is|are)\s+(?:now\s+|currently\s+)?(?P<v>with|in\s+the\s+hands\s+of)\s+(?:the\s+)?{AGENCY}",
        "in the hands|now with| is with",
        status="occurred",
    ),
    rule("marketing_submitted", rf"dossier\b{within(60)}\s{AUX}(?P<v>submitted|filed|lodged)\b", "dossier"),
    rule(
        "marketing_submitted",
        rf"(?P<v>appl(?:y|ies|ied|ying)|ask(?:s|ed|ing)?|petition(?:s|ed)?)\s+(?:(?:to\s+)?{G40}\s)?(?:for|to)\s+(?:the\s+|a\s+|an\s+)?(?:[\w-]{{1,20}}\s+){{0,2}}?(?:approval|approve|(?:marketing\s+)?authori[sz]ation|registration|licen[cs](?:e|ure))\b"
        r"(?!\s+to\s+(?:start|begin|initiate|conduct|run|commence))",
        "appl|ask|petition",
        regulated=True,
    ),
    rule(
        "marketing_submitted",
        rf"(?P<v>filed|submitted)\s+(?:in\s+(?:the\s+)?(?!{_MONTHS})(?=(?-i:[A-Z]))|(?:there\s+)?for\s+(?:regulatory\s+|marketing\s+)?(?:review|approval|registration|authori[sz]ation)\b)",
        "filed|submitted",
        of_program=True,
    ),
    rule(
        "marketing_submitted",
        rf"(?P<v>on\s+(?:track|schedule|course)|ahead)\s+with\s+(?:its\s+|our\s+|the\s+)(?:[\w-]{{1,20}}\s+){{0,2}}?{APPLICATION}",
        "with",
        status="expected",
    ),
    rule("marketing_submitted", rf"{APPLICATION}\b{G40},\s+which\s+{G40}\b(?P<v>submit|file|lodge|submitted|filed)\b", "which"),
    rule(
        "marketing_submitted",
        rf"(?P<v>beg(?:in|ins|an|un|inning)|start(?:s|ed|ing)?|commenc(?:e|es|ed|ing)|finish(?:es|ed|ing)?|conclud(?:e|es|ed|ing))\s+{_OWN}(?:rolling\s+)?(?:submission|filing|submitting|filing\s+process)\s+(?:{G20}\s)?{APPLICATION}",
        "submi|filing",
    ),
    rule(
        "marketing_submitted",
        rf"(?:regulatory|marketing|global|worldwide)\s+(?:regulatory\s+)?(?:submissions?|filings?|applications?)\b{within(60)}\s(?:{AUX})?(?P<v>begin|began|begun|start(?:ed)?|commence[d]?|follow(?:ed)?)\b",
        "submission|filing|application",
    ),
    rule(
        "marketing_submitted",
        r"(?P<v>seek(?:s|ing)?|fil(?:e|ed|ing)|pursu(?:e|es|ing))\s+(?:for\s+)?(?:(?:accelerated|conditional|full|traditional|marketing|regulatory|global)\s+){1,2}(?:approval|authori[sz]ation|registration)\b(?!\s+pathway)",
        "seek|fil|pursu",
    ),
    rule(
        "marketing_accepted",
        rf"(?P<v>tak(?:en|es|ing)\s+up|took\s+up)\b{G60}\bfor\s+(?:[\w-]{{1,15}}\s+)?review\b",
        "for review|review",
        regulated=True,
    ),
    rule(
        "marketing_accepted",
        rf"{AGENCY}\)?\s+(?:has\s+|have\s+)?(?P<v>start(?:ed|s)|begun|began|begins|initiated|commenced|agree[sd]\s+to)\s+(?:(?:its|the|a|to)\s+)?(?:[\w-]{{1,20}}\s+)?(?:review(?:ing)?|assess(?:ing|ment)?|evaluat(?:e|ing|ion)|validation|examination)\b",
        "review|assess|evaluat|validation|examination",
    ),
    rule(
        "marketing_accepted",
        rf"(?:review|assessment|evaluation|procedure)\s+(?:of\s+)?{G20}(?:{APPLICATION})?{within(60)}\s(?:{AUX})?(?P<v>got\s+under\s?way|began|started|commenced|begun)\b",
        "review|assessment|evaluation|procedure",
        regulated=True,
    ),
    rule(
        "marketing_accepted",
        rf"(?P<v>deem(?:ed|s)|consider(?:ed|s)|found|confirm(?:ed|s)|declar(?:ed|es)|acknowledg(?:ed|es)|judg(?:ed|es))\b{G20}\b{APPLICATION}{G60}\b(?:sufficiently\s+complete|complete|valid|fileable|accepted)\b",
        "complete|valid|fileable|accepted",
        regulated=True,
    ),
    rule(
        "marketing_accepted",
        rf"acknowledg(?P<v>ed|es)\b{G20}\b(?:resubmission|receipt)\b{G60}\bcomplete\b",
        "acknowledg",
        status="occurred",
        regulated=True,
    ),
    rule(
        "marketing_accepted",
        rf"{APPLICATION}{within(90)}\s(?:{AUX})?(?P<v>passed|cleared|completed)\s+(?:the\s+)?(?:{AGENCY}(?:['’]s)?\s+)?(?:filing\s+review|validation|administrative\s+review|pre-?filing\s+check)",
        "passed|cleared|completed",
    ),
    rule(
        "marketing_accepted",
        rf"(?:{APPLICATION}|application|dossier){within(90)}\s(?:is|are|was|were|entered|currently)\s+(?:now\s+|currently\s+)?(?P<v>under|in|into)\s+(?:active\s+|formal\s+|regulatory\s+)?(?:evaluation|assessment|examination|review)\b",
        "evaluation|assessment|examination|review",
        status="occurred",
        regulated=True,
    ),
    rule(
        "marketing_accepted",
        rf"{AGENCY}\)?\s+(?:has\s+|have\s+)?(?P<v>filed)\s+(?:the\s+|its\s+|our\s+)?{APPLICATION}",
        "filed",
        detail="regulator",
    ),
    rule(
        "marketing_accepted",
        rf"{APPLICATION}{within(60)}\s{AUX}(?P<v>filed|docketed)\s+by\s+(?:the\s+)?{AGENCY}",
        "filed|docketed",
        detail="regulator",
    ),
    rule(
        "marketing_submitted",
        rf"rolling\s+submission\b{within(90)}\s{AUX}(?P<v>started|begun|initiated|commenced|completed|concluded)\b",
        "rolling submission",
    ),
    rule(
        "marketing_withdrawn", rf"(?P<v>revok(?:e|es|ed|ing))\b{G20}\b(?:{APPLICATION}|approval|(?:marketing\s+)?authori[sz]ation)", "revok"
    ),
    rule(
        "advisory_committee",
        rf"(?P<v>issu(?:e|es|ed)|adopt(?:s|ed)|receiv(?:e|es|ed)|deliver(?:s|ed))\b{G20}\b(?:positive|negative|favou?rable)\s+(?:scientific\s+)?opinion",
        "opinion",
        regulated=True,
    ),
    rule(
        "marketing_withdrawn",
        rf"(?P<v>pull(?:s|ed|ing)?|withdr(?:aw|aws|ew|awn|awing)|tak(?:e|es|en|ing)|took|remov(?:e|es|ed|ing)|recall(?:s|ed|ing)?)\b{G40}\b(?:from|off)\s+(?:sale|the\s+(?:[\w.-]{{1,20}}\s+){{0,3}}?market)\b",
        "market|sale",
    ),
    rule(
        "marketing_withdrawn",
        rf"(?P<v>pull(?:s|ed|ing)?|retract(?:s|ed|ing)?|rescind(?:s|ed|ing)?|recall(?:s|ed|ing)?)\b{G20}\b{APPLICATION}",
        "pull|retract|rescind|recall",
    ),
    rule(
        "marketing_withdrawn",
        rf"(?:{APPLICATION}|authori[sz]ations?|licen[cs]e|dossier){within(90)}\s{AUX}(?P<v>withdrawn|retracted|pulled|surrendered|rescinded|revoked)\b",
        "withdrawn|retracted|pulled|surrendered|rescinded|revoked",
    ),
    rule(
        "marketing_withdrawn",
        rf"(?:accelerated|conditional|marketing)\s+approval\b{within(60)}\s{AUX}(?P<v>withdrawn|revoked|rescinded)\b",
        "withdrawn|revoked|rescinded",
    ),
    rule(
        "marketing_withdrawn",
        rf"(?P<v>withdrawal)\s+of\s+(?:the\s+|its\s+)?(?:[\w-]{{1,20}}\s+){{0,3}}?(?:{APPLICATION}|application|authori[sz]ation)",
        "withdrawal",
    ),
    rule(
        "marketing_withdrawn",
        r"(?P<v>withdrawn|withdrew|withdraws|withdrawing)\s+[^;]{0,30}?\bin\s+(?:the\s+)?(?-i:[A-Z])",
        "withdr",
        of_program=True,
    ),
    rule(
        "marketing_withdrawn",
        rf"(?:sales|marketing|sale|supply)\s+of\s{within(60)}\s{AUX}(?P<v>discontinued|ended|stopped|ceased|terminated)\b",
        "sales|marketing|sale|supply",
        of_program=True,
    ),
    rule(
        "marketing_withdrawn",
        r"(?P<v>no\s+longer)\s+(?:on\s+(?:sale|the\s+market)|available|marketed|sold)\b(?=[^;]{0,4}\b(?:in|on|to)\b)",
        "no longer",
        status="occurred",
    ),
)

_LAUNCH_RULES = (
    rule(
        "launched",
        rf"(?P<v>hit(?:s|ting)?|reach(?:es|ed|ing)?|arriv(?:e|es|ed|ing)|c[ao]me(?:s)?|enter(?:s|ed|ing)?|go(?:es)?|went|put|placed|introduced|land(?:s|ed|ing)?)\s+(?:on(?:to)?\s+|in(?:to)?\s+|to\s+|at\s+)?{_MARKET}\b(?!\s+(?:share|leader|research|potential|size|cap))",
        "market|pharmac|sale",
        of_program=True,
    ),
    rule(
        "launched",
        rf"(?P<v>br(?:ing|ings|ought|inging))\s+(?:[\w®™-]{{1,25}}\s+){{1,3}}?to\s+{_MARKET}\b(?!\s+(?:share|leader|access))",
        "bring|brought",
        of_program=True,
    ),
    rule(
        "launched",
        r"\b(?:is|are)\s+(?:now\s+|already\s+)?(?P<v>on\s+(?:the\s+(?:[\w.-]{1,20}\s+){0,2}?market|sale)|in\s+pharmacies)\b",
        "market|sale|pharmacies",
        status="occurred",
        of_program=True,
    ),
    rule(
        "launched",
        r"(?:will\s+be|expected|due|anticipated|planned)\s+(?:to\s+be\s+)?(?P<v>on\s+(?:the\s+(?:[\w.-]{1,20}\s+){0,2}?market|sale)|in\s+pharmacies)\b",
        "market|sale|pharmacies",
        status="expected",
        of_program=True,
    ),
    rule(
        "launched",
        rf"(?P<v>roll-?\s?out|rollout|launch)\s+(?:of\s+{G40}\s)?(?:{AUX})?(?:began|begun|started|commenced|took\s+place|kicked\s+off|got\s+under\s?way)\b",
        "roll|launch",
        status="occurred",
        of_program=True,
    ),
    rule(
        "launched",
        rf"(?P<v>roll-?\s?out|rollout|launch)\s+(?:of\s+{G40}\s)?is\s+(?:off\s+to|under\s?way|progressing|going|ahead)\b",
        "roll|launch",
        status="occurred",
        of_program=True,
    ),
    rule("launched", r"(?P<v>made|makes|making|make)\s+(?:its\s+|their\s+)?(?:commercial|market)\s+debut\b", "debut"),
    rule(
        "launched",
        rf"first\s+commercial\s+(?:shipments?|batch|sales?|doses?|prescriptions?|deliver(?:y|ies)|order)\b{within(60)}\s(?:{AUX})?(?P<v>left|received|shipped|delivered|made|dispatched|recorded|dosed|treated|filled|fulfilled|supplied|arrived)\b",
        "first commercial",
    ),
    rule(
        "launched",
        r"(?P<v>start(?:s|ed|ing)?|beg(?:an|in|ins|un|inning)|commenc(?:e|es|ed|ing))\s+(?:selling|marketing|to\s+(?:sell|market)|commercial\s+(?:sales|distribution|shipments?))\b",
        "sell|market|commercial",
    ),
    rule(
        "launched",
        rf"\b(?:can\s+now|are\s+now\s+able\s+to|now\s+have)\s+(?P<v>obtain|get|receive|access|be\s+prescribed|prescribe|order|buy)\b{G40}\b(?:by\s+prescription|in\s+pharmacies|through|at\b|commercially)",
        "now",
        status="occurred",
        of_program=True,
    ),
    rule(
        "launched",
        r"(?P<v>became|becomes?|made|is\s+now|are\s+now)\s+(?:commercially\s+)?available\s+(?:to\s+(?:[\w-]{1,20}\s+){0,2}?(?:patients|physicians|doctors|hospitals)\s+)?(?:in|across|throughout)\s+(?:the\s+)?(?=(?-i:[A-Z]))",
        "available",
        of_program=True,
    ),
    rule("launched", r"(?P<v>opened)\s+for\s+prescriptions?\b", "for prescription"),
)

_END_RULES = (
    rule(
        "trial_stopped",
        rf"(?P<v>pull(?:s|ed|ing)?\s+the\s+plug\s+on|call(?:s|ed|ing)?\s+off|scrap(?:s|ped|ping)?|abandon(?:s|ed|ing)?|cancel(?:s|led|ed|ling|ing)?|wind(?:s|ing)?\s+down|wound\s+down|axe[sd]?|shelv(?:e|es|ed|ing)|end(?:s|ed|ing)?|curtail(?:s|ed|ing)?|cut(?:s|ting)?\s+short|discontinu(?:e|es|ed|ing)|aband)\s+{_OWN}(?:[\w/-]{{1,20}}\s+){{0,5}}?{_TRIAL}\b(?!{G60}\b(?:met|achieved|with\s+(?:success|positive)|on\s+schedule))",
        "plug|call|scrap|abandon|cancel|wind|wound|axe|shelv|end|curtail|short|discontinu",
        detail="early",
    ),
    rule(
        "trial_stopped",
        rf"(?P<v>br(?:ing|ings|ought|inging)|c[ao]me(?:s)?)\s+(?:{G60}\b{_TRIAL}\b{G40}\s)?to\s+an\s+early\s+(?:close|end|conclusion|halt|stop)\b",
        "early",
    ),
    rule(
        "trial_stopped",
        rf"(?:{_TRIAL}|dosing|enrol?l?ment|recruitment)\b{within(90)}\s(?:{AUX})?(?P<v>called\s+off|cut\s+short|put\s+on\s+(?:ice|pause)|scrapped|axed|shelved|cancell?ed|ended\s+early|stopped\s+early|closed\s+early|wound\s+down|abandoned|curtailed|frozen|aborted)\b",
        "called off|cut short|put on|scrapped|axed|shelved|cancel|early|wound|abandoned|curtailed|frozen|aborted",
    ),
    rule(
        "trial_stopped",
        rf"(?:{_TRIAL}|dosing|enrol?l?ment|recruitment)\b{within(60)}\s(?:is|are|remains)\s+(?:now\s+|currently\s+)?(?P<v>on\s+(?:pause|ice|hold))\b",
        "on pause|on ice|on hold",
        status="occurred",
    ),
    rule(
        "trial_stopped",
        rf"{_TRIAL}\b{within(60)}\swill\s+(?P<v>not)\s+(?:continue|go\s+on|be\s+(?:continued|resumed|completed))\b",
        "will not",
        status="occurred",
    ),
    rule(
        "trial_stopped",
        rf"(?P<v>no)\s+(?:further|additional|more|new)\s+{PERSON}\s{G20}\b(?:enrol?led|recruited|dosed|randomi[sz]ed|treated)\b",
        "no further|no additional|no more|no new",
        status="occurred",
    ),
    rule(
        "discontinued",
        r"(?P<v>shelv(?:e|es|ed|ing)|ax(?:e|es|ed|ing)|scrap(?:s|ped|ping)?|drop(?:s|ped|ping)?|park(?:s|ed|ing)?|abandon(?:s|ed|ing)?|kill(?:s|ed|ing)?|cull(?:s|ed)?|jettison(?:s|ed)?|ditch(?:es|ed|ing)?|mothball(?:s|ed|ing)?|"
        r"deprioriti[sz](?:e|es|ed|ing)|pull(?:s|ed|ing)?\s+the\s+plug\s+on|walk(?:s|ed|ing)?\s+away\s+from|g[ai]v(?:e|es|en|ing)\s+up(?:\s+on)?|call(?:s|ed|ing)?\s+time\s+on|mov(?:e|es|ed|ing)\s+on\s+from|"
        r"stop(?:s|ped|ping)?\s+(?:all\s+|further\s+)?(?:work(?:ing)?(?:\s+on)?|developing|development\s+of)|put(?:s|ting)?\s+an\s+end\s+to|los(?:e|es|t)\s+faith\s+in)\s+(?:its\s+|the\s+|our\s+)?"
        r"(?:(?!for\b|in\b)[\w-]{1,20}\s+){0,3}?",
        "shelv|ax|scrap|drop|park|abandon|kill|cull|jettison|ditch|mothball|depriorit|plug|walk|up|time|stop|end to|faith|mov",
        of_program=True,
        detail="object",
    ),
    rule(
        "discontinued",
        r"(?P<v>not)\s+(?:be\s+)?(?:tak(?:e|ing|en)|carr(?:y|ied|ying)|bring|brought|mov(?:e|ed|ing))\s+(?:[\w®™-]{1,25}\s+){0,3}?(?:forward|further|any\s+further)\b",
        "forward|further",
        status="occurred",
        of_program=True,
    ),
    rule(
        "discontinued",
        r"\b(?:has\s+been|have\s+been|was|were|is|are|will\s+be|being)\s+(?P<v>shelved|axed|scrapped|dropped|parked|abandoned|mothballed|jettisoned|deprioriti[sz]ed|put\s+on\s+(?:ice|the\s+shelf|the\s+back\s+burner)|(?:cut|dropped|removed|struck)\s+from\s+(?:the|our|its)\s+(?:pipeline|portfolio))\b",
        "shelved|axed|scrapped|dropped|parked|abandoned|mothballed|jettisoned|depriorit|put on|cut from|removed|struck",
        of_program=True,
    ),
    rule(
        "discontinued",
        r"(?P<v>put(?:s|ting)?|mov(?:e|es|ed|ing))\s+(?:[\w®™-]{1,25}\s+){1,3}?(?:on|to)\s+(?:the\s+)?(?:back\s+burner|ice|shelf)\b",
        "burner|ice|shelf",
        of_program=True,
    ),
    rule(
        "discontinued",
        rf"(?:development|further\s+work|work|investment|programs?|programmes?|project)\b{within(60)}\s(?:{AUX})?(?P<v>halted|terminated|stopped|closed|ended|ceased|ceases|discontinued|wound\s+down|abandoned|suspended|shelved|scrapped|c[ao]mes?\s+to\s+an\s+end)\b(?!\s+(?:on|in)\s+(?:a\s+)?(?:high|[Dd]ecember\s+31))",
        "development|work|investment|program|project",
        of_program=True,
    ),
    rule(
        "discontinued",
        r"(?P<v>no\s+longer)\s+be\s+(?:developed|pursued|advanced|progressed|supported)\b",
        "no longer",
        status="occurred",
        of_program=True,
    ),
    rule(
        "discontinued",
        rf"(?P<v>no)\s+(?:further|more|additional)\s+(?:resources?|investment|funds?|funding|money|work|development)\b{G40}\b(?:committed|planned|spent|made|devoted|done|allocated|on|in)\b",
        "no further|no more|no additional",
        status="occurred",
        of_program=True,
    ),
    rule(
        "discontinued",
        rf"(?P<v>not)\s+(?:plan|intend|expect)\s+to\s+(?:invest|spend|continue|develop|pursue|advance)\b{G20}\b(?:further|more|in)\b",
        "not plan|not intend|not expect",
        status="occurred",
        of_program=True,
    ),
)

_DEAL_RULES = (
    rule(
        "acquisition",
        r"(?P<v>snap(?:s|ped|ping)?\s+up|bought|buy(?:s|ing)?(?:\s+out)?|tak(?:e|es|en|ing)\s+over|took\s+over|scoop(?:s|ed)\s+up|swallow(?:s|ed)?|pick(?:s|ed)\s+up|gobbled\s+up)\s+(?:all\s+of\s+|rival\s+|the\s+company\s+)?(?-i:[A-Z][a-z]{2,})(?=(?:\s+(?-i:[A-Z])|\s+(?:for|in|to|from)\b|[.,]))(?!\s+(?:shares|stock))",
        "snap|bought|buy|over|scoop|swallow|pick|gobbl",
        detail="company",
    ),
    rule(
        "acquisition",
        rf"\b(?:to\s+be|be|was|been|being|is)\s+(?P<v>taken\s+over|bought(?:\s+out)?|acquired|snapped\s+up)\s+by\s+{_COMPANY}",
        " by ",
    ),
    rule(
        "acquisition",
        rf"(?:takeover|purchase|acquisition|merger|tender\s+offer|combination|transaction)\s+(?:of|with|by|for)\s+(?:[\w&]{{1,20}}\s+){{0,3}}?(?:by\s+(?:[\w&]{{1,20}}\s+){{0,3}}?)?(?:{AUX})?(?P<v>closed?|completed?|consummated|concluded|finali[sz]ed)\b",
        "takeover|purchase|acquisition|merger|tender|combination|transaction",
        detail="deal",
    ),
    rule(
        "acquisition",
        r"(?P<v>bec(?:ame|ome|omes|oming))\s+(?:a\s+|an\s+)?(?:wholly[\s-]owned\s+|fully[\s-]owned\s+)?(?:subsidiary|part)\s+of\s+(?=(?-i:[A-Z]))",
        "subsidiary|part of",
    ),
    rule(
        "acquisition",
        r"\b(?:are|is|will|agreed|agree|plan|plans|intend)\s+(?:to\s+)?(?P<v>merge|combine)\b(?:\s+with\s+(?-i:[A-Z])|\s*[.,])",
        "merge|combine",
        detail="deal",
    ),
    rule(
        "acquisition",
        rf"(?P<v>sign(?:s|ed)?|enter(?:s|ed)?\s+into|execut(?:e|es|ed)|announc(?:e|es|ed))\b{G60}\bto\s+(?:combine|merge)\s+with\s+{_COMPANY}",
        "combin|merge",
    ),
    rule(
        "acquisition",
        r"(?P<v>took|takes|taken|taking|assum(?:e|es|ed|ing))\s+(?:full|complete|sole|100%)\s+(?:ownership|control)\s+of\s+(?=(?-i:[A-Z]))",
        "ownership|control",
    ),
    rule(
        "acquisition",
        r"(?P<v>add(?:s|ed)|folded|integrated)\s+(?-i:[A-Z])[\w& ]{2,30}?\s+(?:in)?to\s+(?:the|our|its)\s+(?:group|company|family)\b",
        "group|company|family",
    ),
    rule(
        "acquisition",
        rf"(?P<v>complet(?:e|es|ed|ing)|clos(?:e|es|ed|ing))\s+(?:its\s+|the\s+)?(?:takeover|tender\s+offer|purchase|buyout)\s+(?:of|for)\s+{_COMPANY}",
        "takeover|tender|purchase|buyout",
    ),
    rule(
        "acquisition",
        rf"(?P<v>part(?:s|ed|ing)\s+with|offload(?:s|ed|ing)?|divest(?:s|ed|ing)?|spun\s+(?:off|out)|sp(?:in|ins|inning)\s+(?:off|out)|sold|sell(?:s|ing)?)\s+{_OWN}(?:[\w-]{{1,20}}\s+){{0,4}}?(?:unit|business|division|subsidiary|franchise|portfolio|arm|assets?)\b",
        "part|offload|divest|spun|spin|sold|sell",
        detail="sale",
    ),
    rule(
        "partnership",
        rf"(?P<v>team(?:s|ed|ing)\s+up|join(?:s|ed|ing)?\s+(?:forces|hands)|ink(?:s|ed|ing)|str(?:ike|ikes|uck|iking)|clinch(?:es|ed)?|seal(?:s|ed)?|part(?:s|ed)\s+ways|hand(?:s|ed)?\s+back|g[ai]v(?:e|es|en)\s+back)\b{G60}\b(?:with\s+{_COMPANY}|deal|pact|licen[cs]e|rights|collaboration|alliance|partnership|agreement)",
        "team|forces|hands|ink|str|clinch|seal|ways|back",
        detail="deal",
    ),
    rule(
        "financing",
        rf"(?P<v>br(?:ing|ings|ought|inging)\s+in|brought|pull(?:s|ed|ing)?\s+in|land(?:s|ed|ing)?|haul(?:s|ed)?\s+in|netted|nets|bag(?:s|ged)|clinch(?:es|ed)?|borrow(?:s|ed|ing)?|dr[ae]w(?:s|n)?\s+down|secur(?:e|es|ed)|obtain(?:s|ed)?|attract(?:s|ed)?|pocket(?:s|ed)?|close[sd]?(?:\s+on)?|got)\s+(?:a\s+|an\s+)?{_SUM}",
        "$|€|£|million|billion",
        detail="money",
    ),
    rule(
        "financing",
        rf"(?P<v>tap(?:s|ped|ping)?|top(?:s|ped|ping)?\s+up|extend(?:s|ed)?|upsiz(?:e|es|ed))\b{G40}\b(?:at-the-market|ATM|Series\s+[A-F]|credit|loan|round)\b{G40}{_SUM}",
        "$|€|£|million|billion",
    ),
    rule(
        "financing",
        rf"(?P<v>put(?:s|ting)?|invest(?:s|ed|ing)?|plough(?:s|ed)?|inject(?:s|ed|ing)?|pour(?:s|ed)?)\s+{_SUM}[^;]{{0,25}}?\s+in(?:to)?\s+(?=(?-i:[A-Z]))",
        "$|€|£|million|billion",
    ),
    rule(
        "financing",
        rf"(?P<v>back(?:s|ed|ing)?|fund(?:s|ed)?|support(?:s|ed)?|provid(?:e|es|ed)|lend(?:s|ing)?|lent|g[ai]ve(?:s|n)?|grant(?:s|ed)?)\b{G40}\b(?:with|of|a\s+(?:loan|credit\s+(?:line|facility)|grant)\s+of)\s+{_SUM}",
        "$|€|£|million|billion",
        detail="giver",
    ),
    rule(
        "financing",
        rf"(?:round|capital\s+increase|rights\s+(?:issue|offering)|share\s+issue|placing|offering|placement|loan|bond)\b{G40}\s(?:{AUX})?(?P<v>brought|raised|completed|closed|subscribed|netted|yielded)\b",
        "brought|raised|completed|closed|subscribed|netted|yielded",
        detail="money",
    ),
    rule("financing", rf"proceeds\s+of\s+{_SUM}{G20}\s(?P<v>came\s+in|were\s+received|were\s+raised)\b", "proceeds"),
    rule(
        "financing",
        rf"(?P<v>complet(?:e|es|ed|ing)|clos(?:e|es|ed|ing)|announc(?:e|es|ed)|pric(?:e|es|ed))\b{G40}\b(?:capital\s+increase|rights\s+issue|share\s+issue|placing|IPO|stock\s+market\s+debut)\b",
        "capital increase|issue|placing|ipo|debut",
    ),
)

_INVESTMENT_RULES = (
    rule(
        "financing",
        rf"(?P<v>announc(?:e|es|ed)|secur(?:e|es|ed)|receiv(?:e|es|ed)|clos(?:e|es|ed)|obtain(?:s|ed)?)\b{G20}\b(?:strategic|equity|minority|venture)\s+(?:equity\s+)?investment\s+(?:from|by|of)\b",
        "investment",
    ),
)

_SITE_RULES = (
    rule(
        "facility",
        rf"(?P<v>br(?:eak|eaks|oke|oken|eaking)\s+ground|open(?:s|ed|ing)?|cut(?:s|ting)?\s+the\s+ribbon|open(?:s|ed|ing)?\s+(?:its\s+|the\s+)?doors|took\s+(?:possession|delivery|occupancy)|tak(?:e|es|en|ing)\s+(?:possession|delivery|occupancy)|"
        r"la(?:id|ys|ying)\s+the\s+(?:foundation|cornerstone)|commission(?:s|ed|ing)?|doubl(?:e|es|ed|ing)|clos(?:e|es|ed|ing)|shut(?:s|ting)?(?:\s+down)?|sign(?:s|ed|ing)?\s+(?:a\s+)?(?:[\w-]{1,12}\s+)?lease|complet(?:e|es|ed|ing)|"
        rf"finish(?:es|ed|ing)?|unveil(?:s|ed|ing)?|dedicat(?:e|es|ed)|outfit(?:s|ted)?|fit(?:s|ted)?\s+out|add(?:s|ed|ing)?|sold|sell(?:s|ing)?)\b{G40}\b{_SITE}\b",
        _SITE_NEEDS,
        detail="site",
    ),
    rule(
        "facility",
        rf"{_SITE}\b{within(60)}\s(?:{AUX})?(?P<v>c[ao]mes?\s+on[\s-]?line|went\s+(?:live|on[\s-]?line)|up\s+and\s+running|operational|opened(?:\s+its\s+doors)?|inaugurated|commissioned|certified|licensed|shut\s+down|"
        r"(?:receiv(?:e|es|ed)|obtain(?:s|ed)?|gain(?:s|ed)?)\s+(?:its\s+|a\s+|an?\s+)?(?:GMP|manufacturing|EU\s+GMP)\s+(?:licen[cs]e|certificat\w+|authori[sz]ation)|completed|expanded)\b",
        _SITE_NEEDS,
        detail="site",
    ),
    rule(
        "facility",
        rf"(?:construction|building|groundbreaking|expansion|fit-?out)\s+(?:of|at|work\s+on)\s{G40}\b{_SITE}\b{within(60)}\s(?:{AUX})?(?P<v>beg[aiu]ns?|started?|commenced?|completed?|finished|concluded)\b",
        _SITE_NEEDS,
        detail="site",
    ),
)

_JOURNAL_RULES = (
    rule(
        "publication",
        rf"{_PAPER}\b{within(110)}\s(?:{AUX})?(?P<v>appear(?:s|ed)?|c[ao]me\s+out|out|printed|online|carried|featured|available\s+online|described|described\s+in\s+a\s+(?:new\s+)?(?:paper|article)|reported|published)\s+(?:today\s+|online\s+|now\s+)?(?:on\s+{G20}\s)?in\s+(?:(?:the|an?|its)\s+(?:[\w-]{{1,12}}\s+){{0,3}}?(?:issue|edition|paper|article)\s+(?:of|in)\s+)?{_JOURNAL}",
        "appear|out|printed|online|carried|featured|described|reported|published|read",
        detail="journal",
    ),
    rule(
        "publication",
        rf"{_JOURNAL}\s+(?:has\s+|have\s+|today\s+)?(?P<v>published|publishes|carries|carried|features|prints|printed|runs|ran)\b{G60}\b{_PAPER}\b",
        "publish|carries|carried|features|prints|printed|runs|ran",
    ),
    rule(
        "publication",
        rf"{_PAPER}\b{within(90)}\s(?:{AUX})?(?P<v>accepted|in\s+press)\s+(?:by|in|at)\s+{_JOURNAL}",
        "accepted|in press",
        status="expected",
    ),
    rule(
        "publication",
        rf"(?P<v>submi(?:t|ts|tted|tting|ssion)|sent)\b{G60}\b(?:to|in)\s+(?:a\s+|the\s+)?(?:peer-reviewed\s+|medical\s+|scientific\s+|leading\s+){{1,2}}(?:journal|publication)\b",
        "journal|publication",
        status="expected",
    ),
    rule(
        "publication",
        rf"(?P<v>plan|plans|expect|expects|intend|intends|aim|aims)\s+to\s+publish\b{G60}\b{_PAPER}\b",
        "publish",
        status="expected",
    ),
    rule(
        "publication",
        rf"(?P<v>paper|article)\s+(?:published\s+)?in\s+{_JOURNAL}\s+(?:reports|describes|shows|details|presents|sets\s+out|outlines)\b",
        "paper|article",
        status="occurred",
    ),
)

_CONGRESS_RULES = (
    rule(
        "presentation",
        r"(?P<v>tak(?:e|es|en|ing)\s+(?:the\s+|centre\s+|center\s+){0,2}stage|took\s+(?:the\s+|centre\s+|center\s+){0,2}stage|featur(?:e|es|ed|ing)|go(?:es)?\s+on\s+(?:display|show|view)|went\s+on\s+(?:display|show|view)|on\s+(?:display|show|view)|appear(?:s|ed)?|"
        r"follow(?:s|ed)?|slated|scheduled|debut(?:s|ed)?|make(?:s)?\s+(?:its|their)\s+debut|aired?|in\s+the\s+spotlight)\s+(?:at|for|during|in)\s+(?:the\s+)?(?:[a-z-]{1,15}\s+){0,3}?(?=(?-i:[A-Z0-9]))",
        "stage|featur|display|show|view|appear|follow|slated|scheduled|debut|aired|spotlight",
        detail="data",
    ),
    rule(
        "presentation",
        rf"(?P<v>spoke|speaks?|speaking|talk(?:s|ed|ing)?|walk(?:s|ed|ing)?\s+through|br(?:ing|ings|ought|inging)|tak(?:e|es|ing)|took|ha[sd]|showed|gave|gives?)\b{G60}\b(?:data|results|findings|posters?|abstracts?|talks?|dataset)\b{G90}\b(?:to|at)\s+(?:the\s+)?(?=(?-i:[A-Z]))",
        "spoke|speak|talk|walk|bring|brought|take|took|has |had |showed|gave|give|have",
        detail="data",
    ),
    rule(
        "presentation",
        rf"abstracts?\b{within(60)}\s(?:{AUX})?(?P<v>made\s+it|makes\s+it|accepted|admitted|selected)\s+(?:in)?to\b",
        "abstract",
        status="expected",
        detail="data",
    ),
    rule(
        "presentation",
        r"(?P<v>secur(?:e|es|ed)|won|wins|ha(?:s|ve)|earn(?:s|ed)?|land(?:s|ed)?)\s+(?:an?\s+)?(?:[\w-]{1,15}\s+)?(?:oral|late[\s-]breaking|podium|plenary|poster)\s+(?:slot|spot|place)\b",
        "slot|spot|place",
        status="expected",
        detail="data",
    ),
)

# Events told on the way, in a relative clause or after "and", whose subject stands before.
_TOLD_ASIDE_RULES = (
    rule(
        "marketing_submitted",
        rf"{APPLICATION}\b{G60},\s+(?:which\s+(?:was|were|had\s+been|has\s+been)\s+)?(?P<v>submitted|lodged|filed)\b(?=[^;,]{{0,40}},)",
        "submitted|lodged|filed",
    ),
    rule(
        "ind_submitted",
        rf"{IND}\b{G60},\s+(?:which\s+(?:was|were|had\s+been|has\s+been)\s+)?(?P<v>submitted|lodged|filed)\b(?=[^;,]{{0,40}},)",
        "submitted|lodged|filed",
    ),
    rule("ind_cleared", rf"{IND}\b{within(140)}\s{AUX}(?P<v>cleared|approved|authori[sz]ed)\b", "cleared|approved|authori"),
    rule(
        "ind_cleared", rf"{IND}\b[^;]{{0,140}}?(?:,|\band)\s+(?P<v>received|obtained|got)\s+(?:the\s+)?(?:FDA\s+)?clearance\b", "clearance"
    ),
    rule(
        "marketing_accepted",
        rf"{APPLICATION}\b[^;]{{0,140}}?\band\s+(?:was\s+|has\s+been\s+)?(?P<v>accepted|validated)\b",
        "accepted|validated",
    ),
    rule("clinical_hold", r"\bholds?\b[^;]{0,60}?,\s+which\s+[^;,]{0,60}?(?P<v>imposed|placed|issued)\b", " hold"),
    rule(
        "trial_initiated",
        rf"{_TRIAL}\b{within(60)},\s+which\s+(?P<v>began|started|opened|commenced)\b",
        "began|started|opened|commenced",
    ),
    rule(
        "enrollment_completed",
        r",\s+(?:whose|of\s+which\s+the)\s+(?:recruitment|enrol?l?ment)\s+(?P<v>ended|closed|was\s+completed|finished)\b",
        "recruit|enrol",
    ),
    rule(
        "enrollment_completed",
        r"(?P<v>(?:end|completion|close)\s+of\s+(?:patient\s+)?(?:enrol?l?ment|recruitment))\b",
        "end of|completion of|close of",
    ),
    rule(
        "data_readout",
        rf"{_TRIAL}\b[^;]{{0,200}}?\band\s+(?:is\s+|are\s+)?(?:expected\s+|due\s+|planned\s+)?(?:to\s+|will\s+|should\s+)?(?P<v>read\s+out|report(?:\s+(?:data|results|out))?)\s+(?:in|by|during|around)\b",
        "read out|report",
        status="expected",
    ),
    rule(
        "data_readout",
        r"(?P<v>mov(?:e|es|ed|ing)|push(?:es|ed)?(?:\s+out)?|shift(?:s|ed)?|delay(?:s|ed)?|postpon(?:e|es|ed)|br(?:ing|ought)\s+forward)\s+(?:the\s+|its\s+|our\s+)?(?:[\w-]{1,20}\s+){0,3}?(?:read-?\s?outs?|data|results)\b[^;]{0,90}?\b(?:from|to|into|until)\b",
        "mov|push|shift|delay|postpon|forward",
        status="expected",
    ),
    rule("trial_initiated", rf"{_TRIAL}\b{within(60)}\swill\s+(?P<v>enrol?l|recruit)\b{G60}\bfrom\s+{_MONTHS}", "will", status="expected"),
    rule(
        "launched",
        r"(?:and|followed\s+by)\s+(?:a\s+|the\s+|its\s+|commercial\s+|U\.S\.\s+){0,3}(?P<v>launch)\s+(?:in|by|during|to\s+follow)\b",
        "launch",
        ahead=True,
    ),
)

RULES: tuple[Rule, ...] = (
    *_TOLD_ASIDE_RULES,
    *_PRECLINICAL_RULES,
    *_TRIAL_APPLICATION_RULES,
    *_MEETING_RULES,
    *_MARKETING_RULES,
    *_LAUNCH_RULES,
    *_END_RULES,
    *_DEAL_RULES,
    *_INVESTMENT_RULES,
    *_SITE_RULES,
    *_JOURNAL_RULES,
    *_CONGRESS_RULES,
)
