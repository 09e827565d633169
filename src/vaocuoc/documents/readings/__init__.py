"""What the reader made of a file (bản đọc): the job, findings and decisions on them, citations, the text laid out."""
