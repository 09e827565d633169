"""Organisations and people (danh bạ): units through time, posts, roles, log-in, who may see and do what."""
