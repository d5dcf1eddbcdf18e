"""Checking XML by schema: our XSDs or the published ones, always offline, in flat memory."""
