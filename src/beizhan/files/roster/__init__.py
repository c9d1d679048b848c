"""The roster workbook: a campaign set up in Excel, and handed back with its errors beside the cells."""
