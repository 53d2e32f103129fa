DROP TABLE directory_handovers;
