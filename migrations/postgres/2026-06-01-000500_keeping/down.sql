DROP TABLE account_wishes;
