"""The tables of the index.

Words are found by postings of our own, phrases by FTS5. Asking FTS5 for every article that has a frequent
word takes time by the article; a row set is read at once.
"""

from __future__ import annotations

from seeds import postings

SCHEMA = 6
"""The version of the tables; a file with another one is made anew."""

PHRASES = """
CREATE VIRTUAL TABLE phrases USING fts5 (title, body, content = '', columnsize = 0, tokenize = 'ascii')
"""
TABLES = f"""
CREATE TABLE state (epoch INTEGER NOT NULL, revision INTEGER NOT NULL, kept INTEGER NOT NULL);
INSERT INTO state VALUES (CAST(strftime('%s') AS INTEGER) * 1000 + abs(random() % 1000), 0, 0);
CREATE TABLE articles (
    slot INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL, title TEXT, lead TEXT NOT NULL, edtf TEXT,
    earliest INTEGER, latest INTEGER, certain INTEGER, source TEXT, author TEXT, url TEXT,
    topics TEXT NOT NULL, added TEXT NOT NULL, text_hash TEXT NOT NULL,
    newest INTEGER NOT NULL, heading TEXT NOT NULL, named INTEGER NOT NULL, entities BLOB
);
CREATE INDEX articles_by_fingerprint ON articles (fingerprint);
CREATE INDEX articles_by_date ON articles (newest, heading, fingerprint);
CREATE INDEX articles_by_names ON articles (named);
CREATE TABLE files (
    path BLOB PRIMARY KEY, size INTEGER NOT NULL, mtime INTEGER NOT NULL, reader INTEGER NOT NULL,
    slot INTEGER, problem TEXT
) WITHOUT ROWID;
CREATE INDEX files_by_slot ON files (slot);
CREATE TABLE texts (slot INTEGER PRIMARY KEY, packed BLOB NOT NULL);
CREATE TABLE mentions (slot INTEGER PRIMARY KEY, packed BLOB NOT NULL);
{PHRASES};
{postings.TABLE};
CREATE TABLE entities (
    entity INTEGER PRIMARY KEY, type TEXT NOT NULL, name TEXT NOT NULL, articles INTEGER NOT NULL,
    UNIQUE (type, name)
);
CREATE INDEX entities_by_articles ON entities (type, articles DESC);
CREATE TABLE entity_words (word TEXT NOT NULL, entity INTEGER NOT NULL, PRIMARY KEY (word, entity))
WITHOUT ROWID;
CREATE TABLE changes (revision INTEGER PRIMARY KEY, touched BLOB NOT NULL, named BLOB NOT NULL);
"""
REPLACED = "CREATE TABLE IF NOT EXISTS replaced (was INTEGER PRIMARY KEY, now INTEGER NOT NULL)"
"""Which article lies in the file of another one now: made when a file was first edited."""
