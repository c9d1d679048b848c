"""Where pages and feeds lead, read in the child."""

import pytest

from beizhan.files.documents.linking import Link, links_in_feed, links_in_page
from beizhan.files.guard import Unreadable

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>
<item><title>One</title><link>https://example.org/1</link></item>
<item><title>Two</title><link>https://example.org/2</link>
<enclosure url="https://example.org/2.pdf" type="x" length="1"/></item>
</channel></rss>"""


def test_the_links_of_a_page_are_told_as_they_stand_with_their_words_and_its_base():
    page = '<base href="/files/"><a href="a.pdf">Technical <b>description</b></a><a name="x">no link</a>'

    assert links_in_page(page.encode()) == (Link("a.pdf", "Technical description", "/files/"),)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_page_that_does_not_name_its_encoding_is_read_as_every_document_is(encoding):
    page = '<title>文件</title><a href="1.pdf">技术说明 – 数控车</a>'

    assert links_in_page(page.encode(encoding)) == (Link("1.pdf", "技术说明 – 数控车"),)


def test_a_byte_that_is_no_character_hides_no_link():
    page = '<meta charset="utf-8"><a href="1.pdf">技术说明</a>'.encode() + b"\xff\xff"

    assert links_in_page(page) == (Link("1.pdf", "技术说明"),)


def test_an_entry_of_a_feed_leads_to_what_it_encloses_or_else_to_its_page():
    found = links_in_feed(RSS.encode())

    assert found == (Link("https://example.org/1", "One"), Link("https://example.org/2.pdf", "Two"))


def test_what_is_no_feed_leads_nowhere_and_what_is_no_text_is_refused():
    assert links_in_feed(b"<p>not a feed</p>") == ()
    with pytest.raises(Unreadable):
        links_in_page(b"PK\x03\x04 an archive")
