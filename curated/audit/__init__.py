"""The audit: links between claims and references, and rules that look for mistakes; pure functions over a dataset."""
