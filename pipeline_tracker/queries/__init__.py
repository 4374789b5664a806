"""What pages ask of the database: read-only functions in the words of the field, each with a fixed number of queries.

Nothing here writes, and nothing reads the clock: where an answer depends on today, today is passed in.
"""
