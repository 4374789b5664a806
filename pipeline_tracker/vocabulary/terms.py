"""Short closed lists: designations, modalities, origins, document kinds, review states."""

DESIGNATIONS = (
    ("fast_track", "Fast Track"),
    ("breakthrough", "Breakthrough Therapy"),
    ("rmat", "Regenerative Medicine Advanced Therapy (RMAT)"),
    ("priority_review", "Priority Review"),
    ("accelerated_approval", "Accelerated Approval"),
    ("orphan", "Orphan Drug"),
    ("rare_pediatric", "Rare Pediatric Disease"),
    ("qidp", "Qualified Infectious Disease Product (QIDP)"),
    ("prime", "PRIME"),
    ("accelerated_assessment", "Accelerated Assessment"),
    ("conditional", "Conditional Approval"),
    ("ilap", "Innovative Licensing and Access Pathway (ILAP)"),
    ("sakigake", "Sakigake"),
)
DESIGNATION_LABELS = dict(DESIGNATIONS)

MODALITIES = (
    ("small_molecule", "Small molecule"),
    ("antibody", "Antibody"),
    ("adc", "Antibody-drug conjugate"),
    ("bispecific", "Bispecific antibody"),
    ("cell_therapy", "Cell therapy"),
    ("gene_therapy", "Gene therapy"),
    ("vaccine", "Vaccine"),
    ("oligonucleotide", "Oligonucleotide"),
    ("peptide_protein", "Peptide or protein"),
    ("radiopharmaceutical", "Radiopharmaceutical"),
    ("device_diagnostic", "Device or diagnostic"),
    ("other", "Other"),
)
MODALITY_LABELS = dict(MODALITIES)

ORIGINS = (("autologous", "Autologous"), ("allogeneic", "Allogeneic"))

DOCUMENT_KINDS = (
    ("press_release", "Press release"),
    ("filing", "Filing exhibit"),
    ("registry_record", "Registry record"),
    ("table", "Table row"),
)

# Documents whose names of products and trials count as confirmed (architecture, rule 8), with the source of such an alias.
CONFIRMING_KINDS = {"registry_record": "registry", "table": "table"}

# Who is believed where two sources of one day differ, most believed first (architecture, rule 2).
SOURCE_RANK = {"filing": 0, "press_release": 0, "table": 1, "registry_record": 2}

# Of a claim: read without doubt; shown but queued; confirmed or refused by staff; held back by low confidence.
REVIEW_STATES = (
    ("auto", "Read automatically"),
    ("queued", "Unconfirmed, in the review queue"),
    ("accepted", "Confirmed by staff"),
    ("rejected", "Rejected by staff"),
    ("withheld", "Withheld until reviewed"),
)

# Whose number or name of a trial an identifier is.
REGISTRIES = (("ctgov", "ClinicalTrials.gov"), ("sponsor", "Named by its sponsor"))

# What kind of organisation sponsors a trial, as ClinicalTrials.gov classes it.
SPONSOR_CLASSES = (
    ("INDUSTRY", "Industry"),
    ("NIH", "US National Institutes of Health"),
    ("FED", "US federal agency"),
    ("OTHER_GOV", "Government"),
    ("NETWORK", "Research network"),
    ("INDIV", "Individual"),
    ("OTHER", "University, hospital or foundation"),
    ("AMBIG", "Class not clear"),
    ("UNKNOWN", "Class not known"),
)

METRICS = (
    ("net_loss", "Net loss"),
    ("net_income", "Net income"),
    ("revenue", "Revenue"),
    ("cash", "Cash and investments"),
    ("rd_expense", "R&D expense"),
)
METRIC_LABELS = dict(METRICS)
