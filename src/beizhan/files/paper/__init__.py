"""What goes out on paper: PDF sheets set by Typst from plain values."""
