"""How rules are read and matched: rule files as typed values, patterns compiled, guarded and found in a text.

Here also lies what several stages read: numbers, and the words around persons' names.
"""
