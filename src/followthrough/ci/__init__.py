"""What the environment of a run says: which forge, which repository, which event. Mappings in, values out."""
