"""Tasks, their deadlines, updates and evidence (nhiệm vụ, hạn, cập nhật, minh chứng)."""
