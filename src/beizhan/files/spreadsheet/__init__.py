"""Cells, sheets and workbooks, read and written so that a text stays a text and nothing is lost or run."""
