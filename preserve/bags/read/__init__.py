"""Reading and judging a bag; shares nothing with the writer."""
