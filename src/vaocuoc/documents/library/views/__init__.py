"""The pages of the register of documents, a module for each thing one does there."""
