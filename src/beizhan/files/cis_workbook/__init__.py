"""The CIS marking scheme workbook: read from what people really send, written as CIS would."""
