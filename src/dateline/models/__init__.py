"""Models: the parser and the learned encoder, an edge."""
