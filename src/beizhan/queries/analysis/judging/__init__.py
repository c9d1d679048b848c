"""What the judgement awards say of judges: the awards with who gave them, and the judges' map made of them."""
