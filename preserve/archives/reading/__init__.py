"""Reading archives that strangers made: never extracted, nothing believed that was not counted.

Zip and tar (also compressed) are told apart by their content. What is hostile in them is
refused, never mended: a finding each, and that member is left out. ``opening`` is the way in.
"""
