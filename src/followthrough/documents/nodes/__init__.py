"""YAML, JSON and TOML → one kind of tree, in which every value keeps its place."""
