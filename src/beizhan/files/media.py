"""What kind a file is: by its extension, or the extension by what a server calls it."""

from collections.abc import Mapping
from types import MappingProxyType

UNKNOWN = "application/octet-stream"
MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".pdf": "application/pdf",
        ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ".html": "text/html",
        ".htm": "text/html",
        ".txt": "text/plain",
        ".md": "text/markdown",
    }
)
"""The media type of each kind of document that can be read."""

_EXTENSIONS: dict[str, str] = {kind: extension for extension, kind in reversed(list(MEDIA_TYPES.items()))} | {
    "application/xhtml+xml": ".html",
    "application/rss+xml": ".xml",
    "application/atom+xml": ".xml",
    "application/xml": ".xml",
    "text/xml": ".xml",
}


def extension_of(name: str) -> str:
    """Return the extension of a file name, in lower case with its dot; empty if it has none."""
    return name[name.rfind(".") :].casefold() if "." in name else ""


def media_type_of(name: str) -> str:
    """Return the media type that the name of a file tells."""
    return MEDIA_TYPES.get(extension_of(name), UNKNOWN)


def extension_for(media_type: str) -> str:
    """Return the extension of a media type as a server gives it, parameters and all; empty if it tells nothing."""
    return _EXTENSIONS.get(media_type.partition(";")[0].strip().casefold(), "")
