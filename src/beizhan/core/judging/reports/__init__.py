"""What may be read from a fit about judges: agreement, unexpected ratings, favour, drift, dependence, one map."""
