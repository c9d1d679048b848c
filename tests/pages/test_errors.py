"""What is shown when a page breaks on our side."""

import pytest
from django.test import RequestFactory
from django.utils import translation

from beizhan.pages.errors import broken
from reader import words_of

NOT_SAVED = "What you were doing was not saved"


@pytest.mark.parametrize(("method", "is_deed"), [("get", False), ("head", False), ("post", True)])
def test_a_page_that_breaks_says_that_nothing_was_saved_only_if_something_was_sent(method, is_deed):
    with translation.override("en"):
        page = broken(getattr(RequestFactory(), method)("/training/"))

    assert (page.status_code, NOT_SAVED in words_of(page)) == (500, is_deed)
