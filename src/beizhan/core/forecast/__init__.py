"""What may happen: chances of passing a stage and of medals, what drives them, and how good such chances have been."""
