"""Standings, results, objections and what follows from them."""
