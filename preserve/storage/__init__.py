"""Safe opening, staging, durable writing, renaming, locks, journals."""
