"""How right the tables are: figures against gold, gains and losses, floors, calibration, the rules' examples."""
