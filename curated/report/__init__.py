"""The report: a dataset as one self-contained HTML page. Pure; pictures of pages are an argument."""
