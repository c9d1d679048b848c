"""The gap ledger: what was answered, and what the tests say of it."""
