"""The place of the REST API: the same deeds and questions as the pages, not yet written."""
