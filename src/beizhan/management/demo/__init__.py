"""The demo campaign: plainly synthetic people, a scheme written for it, and every deed done as a user would do it."""
