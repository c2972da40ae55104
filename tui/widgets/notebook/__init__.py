"""The notebook's panes: the rows, what stands beside them, and both with the line that is typed into."""
