"""How ratings are laid out for a fit: what is set aside, cells, patterns, and the tiles that are worked at once."""
