"""The region and the election that an article, or a stretch of it, is about, for facts that name none."""
