"""What a few words are by themselves: a label, a person or team, a ticket, something a template left."""
