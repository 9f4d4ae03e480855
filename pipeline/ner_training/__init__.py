"""Training and measuring the tagger: what the commands ``train-ner`` and ``evaluate-ner`` run.

Nothing here is imported when articles are read. Training needs ``pip install 'wartafakta[stanza,train]'``.
"""
