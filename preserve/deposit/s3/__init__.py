"""A bucket of an object store that speaks S3 as a repository."""
