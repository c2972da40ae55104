"""The notebook: everything the reader has marked and written, to be asked, grouped and leafed through."""

from annotations.notebook.book import Notebook
from annotations.notebook.shapes import Annotation, Group, NotebookOrder
from annotations.notebook.view import NotebookView

__all__ = ["Annotation", "Group", "Notebook", "NotebookOrder", "NotebookView"]
