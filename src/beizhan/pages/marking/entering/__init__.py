"""Awards: entered, confirmed, disputed, signed off."""
