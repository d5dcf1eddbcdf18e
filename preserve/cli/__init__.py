"""What a person types: the only room that prints or exits."""
