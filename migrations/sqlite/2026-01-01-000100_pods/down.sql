DROP TABLE admins;
DROP TABLE roles;
DROP TABLE hosts;
DROP TABLE pods;
