"""Limited money, days and places over skills, so that the most can be expected to go through."""
