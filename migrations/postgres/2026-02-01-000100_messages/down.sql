DROP TABLE archives;
DROP TABLE messages;
DROP TABLE chats;
