"""Documents read into blocks: Word, PDF, workbooks, hypertext, plain text; always guarded, uploads in a child."""
