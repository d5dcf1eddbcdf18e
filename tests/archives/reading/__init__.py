"""Reading archives that strangers made."""
