DROP TABLE audit;
DROP TABLE audit_heads;
