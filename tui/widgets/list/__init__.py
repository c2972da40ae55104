"""What the article list is made of: where lines stand, how a row is painted, the bounded cache."""
