ALTER TABLE messages DROP COLUMN refused_because;
