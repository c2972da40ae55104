"""The articles, and everything that can be read out of them. Knows neither annotations nor a screen."""
