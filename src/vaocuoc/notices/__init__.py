"""Messages to people: in the program, by e-mail, as a calendar feed."""
