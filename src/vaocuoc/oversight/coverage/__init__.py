"""From a resolution to work: what of it nobody carries, and which units made it concrete (độ phủ triển khai)."""
