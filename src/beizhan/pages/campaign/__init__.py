"""Screens of the campaign: its names, dates, stages, chain, entries, workbook and log."""
