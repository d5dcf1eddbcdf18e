"""A folder on a server, reached by SFTP."""
