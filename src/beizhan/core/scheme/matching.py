"""Which aspect of a newer scheme continues which of an older one.

Aspect rows of a CIS workbook carry no identity: inserting a row renumbers all that follow. So an aspect continues
the one with the same words in the same sub-criterion, else the same words anywhere, else the same position.
"""

from collections.abc import Callable, Hashable, Iterable

from beizhan.core.scheme.tree import Aspect, Scheme, sub_criteria_of

_Placed = tuple[str, Aspect]
_Sign = Callable[[str, Aspect], Hashable]


def keys_carried(new: Scheme, old: Scheme) -> dict[str, str]:
    """Return the key of the old aspect that each new one continues, by the new one's code; new ones are left out.

    Parameters
    ----------
    new, old : Scheme
        Both with codes; the old one with keys. Kind and words decide first, position last, and no key goes twice.
    """
    left_new, left_old = _placed(new), _placed(old)
    carried: dict[str, str] = {}
    for sign in _SIGNS:
        waiting: dict[Hashable, list[Aspect]] = {}
        for sub, aspect in left_old:
            waiting.setdefault(sign(sub, aspect), []).append(aspect)
        for sub, aspect in left_new:
            if matches := waiting.get(sign(sub, aspect)):
                carried[aspect.code] = matches.pop(0).key
        left_new = [one for one in left_new if one[1].code not in carried]
        left_old = [one for one in left_old if one[1].key not in set(carried.values())]
    return carried


def _words(aspect: Aspect) -> tuple[str, ...]:
    return (str(aspect.kind), _plain(aspect.description), _plain(aspect.extra))


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _placed(scheme: Scheme) -> list[_Placed]:
    return [(sub.code, aspect) for sub in sub_criteria_of(scheme) for aspect in sub.aspects]


_SIGNS: Iterable[_Sign] = (
    lambda sub, aspect: (sub, *_words(aspect)),
    lambda _, aspect: _words(aspect),
    lambda sub, aspect: (sub, str(aspect.kind), _plain(aspect.description)),
    lambda _, aspect: (str(aspect.kind), aspect.code),
)
