DROP TABLE directory_statements;
