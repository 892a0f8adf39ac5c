"""Pages of sign-in: `account` is for oneself, `colleagues` for who runs a gemeente."""
