"""The network of a wijk as plain numbers."""
