"""Sources to releases: discovery, the name policy, the metadata sheet."""
