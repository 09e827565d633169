"""The first run (thiết lập lần đầu): five steps from an empty site to one that is used."""
