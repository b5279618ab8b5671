"""What a curated dataset is: its records, where they came from, how they are stored, audited and published."""
