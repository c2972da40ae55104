"""What the reader adds to articles, and what needs both: queries, views, the collection. Knows no screen."""
