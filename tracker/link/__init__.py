"""Facts to the decision whether a subject belongs to an anchor's story, with the words that moved it."""
