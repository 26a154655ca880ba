"""Counting: number phrases (quantities), what they count (counted), and what befell them (harm)."""
