"""Forecasts: the chances of the coming stage, how many of ours get through, and how good past chances were."""
