"""Places: the gazetteer, an edge."""
