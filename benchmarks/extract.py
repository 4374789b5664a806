"""How fast extraction reads, and how its time grows with the text. Prints figures; fails nothing.

    python -m benchmarks.extract [FOLDER]

FOLDER holds releases (.txt, .html); without one, the samples of the repository are read. All are read once before, since
vocabularies are loaded and patterns compiled on first use; what is printed is the median of further readings, by processor time.
"""

import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median

from pipeline_tracker.ingest.documents import Document, Refused
from pipeline_tracker.ingest.extract import extract
from pipeline_tracker.ingest.readers import find_files, read_release

RELEASE = 8000  # characters of a usual release
SHORT = 2000  # below this a release is little more than its headline
READINGS = 5


def documents(folder: Path) -> Iterable[Document]:
    for path in find_files([folder]):
        try:
            yield read_release(path.read_bytes(), address=str(path), file_name=path.name, published=None)
        except Refused as refusal:
            print(f"{path}: {refusal}", file=sys.stderr)


def seconds(found: Iterable[Document]) -> float:
    """Processor time to read all of them once."""
    start = time.process_time()
    for document in found:
        extract(document)
    return time.process_time() - start


def usual_seconds(found: Sequence[Document]) -> float:
    """The median of READINGS."""
    return median(seconds(found) for _ in range(READINGS))


def lengthened(document: Document, times: int) -> Document:
    """The document's text repeated, as one document."""
    text = "\n\n".join([document.text] * times)
    return Document("press_release", text, "", document.address, document.title, document.published, document.published_from)


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "samples"
    found = list(documents(folder))
    seconds(found)
    for name, chosen in (("all", found), (f"of more than {SHORT} characters", [one for one in found if len(one.text) > SHORT])):
        size = sum(len(document.text) for document in chosen)
        took = usual_seconds(chosen)
        if chosen and took:
            print(f"releases {name}: {len(chosen)}, {size / 1000:.0f} kB in {took:.2f} s; {size / RELEASE / took:.0f} of 8 kB a second")
    longest = sorted(found, key=lambda document: len(document.text))[-5:]
    grown = usual_seconds([lengthened(document, 10) for document in longest])
    print(f"text 10 times as long takes {grown / usual_seconds(longest):.1f} times as long")


if __name__ == "__main__":
    main()
