"""Judges, aspects and competitors on one ruler: the many-facet Rasch model and what may honestly be read from it."""
