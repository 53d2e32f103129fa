DROP TABLE lookalikes;
