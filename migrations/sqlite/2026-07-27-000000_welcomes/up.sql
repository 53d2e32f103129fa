-- What a pod says to whoever comes, in Markdown; empty: nothing. Its triggers make another version of the public pages already.
ALTER TABLE introductions ADD COLUMN welcome TEXT NOT NULL DEFAULT '';
