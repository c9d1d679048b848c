"""The roster workbook brought in: whole or not at all."""
