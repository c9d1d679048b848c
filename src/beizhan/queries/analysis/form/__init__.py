"""Form and level: what every published test says of each competitor, beside what wins and the best rival."""
