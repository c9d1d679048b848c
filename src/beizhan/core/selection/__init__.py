"""From N to M: the written rule, and what it makes of the candidates."""
