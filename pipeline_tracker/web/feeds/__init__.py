"""What other programs subscribe to: calendars and lists of changes. Pure: what is found goes in, the text of the feed comes out.

A feed depends on the data alone, never on the moment it is asked for, so that who polls sees a change only where something changed.
"""
