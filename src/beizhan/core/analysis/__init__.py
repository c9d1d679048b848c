"""What is true of rivals, gaps, views, contacts, missions and review meetings."""
