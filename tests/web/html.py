"""Reading pages in tests: tables as rows of words, links, and words without layout."""

from django.http import HttpResponse
from django.test import Client
from lxml import html


def get(client: Client, address: str, status: int = 200) -> html.HtmlElement:
    response = client.get(address)
    assert response.status_code == status, (address, response.status_code)
    return parse(response)


def parse(response: HttpResponse) -> html.HtmlElement:
    return html.document_fromstring(response.content.decode())


def words(element: html.HtmlElement) -> str:
    """The text as people read it, what only screen readers say left out."""
    copy = html.fromstring(html.tostring(element, encoding="unicode"))
    for hidden in copy.xpath(".//*[contains(@class, 'visually-hidden')]"):
        hidden.drop_tree()
    for block in copy.xpath(".//dt|.//dd|.//p|.//*[@class='date']"):
        block.tail = " " + (block.tail or "")
    return " ".join(copy.text_content().split())


def table(page: html.HtmlElement, xpath: str = "//main//table") -> list[dict[str, str]]:
    """The rows of the first such table, by the headers of its columns."""
    found = page.xpath(xpath)[0]
    headers = [words(cell) for cell in found.xpath("./thead/tr/th")]
    return [dict(zip(headers, map(words, row.xpath("./th|./td")), strict=True)) for row in found.xpath("./tbody/tr")]


def section(page: html.HtmlElement, name: str) -> html.HtmlElement:
    """The section under the heading with this id."""
    return page.xpath(f"//section[@aria-labelledby='{name}']")[0]


def facet(page: html.HtmlElement, name: str) -> list[tuple[str, int]]:
    values = page.xpath(f"//section[@aria-labelledby='facet-{name}']//li/a")
    return [(words(value.find_class("label")[0]), int(words(value.find_class("number")[0]))) for value in values]
