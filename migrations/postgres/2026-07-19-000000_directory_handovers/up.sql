-- What each of the directory's keys said, signed, of the one that followed it (JSON), in their order. `kid` is the one that said it. Where
-- a key was lost none leads to the next, and there is nothing here.
CREATE TABLE directory_handovers (
    number BIGINT PRIMARY KEY NOT NULL,
    kid TEXT NOT NULL,
    document TEXT NOT NULL
);
