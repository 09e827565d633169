"""What a document is (văn bản): its rows, its files in the data folder, its number and type in a paper's own words."""
