"""Input of initiatives: `public` for residents, `desk` for the wijkmanager."""
