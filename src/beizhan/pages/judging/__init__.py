"""The judges' map on the screen and on paper: what the screens of an assessment and of a skill share."""
