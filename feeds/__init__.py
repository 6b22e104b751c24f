"""What a source said: the catalogue, retrieval, parsing and normalising. Knows nothing of tariffs or of the database."""
