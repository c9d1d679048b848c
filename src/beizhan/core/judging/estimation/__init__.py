"""How a many-facet Rasch model is fitted: likelihood, quadrature, descent, information."""
