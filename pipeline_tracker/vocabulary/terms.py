"""Short closed lists: designations, modalities, origins, document kinds, review states."""

from .marking import gettext_noop as _

DESIGNATIONS = (
    ("fast_track", _("Fast Track")),
    ("breakthrough", _("Breakthrough Therapy")),
    ("rmat", _("Regenerative Medicine Advanced Therapy (RMAT)")),
    ("priority_review", _("Priority Review")),
    ("accelerated_approval", _("Accelerated Approval")),
    ("orphan", _("Orphan Drug")),
    ("rare_pediatric", _("Rare Pediatric Disease")),
    ("qidp", _("Qualified Infectious Disease Product (QIDP)")),
    ("prime", _("PRIME")),
    ("accelerated_assessment", _("Accelerated Assessment")),
    ("conditional", _("Conditional Approval")),
    ("ilap", _("Innovative Licensing and Access Pathway (ILAP)")),
    ("sakigake", _("Sakigake")),
)
DESIGNATION_LABELS = dict(DESIGNATIONS)

# Which results a readout tells; what else its source calls them stays in the source's words.
READOUTS = (
    ("topline", _("topline")),
    ("interim", _("interim")),
    ("initial", _("initial")),
    ("final", _("final")),
    ("safety review", _("safety review")),
    ("real-world evidence", _("real-world evidence")),
)

MODALITIES = (
    ("small_molecule", _("Small molecule")),
    ("antibody", _("Antibody")),
    ("adc", _("Antibody-drug conjugate")),
    ("bispecific", _("Bispecific antibody")),
    ("cell_therapy", _("Cell therapy")),
    ("gene_therapy", _("Gene therapy")),
    ("vaccine", _("Vaccine")),
    ("oligonucleotide", _("Oligonucleotide")),
    ("peptide_protein", _("Peptide or protein")),
    ("radiopharmaceutical", _("Radiopharmaceutical")),
    ("device_diagnostic", _("Device or diagnostic")),
    ("other", _("Other")),
)
MODALITY_LABELS = dict(MODALITIES)

ORIGINS = (("autologous", _("Autologous")), ("allogeneic", _("Allogeneic")))

DOCUMENT_KINDS = (
    ("press_release", _("Press release")),
    ("filing", _("Filing exhibit")),
    ("registry_record", _("Registry record")),
    ("table", _("Table row")),
)

# Documents whose names of products and trials count as confirmed (architecture, rule 8), with the source of such an alias.
CONFIRMING_KINDS = {"registry_record": "registry", "table": "table"}

# Who is believed where two sources of one day differ, most believed first (architecture, rule 2).
SOURCE_RANK = {"filing": 0, "press_release": 0, "table": 1, "registry_record": 2}

# Of a claim: read without doubt; shown but queued; confirmed or refused by staff; held back by low confidence.
REVIEW_STATES = (
    ("auto", _("Read automatically")),
    ("queued", _("Unconfirmed, in the review queue")),
    ("accepted", _("Confirmed by staff")),
    ("rejected", _("Rejected by staff")),
    ("withheld", _("Withheld until reviewed")),
)

# Whose number or name of a trial an identifier is.
REGISTRIES = (("ctgov", _("ClinicalTrials.gov")), ("sponsor", _("Named by its sponsor")))

# What kind of organisation sponsors a trial, as ClinicalTrials.gov classes it.
SPONSOR_CLASSES = (
    ("INDUSTRY", _("Industry")),
    ("NIH", _("US National Institutes of Health")),
    ("FED", _("US federal agency")),
    ("OTHER_GOV", _("Government")),
    ("NETWORK", _("Research network")),
    ("INDIV", _("Individual")),
    ("OTHER", _("University, hospital or foundation")),
    ("AMBIG", _("Class not clear")),
    ("UNKNOWN", _("Class not known")),
)

METRICS = (
    ("net_loss", _("Net loss")),
    ("net_income", _("Net income")),
    ("revenue", _("Revenue")),
    ("cash", _("Cash and investments")),
    ("rd_expense", _("R&D expense")),
)
METRIC_LABELS = dict(METRICS)
