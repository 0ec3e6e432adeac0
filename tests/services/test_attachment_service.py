"""Scans of signed sheets: what is taken, how they are looked at, and that their bytes are safe."""

import hashlib
import io
import struct
import uuid
from pathlib import Path
from zlib import compress, crc32

import pytest
from pypdf import PdfReader
from sqlalchemy import func, select, text

from iopdesk.domain.attachment import LARGEST_FILE, MediaType, recognised, tidy_file_name
from iopdesk.domain.problems import NotAllowed, UserProblem
from iopdesk.storage.access_tables import AccessRow
from iopdesk.storage.attachment_check import verify_attachments
from iopdesk.storage.attachment_tables import AttachmentContent, AttachmentRow
from iopdesk.storage.backup import make_backup
from iopdesk.storage.clinic_folder import OpenClinic
from iopdesk.storage.restore import restore
from tests.clinic_for_tests import TestClinic
from tests.factories.groups import MONDAY, THURSDAY, member, new_group, slot_on
from tests.factories.scans import pdf_scan, picture
from tests.folder_for_tests import CHEAP, LOGIN, PASSWORD, ClinicHome


@pytest.fixture
def slot_id(clinic: TestClinic) -> uuid.UUID:
    group_id = new_group(clinic)
    member(clinic, group_id)
    return slot_on(clinic, group_id)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (pdf_scan(), MediaType.PDF),
        (picture("JPEG"), MediaType.JPEG),
        (picture("PNG"), MediaType.PNG),
    ],
)
def test_a_scan_is_kept_and_looked_at_as_pages(
    clinic: TestClinic, slot_id: uuid.UUID, content: bytes, kind: MediaType
) -> None:
    services = clinic.services("front_desk").attachment
    attached = services.attach_sheet(slot_id, THURSDAY, "C:\\scans\\Sheet.bin", content)
    (line,) = services.of_session(slot_id, THURSDAY)
    assert (line.name, line.media_type, line.size, line.by) == (
        "Sheet.bin",
        kind,
        len(content),
        "D. Reyes",
    )
    paper = clinic.services().attachment.paper(attached)
    assert len(PdfReader(io.BytesIO(paper.pdf)).pages) == 1
    with clinic.store.read() as db:
        assert db.scalars(select(AccessRow.what)).all()[-1] == "view scan"


def test_a_photograph_stands_upright(clinic: TestClinic, slot_id: uuid.UUID) -> None:
    services = clinic.services().attachment
    lying = picture("JPEG", (80, 60), turned=6)
    paper = services.paper(services.attach_sheet(slot_id, THURSDAY, "photo.jpg", lying))
    (page,) = PdfReader(io.BytesIO(paper.pdf)).pages
    assert page.mediabox.height > page.mediabox.width


