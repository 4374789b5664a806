"""The field's terms: phases, milestone kinds, regulators, designations, date windows.

Codes are stable identifiers (stored, exported, part of addresses); labels are what people see.
Nothing here imports Django or any other part of the product.
"""
