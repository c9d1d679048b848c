"""From a change in the rules to the test that shows it was learnt: found, decided, absorbed, tested, verified."""