def picture_of(wide: int, high: int) -> bytes:
    """The head of a PNG that claims to be this large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc32(kind + data))

    head = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", compress(bytes(99)))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (picture_of(9_000, 9_000), "too large"),
        (picture_of(30_000, 30_000), "too large"),
        (b"MZ a program called sheet.pdf", "no PDF"),
        (b"%PDF-1.7 but nothing else", "can't be read"),
        (pdf_scan()[:200], "can't be read"),
        (picture("PNG")[:60], "can't be read"),
        (b"%PDF-" + bytes(LARGEST_FILE), "larger than 20 MB"),
    ],
)
def test_what_is_refused_leaves_nothing(
    clinic: TestClinic, slot_id: uuid.UUID, content: bytes, told: str
) -> None:
    with pytest.raises(UserProblem, match=told):
        clinic.services().attachment.attach_sheet(slot_id, THURSDAY, "sheet.pdf", content)
    with clinic.store.read() as db:
        assert db.scalar(select(func.count()).select_from(AttachmentContent)) == 0


def test_the_same_file_is_kept_once(clinic: TestClinic, slot_id: uuid.UUID) -> None:
    services = clinic.services().attachment
    first = services.attach_sheet(slot_id, THURSDAY, "sheet.pdf", pdf_scan())
    with pytest.raises(UserProblem, match="already"):
        services.attach_sheet(slot_id, THURSDAY, "again.pdf", pdf_scan())
    services.take_back(first, "Wrong session")
    assert services.of_session(slot_id, THURSDAY) == ()
    monday = clinic.services().group.groups()[0].id
    services.attach_sheet(slot_on(clinic, monday, 0), MONDAY, "sheet.pdf", pdf_scan())
    with clinic.store.read() as db:
        assert db.scalar(select(func.count()).select_from(AttachmentContent)) == 1
        assert db.scalar(select(func.count()).select_from(AttachmentRow)) == 2


def test_rights_and_reasons(clinic: TestClinic, slot_id: uuid.UUID) -> None:
    with pytest.raises(NotAllowed):
        clinic.services("privacy_officer").attachment.attach_sheet(
            slot_id, THURSDAY, "sheet.pdf", pdf_scan()
        )
    services = clinic.services().attachment
    attached = services.attach_sheet(slot_id, THURSDAY, "sheet.pdf", pdf_scan())
    with pytest.raises(UserProblem, match="why"):
        services.take_back(attached, "  ")
    services.take_back(attached, "Wrong page")
    for refused in (lambda: services.paper(attached), lambda: services.take_back(attached, "x")):
        with pytest.raises(UserProblem, match="no longer"):
            refused()


def test_a_check_finds_missing_and_altered_bytes(clinic: TestClinic, slot_id: uuid.UUID) -> None:
    services = clinic.services().attachment
    attached = services.attach_sheet(slot_id, THURSDAY, "sheet.pdf", pdf_scan())
    found = clinic.services("director").check.check()
    assert (found.is_sound, found.attachments, found.attachment_faults) == (True, 1, ())
    for statement, words in (
        ("UPDATE attachment_content SET content = x'00'", "its bytes were altered"),
        ("DELETE FROM attachment_content", "its bytes are missing"),
    ):
        with clinic.store.engine.connect() as db, db.begin():
            db.execute(text(statement))
        found = clinic.services("director").check.check()
        assert not found.is_sound
        assert [fault.words for fault in found.attachment_faults] == [words]
        with pytest.raises(UserProblem, match="not what was attached"):
            services.paper(attached)


def test_a_backup_holds_the_bytes(home: ClinicHome, tmp_path: Path) -> None:
    opened: OpenClinic = home.open()
    store, content = opened.store, pdf_scan()
    with store.write("attachment.add", opened.staff_id) as db:
        digest = hashlib.sha256(content).hexdigest()
        db.add(AttachmentContent(sha256=digest, content=content))
        db.add(
            AttachmentRow(
                id=store.new_id(),
                kind="signed_sheet",
                name="sheet.pdf",
                media_type="application/pdf",
                size=len(content),
                sha256=digest,
                attached_by=opened.staff_id,
                attached_at=store.clock.now(),
            )
        )
    backup = tmp_path / "a.iopbackup"
    make_backup(store.engine, opened.keys, backup, store.clock.now())
    opened.close()
    assert content[:40] not in backup.read_bytes()
    files = restore(
        backup,
        tmp_path / "restored",
        home.clock,
        lambda ring: ring.unlock(LOGIN, PASSWORD),
        floor=CHEAP,
    )
    again = ClinicHome(files, home.code, home.clock).open()
    with again.store.engine.connect() as connection:
        assert list(verify_attachments(connection)) == []
        assert connection.scalar(select(AttachmentContent.content)) == content
    again.close()


def test_names_of_files_are_made_plain() -> None:
    assert tidy_file_name("/home/x/../my\n sheet.pdf", "sheet.pdf") == "my sheet.pdf"
    assert tidy_file_name("\u202e/", "sheet.pdf") == "sheet.pdf"
    assert len(tidy_file_name("x" * 500, "sheet.pdf")) == 120
    assert recognised(b"\xff\xd8") is None
