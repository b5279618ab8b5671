"""What registries say about references and trials, asked as few times as possible, live or from a local mirror."""
