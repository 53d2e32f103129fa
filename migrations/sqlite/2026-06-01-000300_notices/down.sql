DROP TABLE messengers;
DROP TABLE notices;
