"""The parts of a Word document or a workbook: XML out of its archive, without entities, networks or surprises."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from posixpath import join, normpath
from zipfile import BadZipFile, ZipFile

from lxml import etree

from beizhan.core.faults import error
from beizhan.files.documents.drafts import UnreadableDocument

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    b"http://purl.oclc.org/ooxml/drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
}
"""The strict form of the format differs in the names of its vocabularies alone."""

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True, slots=True)
class Relation:
    """What one part says of another: the last word of its type, and its name or address."""

    kind: str
    target: str
    external: bool


@dataclass(slots=True)
class Package:
    """The open archive of a document."""

    archive: ZipFile
    main: str
    relations: dict[str, Relation] = field(default_factory=dict)
    _others: dict[str, dict[str, Relation]] = field(default_factory=dict)

    def xml(self, part: str) -> etree._Element | None:
        """Return a part as a tree, nothing if it is not there.

        Raises
        ------
        UnreadableDocument
            If it is damaged; the fault names the part.
        """
        content = self.part(part)
        if not content:
            return None
        for strict, usual in _STRICT.items():
            content = content.replace(strict, usual)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(content, parser)
        except etree.XMLSyntaxError as refusal:
            raise _damaged(part, refusal) from refusal

    def part(self, part: str) -> bytes:
        """Return the bytes of a part, none if it is not there.

        Raises
        ------
        UnreadableDocument
            If it is damaged; the fault names the part.
        """
        try:
            return self.archive.read(part)
        except KeyError:
            return b""
        except (BadZipFile, OSError, ValueError) as refusal:
            raise _damaged(part, refusal) from refusal

    def related(self, kind: str) -> Iterator[str]:
        """Yield the names of the parts that stand in a relation to the main one."""
        return (relation.target for relation in self.relations.values() if relation.kind == kind)

    def related_by(self, key: str, part: str = "") -> Relation | None:
        """Return the relation with a key that a part stands in, the main one if none is named."""
        if not part or part == self.main:
            return self.relations.get(key)
        if part not in self._others:
            self._others[part] = _relations_of(self, part)
        return self._others[part].get(key)

    def fingerprint(self, key: str, part: str = "") -> str:
        """Return the SHA-256 of what a relation of a part names, nothing if it is not in the archive."""
        relation = self.related_by(key, part)
        if relation is None or relation.external or relation.target not in self.archive.namelist():
            return ""
        return sha256(self.archive.read(relation.target)).hexdigest()


def opened(content: bytes) -> Package:
    """Return the package in the bytes of a document.

    Raises
    ------
    UnreadableDocument
        If it has no main part.
    """
    try:
        package = Package(ZipFile(BytesIO(content)), "")
    except (BadZipFile, OSError, ValueError) as refusal:
        raise _damaged("zip", refusal) from refusal
    for relation in _relations(package, "_rels/.rels", "").values():
        if relation.kind == "officeDocument":
            package.main = relation.target
    if not package.main:
        raise UnreadableDocument(error("document_damaged", where="_rels/.rels", reason="officeDocument"))
    package.relations = _relations_of(package, package.main)
    return package


def _relations_of(package: Package, part: str) -> dict[str, Relation]:
    folder, _, name = part.rpartition("/")
    return _relations(package, join(folder, "_rels", f"{name}.rels"), folder)


def _relations(package: Package, part: str, folder: str) -> dict[str, Relation]:
    tree = package.xml(part)
    found: dict[str, Relation] = {}
    for node in tree.iter(_RELATION) if tree is not None else ():
        target = node.get("Target", "")
        external = node.get("TargetMode", "").casefold() == "external"
        name = target if external else normpath(target.lstrip("/") if target.startswith("/") else join(folder, target))
        found[node.get("Id", "")] = Relation(node.get("Type", "").rpartition("/")[2], name, external)
    return found


def _damaged(part: str, refusal: Exception) -> UnreadableDocument:
    return UnreadableDocument(error("document_damaged", where=part, reason=str(refusal)[:200]))
