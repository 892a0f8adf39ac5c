"""Pages of the work; one verb per view."""
