"""The workbook in which awards are filled in: one sheet for each sub-criterion, aspects down, blind codes across."""
