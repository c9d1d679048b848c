"""Up to the first mark: schemes, teams, declarations, the draw."""
