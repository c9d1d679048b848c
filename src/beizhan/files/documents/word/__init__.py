"""Word documents: a package of XML parts, of which the numbers are printed and not kept."""
