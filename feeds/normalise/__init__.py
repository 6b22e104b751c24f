"""What a source wrote, made comparable: text, dates, addresses, identity, hashes, language, character encodings. All pure."""
