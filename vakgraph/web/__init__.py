"""The pages: an address becomes a page, a picture, a table or triples, on a server or in a folder."""
