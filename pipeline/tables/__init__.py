"""The tables: schemas, rows, the files on disk, and what explains them."""
