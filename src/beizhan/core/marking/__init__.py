"""What happens in the hall: steps, draws, awards, cells, marks and clocks."""
