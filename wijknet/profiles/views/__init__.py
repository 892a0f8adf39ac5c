"""Pages of the wijkprofiel, for who curates it."""
