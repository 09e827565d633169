"""The pages of meetings: the list, one meeting and its big screen, its deeds, its notice."""
