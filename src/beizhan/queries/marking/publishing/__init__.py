"""What is shown of results: standings, objections, outcomes, lost marks."""
