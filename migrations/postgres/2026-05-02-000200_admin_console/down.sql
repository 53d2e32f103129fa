DROP TABLE platform_audit;
DROP TABLE platform_audit_heads;
DROP TABLE admin_links;
DROP TABLE admin_browsers;
