"""Workbooks as packages of XML parts: what their cells do not tell as numbers and texts."""
