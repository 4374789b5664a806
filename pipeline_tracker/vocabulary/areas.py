"""Therapeutic areas: the headings over the trees of diseases in the Medical Subject Headings (MeSH)."""

from .marking import gettext_noop as _

# By the number of the tree. Signs and symptoms [C23] and diseases of animals [C22] are no area of development.
AREAS = {
    "C01": _("Infections"),
    "C04": _("Neoplasms"),
    "C05": _("Musculoskeletal Diseases"),
    "C06": _("Digestive System Diseases"),
    "C07": _("Stomatognathic Diseases"),
    "C08": _("Respiratory Tract Diseases"),
    "C09": _("Otorhinolaryngologic Diseases"),
    "C10": _("Nervous System Diseases"),
    "C11": _("Eye Diseases"),
    "C12": _("Urogenital Diseases"),
    "C14": _("Cardiovascular Diseases"),
    "C15": _("Hemic and Lymphatic Diseases"),
    "C16": _("Congenital, Hereditary, and Neonatal Diseases and Abnormalities"),
    "C17": _("Skin and Connective Tissue Diseases"),
    "C18": _("Nutritional and Metabolic Diseases"),
    "C19": _("Endocrine System Diseases"),
    "C20": _("Immune System Diseases"),
    "C21": _("Disorders of Environmental Origin"),
    "C24": _("Occupational Diseases"),
    "C25": _("Chemically-Induced Disorders"),
    "C26": _("Wounds and Injuries"),
    "F03": _("Mental Disorders"),
}
