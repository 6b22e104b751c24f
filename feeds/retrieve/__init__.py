"""The only place that speaks HTTP: `retriever.Retriever` asks, `limits.Limits` says how far it may go."""
