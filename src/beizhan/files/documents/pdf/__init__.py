"""PDF documents: letters and ruled lines on pages, out of which paragraphs and tables are made again."""
