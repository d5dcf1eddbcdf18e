"""Writing the manifests and tag files of a bag."""
