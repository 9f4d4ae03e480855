"""Runs: from folders of news to a folder of tables, batch by batch, extracting only what no run before has."""
