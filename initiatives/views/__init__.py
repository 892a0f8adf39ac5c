"""Pages of initiatives: `submit` and `follow` for the sender, `public` for everybody, `desk` for the wijkmanager."""
