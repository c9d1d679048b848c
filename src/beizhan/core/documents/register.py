"""What a document can be, and what must be said of an edition."""

from collections.abc import Collection
from enum import StrEnum

from beizhan.core.faults import Fault, error

LABEL_LENGTH = 80


class DocumentKind(StrEnum):
    """What a document of a competition is."""

    RULES = "rules"
    TECHNICAL_DESCRIPTION = "technical_description"
    STANDARDS = "standards"
    MARKING_SCHEME = "marking_scheme"
    TEST_PROJECT = "test_project"
    INFRASTRUCTURE = "infrastructure"
    SAFETY = "safety"
    NOTICE = "notice"
    OTHER = "other"


class Tongue(StrEnum):
    """The language in which a document is written."""

    CHINESE = "zh"
    ENGLISH = "en"
    BOTH = "zh-en"
    OTHER = "other"


def faults_of_edition(label: str, found_in: str, *, known: Collection[str] = ()) -> tuple[Fault, ...]:
    """Return what is wrong with what is said of an edition.

    Parameters
    ----------
    label : str
        What the edition is called.
    found_in : str
        Where it was found.
    known : collection of str
        The labels of the document's other editions.
    """
    faults = []
    if not label.strip():
        faults.append(error("edition_without_label"))
    if label.strip() in known:
        faults.append(error("edition_label_taken", label=label.strip()))
    if not found_in.strip():
        faults.append(error("edition_without_source"))
    return tuple(faults)
