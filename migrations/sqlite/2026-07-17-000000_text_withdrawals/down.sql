DROP TABLE text_withdrawals;
