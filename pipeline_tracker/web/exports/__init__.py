"""Lists as files: the rows that a page's address finds, all of its pages, written as they are read from the database.

fields.py   what each column of a list writes: one field or several
cells.py    how a value stands in a cell, behind a guard where a spreadsheet would run it
as_csv.py, as_xlsx.py, as_json.py   the formats
tables.py   the tables that ``manage.py ingest`` reads back
"""
