"""Work on some companies, written while other processes write such work, too."""

from django.db import transaction

from .diseases import settle_indications
from .work import Work


def write_beside(work: Work) -> None:
    """Writes work of which nothing but its indications concerns the companies of other work. A run that is killed between the two
    transactions leaves indications behind that the next one takes."""
    with transaction.atomic():
        settle_indications(work)
    with transaction.atomic():
        work.write()
