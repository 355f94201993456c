"""Writes fictitious French hospital reports with gold spans."""
