"""What prints a ReportDocument; none of them touches the database or formats a figure."""
