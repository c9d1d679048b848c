"""How a many-facet Rasch model is fitted: design, likelihood, quadrature, descent, information."""
