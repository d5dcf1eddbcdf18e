"""Dublin Core: the record of a release, its simple form, and reading both back."""
