"""From files to articles: what is read, unpacked, decoded, laid out and dated before any rule looks for a fact."""
