"""Faults told beside the fields that they are about, each once, as a form tells its own."""

from collections.abc import Callable, Iterable

from django import forms

from beizhan.core.faults import Fault
from beizhan.pages.words import sentence_of

Place = tuple[forms.BaseForm, str]
"""A form and the name of a field of it."""


def told_beside(faults: Iterable[Fault], places_of: Callable[[Fault], Iterable[Place]]) -> tuple[Fault, ...]:
    """Tell each fault beside its fields; return those that have none.

    If all have one, nothing stands above the form, and the reader is taken to the first field.
    """
    placed = [(fault, tuple(places_of(fault))) for fault in faults]
    beside = [(form, name, sentence_of(fault)) for fault, places in placed for form, name in places]
    for form, name, sentence in dict.fromkeys(beside):
        form.add_error(name, sentence)
    rest = tuple(fault for fault, places in placed if not places)
    for form, name, _sentence in () if rest else beside[:1]:
        form.fields[name].widget.attrs["autofocus"] = True
    return rest
