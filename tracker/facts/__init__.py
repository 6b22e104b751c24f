"""Text to facts, in one pass for both languages: who, what, which rate, amount, instrument and day, each with its span."""
