"""The formats of a report. They print plain data, use no database and format no figure."""
