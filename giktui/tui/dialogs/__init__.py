"""The small windows that screens and widgets ask with."""
