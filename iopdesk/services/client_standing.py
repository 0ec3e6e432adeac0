"""The marks on a client's row that lists and searches rely on, kept in one place."""

from sqlalchemy.orm import Session

from iopdesk.services.client_search import index_client
from iopdesk.storage.client_tables import ClientRow


def set_in_program(db: Session, client: ClientRow, in_program: bool) -> None:
    """Mark a client as in program or no longer; admission and discharge call this."""
    wanted = int(in_program)
    if client.in_program == wanted:
        return
    client.in_program = wanted
    if in_program and not client.ever_admitted:
        client.ever_admitted = 1
    index_client(db, client)
