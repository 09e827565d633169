"""Users, people, the posts they hold, the roles of posts and the table role × action (người, chức danh, vai trò)."""
