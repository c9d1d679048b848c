"""The one way out (OB-01 … OB-03): every request that leaves goes through ``asking.ask``, and nobody else sends one."""
