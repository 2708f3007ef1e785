"""Files that could end or fill the process that reads them are read in one of their own: PDFs and pictures."""
