DROP TABLE directory_peers;
