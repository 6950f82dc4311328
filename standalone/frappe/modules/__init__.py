"""What apps ship as files: documents, fixtures, patches."""
