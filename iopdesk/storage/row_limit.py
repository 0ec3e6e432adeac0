"""Limits that stand in the text of a query.

SQLite plans a query anew at each run when its limit is a parameter, and planning costs several
times what running it does.
"""

from sqlalchemy import BindParameter, Integer, bindparam, literal_column

ONE = literal_column("1", Integer)
FROM_START = literal_column("0", Integer)
"""The offset beside a limit; left out, it would be a parameter again."""


def written_limit(name: str) -> BindParameter[int]:
    """A limit that is given at each run and yet written into the text; few values, please."""
    return bindparam(name, type_=Integer, literal_execute=True)
