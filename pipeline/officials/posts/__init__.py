"""Public posts in the text: which post, with what status, where.

Posts are patterns of ``rules/officials/posts.toml``; around each, one grammar (``grammar.toml``) reads status
words before it, and after it the office, party or region that belongs to it, up to where a name may begin.

Of several statuses that stand with one post the first of these counts: the one after it ("terpilih", "saat
itu"); the outermost word before it ("mantan calon" is former); a running number after it, which only
candidates have; what the post itself tells ("Cabup"). A post that tells none is definitive.
"""
