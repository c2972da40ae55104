"""The article list: where lines stand, how a row is painted, the rows in memory, and the widget itself."""

from tui.widgets.list.article_list import ArticleList

__all__ = ["ArticleList"]
