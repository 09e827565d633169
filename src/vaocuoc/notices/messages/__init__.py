"""Messages in the program (thông báo trong chương trình): what happened, which posts are told, who has read it."""
