"""What a site knows of itself (cài đặt): whose it is, where its backups go."""
