DROP TABLE imported_pods;
DROP TABLE import_sources;
