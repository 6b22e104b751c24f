"""Every write: a poll is never split between transactions."""
