ALTER TABLE messages ADD COLUMN refused_because TEXT;
