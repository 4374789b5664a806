"""HTML pages to text, within bounds: lxml parses in linear time but silently drops what is nested too deep, so its log is read."""

import re

from inscriptis.html_engine import Inscriptis
from inscriptis.model.config import ParserConfig
from lxml import etree
from lxml import html as lxml_html

from pipeline_tracker.ingest.documents import Refused

MAX_DEPTH = 200
_BEGINNING = re.compile(
    r"\s{0,200}(?:<!--[^>]{0,2000}-->\s{0,200}){0,5}<(?:!doctype\s{1,5}html|html|head|body|title|meta|div|article|p|table|h[1-6])\b",
    re.IGNORECASE,
)
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]{0,15})\b")
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "td",
        "tr",
        "th",
        "dt",
        "dd",
        "option",
    ]
)
_SORT_OF_PAGE = re.compile(
    r"(?:the\s)?(?:latest\s)?(?:press|news|media|investors?)\s?(?:release|room|relations|details?|cent(?:er|re))?s?(?:\sdetails?)?",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s[0-9 ,]{0,6}(?:19|20)[0-9]{2}\b|"
    r"\b(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}\b",
    re.IGNORECASE,
)
_ABOVE = 0.4  # of a page's text; more above its headline is no menu
_DROPPED = ("script", "style", "noscript", "template", "iframe", "object", "svg", "nav", "form", "button", "select")


def looks_like_html(text: str, file_name: str) -> bool:
    """By the name's ending, or by how the text begins."""
    return file_name.lower().endswith((".html", ".htm")) or _BEGINNING.match(text) is not None


def to_text(page: str) -> tuple[str, str]:
    """The page's visible text from its headline on, and the headline ("" where it has none). Raises Refused."""
    _check_depth(page)
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    try:
        root = lxml_html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Refused("no-text", "is an HTML page without text. Save the release's words.") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" or "depth" in entry.message.lower() for entry in parser.error_log):
        raise _too_deep()
    etree.strip_elements(root, *_DROPPED, with_tail=False)
    title = _headline(root)
    text = Inscriptis(root, ParserConfig(display_links=False, display_images=False)).get_text()
    if not any(char.isalnum() for char in text):
        raise Refused(
            "no-text", "is an HTML page without text (it may be filled in by a script). Save the page from a browser, or its words as text."
        )
    return _squeezed(_from_headline(text, title)), title


def _headline(root: lxml_html.HtmlElement) -> str:
    """The first heading of the first rank that says more than what sort of page this is, else the page's title."""
    ranked = [_words(element) for element in root.iterfind(".//h1")]
    telling = [words for words in ranked if words and not _SORT_OF_PAGE.fullmatch(words)]
    if telling:
        return telling[0]
    title = root.find(".//title")
    return _words(title) if title is not None else ""


def _words(element: lxml_html.HtmlElement) -> str:
    return " ".join("".join(str(part) for part in element.itertext()).split())


def _from_headline(text: str, headline: str) -> str:
    """Without the menus that stand above a headline, but with a date that stands there. Where much stands above, nothing is left out."""
    lines = text.split("\n")
    at = next((number for number, line in enumerate(lines) if headline and " ".join(line.split()) == headline), 0)
    if sum(map(len, lines[:at])) > len(text) * _ABOVE:
        return text
    return "\n".join([*(line for line in lines[:at] if _DATED.search(line)), *lines[at:]])


def _check_depth(page: str) -> None:
    """Refuses pages nested deeper than any real one, in one linear pass before parsing."""
    depth = 0
    for match in _TAG.finditer(page):
        name = match["name"].lower()
        if name in _VOID:
            continue
        depth = max(0, depth - 1) if match["close"] else depth + 1
        if depth > MAX_DEPTH:
            raise _too_deep()


def _too_deep() -> Refused:
    return Refused("too-deep", f"is nested deeper than {MAX_DEPTH} elements, so that parts would be lost. Save the release as text.")


def _squeezed(text: str) -> str:
    """Without trailing blanks and runs of blank lines, which tables and lists leave behind."""
    lines = [line.rstrip() for line in text.split("\n")]
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip("\n")
