"""The register of documents (sổ văn bản): who sees which, handing in, editing, the list, the page of each."""
