"""Ask the forge for what a plan needs to know, each thing once."""
