"""BagIt Profiles 1.4.0: what a profile asks of bags, and whether a bag does it.

The profile is a file that the operator names. A bag names profiles too; nothing is ever
fetched or opened because a bag says so.
"""
