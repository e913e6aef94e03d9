"""What things are and what is true of them. Knows neither MkDocs nor Jinja."""
