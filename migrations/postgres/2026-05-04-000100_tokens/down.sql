DROP TABLE token_pods;
DROP TABLE tokens;
