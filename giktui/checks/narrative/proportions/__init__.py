"""How a number stands to another: what it is made up of, what share it is, how it differs from last year's."""
