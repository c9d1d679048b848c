"""Characters out of bytes: by the mark at the beginning, as UTF-8, or as GB 18030, which every Chinese file can be."""

import codecs

from beizhan.core.faults import error
from beizhan.core.textdiff.blocks import NotRead, Unread
from beizhan.files.documents.drafts import UnreadableDocument

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_ALIASES = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "utf-8": "utf-8", "utf8": "utf-8"}
_LATIN = frozenset(("iso-8859-1", "latin-1", "latin1", "windows-1252", "cp1252"))
for _name in ("utf-8", "utf-16-le", "utf-16-be", "gb18030", "cp1252"):
    codecs.lookup(_name)  # loads the codec while files may still be opened: the reading child may open none


def decoded(content: bytes, declared: str = "") -> tuple[str, tuple[NotRead, ...]]:
    """Return the text of a file, and that its encoding was guessed if it was.

    Parameters
    ----------
    content : bytes
        The whole file.
    declared : str
        The encoding that the file itself names.

    Raises
    ------
    UnreadableDocument
        If it is in none of the encodings known here; the fault names the byte.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strict(content[len(mark) :], encoding), ()
    named = _ALIASES.get(declared.strip().casefold(), "cp1252" if declared.strip().casefold() in _LATIN else "")
    if named and named != "utf-8":
        return _strict(content, named), ()
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError:
        guessed = NotRead(Unread.ENCODING, detail="GB 18030")
        return _strict(content, "gb18030"), (guessed,)


def _strict(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as refusal:
        raise UnreadableDocument(error("document_encoding", byte=refusal.start + 1, encoding=encoding)) from refusal
