"""From bytes to what a document says: text, sections, citations, references, tables, passages and claims. All pure."""
