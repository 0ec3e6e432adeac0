"""The tables of the first release, as they stood then; later ones are migrations of their own."""

import sqlalchemy as sa
from alembic import op

from iopdesk.storage.schema import Instant, UuidType

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "access_log",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("user_id", UuidType, nullable=True),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("client_id", UuidType, nullable=True),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_access_log")),
    )
    op.create_index(op.f("ix_access_log_client_id"), "access_log", ["client_id"], unique=False)
    op.create_table(
        "change",
        sa.Column("dot", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("hlc", sa.BigInteger(), nullable=False),
        sa.Column("user_id", UuidType, nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("dot", name=op.f("pk_change")),
    )
    op.create_table(
        "change_subject",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("dot", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("client_id", "dot", name=op.f("pk_change_subject")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "client",
        sa.Column("chart_number", sa.String(), nullable=False),
        sa.Column("first_name", sa.String(), nullable=False),
        sa.Column("middle_name", sa.String(), nullable=False),
        sa.Column("last_name", sa.String(), nullable=False),
        sa.Column("name_to_use", sa.String(), nullable=False),
        sa.Column("sort_name", sa.String(), nullable=False),
        sa.Column("born", sa.Date(), nullable=True),
        sa.Column("gender", sa.String(), nullable=False),
        sa.Column("pronouns", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("other_languages", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("street", sa.String(), nullable=False),
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("postal_code", sa.String(), nullable=False),
        sa.Column("latitude_e6", sa.Integer(), nullable=True),
        sa.Column("longitude_e6", sa.Integer(), nullable=True),
        sa.Column("safe_contact", sa.String(), nullable=False),
        sa.Column("referral_source", sa.String(), nullable=False),
        sa.Column("living_arrangement", sa.String(), nullable=False),
        sa.Column("employment", sa.String(), nullable=False),
        sa.Column("transport", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("in_program", sa.SmallInteger(), nullable=False),
        sa.Column("ever_admitted", sa.SmallInteger(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client")),
    )
    op.create_index(op.f("ix_client_born"), "client", ["born"], unique=False)
    op.create_index(op.f("ix_client_chart_number"), "client", ["chart_number"], unique=False)
    op.create_index(
        "ix_client_list", "client", ["in_program", "ever_admitted", "sort_name"], unique=False
    )
    op.create_index("ix_client_sort_name", "client", ["sort_name"], unique=False)
    op.create_table(
        "clinic",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("daytime_line", sa.String(), nullable=False),
        sa.Column("county_crisis_line", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("client_term", sa.String(), nullable=False),
        sa.Column("paper_size", sa.String(), nullable=False),
        sa.Column("latitude_e6", sa.Integer(), nullable=True),
        sa.Column("longitude_e6", sa.Integer(), nullable=True),
        sa.Column("plan_due_days", sa.Integer(), nullable=False),
        sa.Column("review_every_days", sa.Integer(), nullable=False),
        sa.Column("asam_edition", sa.Integer(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clinic")),
    )
    op.create_table(
        "closed_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closed_day")),
    )
    op.create_index(op.f("ix_closed_day_day"), "closed_day", ["day"], unique=False)
    op.create_table(
        "directory",
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("fellowship", sa.String(), nullable=False),
        sa.Column("file_kind", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("file_sha256", sa.String(), nullable=False),
        sa.Column("file_day", sa.Date(), nullable=True),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("imported_at", Instant(), nullable=False),
        sa.Column("rows_read", sa.Integer(), nullable=False),
        sa.Column("rows_not_read", sa.Integer(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory")),
    )
    op.create_table(
        "draft",
        sa.Column("staff_id", UuidType, nullable=False),
        sa.Column("screen", sa.String(), nullable=False),
        sa.Column("record", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("staff_id", "screen", "record", name=op.f("pk_draft")),
    )
    op.create_table(
        "field_head",
        sa.Column("entity_id", UuidType, nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("dot", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("entity_id", "field", "dot", name=op.f("pk_field_head")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "key_ring_copy",
        sa.Column("ring_seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("ring", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("ring_seq", name=op.f("pk_key_ring_copy")),
    )
    op.create_table(
        "program",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("track", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_program")),
    )
    op.create_table(
        "search_token",
        sa.Column("kind", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("client_id", UuidType, nullable=False),
        sa.PrimaryKeyConstraint("kind", "token", "client_id", name=op.f("pk_search_token")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_search_token_client", "search_token", ["client_id", "kind", "token"], unique=False
    )
    op.create_table(
        "site",
        sa.Column("site_no", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("site_id", UuidType, nullable=False),
        sa.Column("letter", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("restored_from", UuidType, nullable=True),
        sa.Column("begun", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("site_no", name=op.f("pk_site")),
    )
    op.create_table(
        "staff",
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("credential", sa.String(), nullable=False),
        sa.Column("license_number", sa.String(), nullable=False),
        sa.Column("roles", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
    )
    op.create_index(op.f("ix_staff_login"), "staff", ["login"], unique=False)
    op.create_table(
        "store_fact",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_store_fact")),
    )
    op.create_table(
        "touch",
        sa.Column("entity_id", UuidType, nullable=False),
        sa.Column("dot", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("entity_id", "dot", name=op.f("pk_touch")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "treatment_group",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("neutral_title", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("population", sa.String(), nullable=False),
        sa.Column("track", sa.String(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("ended", sa.Date(), nullable=True),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_treatment_group")),
    )
    op.create_table(
        "allergy",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("reaction", sa.String(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_allergy_client_id_client")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allergy")),
    )
    op.create_index(op.f("ix_allergy_client_id"), "allergy", ["client_id"], unique=False)
    op.create_table(
        "client_name",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_client_name_client_id_client")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client_name")),
    )
    op.create_index(op.f("ix_client_name_client_id"), "client_name", ["client_id"], unique=False)
    op.create_table(
        "diagnosis",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("severity", sa.String(), nullable=False),
        sa.Column("remission", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("ended", sa.Date(), nullable=True),
        sa.Column("given_by", sa.String(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_diagnosis_client_id_client")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_diagnosis")),
    )
    op.create_index(op.f("ix_diagnosis_client_id"), "diagnosis", ["client_id"], unique=False)
    op.create_table(
        "episode",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("program_id", UuidType, nullable=False),
        sa.Column("counselor_id", UuidType, nullable=True),
        sa.Column("admitted", sa.Date(), nullable=False),
        sa.Column("planned_end", sa.Date(), nullable=False),
        sa.Column("referral_source", sa.String(), nullable=False),
        sa.Column("last_service", sa.Date(), nullable=True),
        sa.Column("discharged", sa.Date(), nullable=True),
        sa.Column("discharge_reason", sa.String(), nullable=False),
        sa.Column("discharge_note", sa.String(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_episode_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["counselor_id"], ["staff.id"], name=op.f("fk_episode_counselor_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["program_id"], ["program.id"], name=op.f("fk_episode_program_id_program")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_episode")),
    )
    op.create_index(op.f("ix_episode_client_id"), "episode", ["client_id"], unique=False)
    op.create_index("ix_episode_open", "episode", ["discharged", "planned_end"], unique=False)
    op.create_table(
        "group_slot",
        sa.Column("group_id", UuidType, nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("start", sa.Time(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("room", sa.String(), nullable=False),
        sa.Column("leader_id", UuidType, nullable=True),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("every_weeks", sa.Integer(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["treatment_group.id"],
            name=op.f("fk_group_slot_group_id_treatment_group"),
        ),
        sa.ForeignKeyConstraint(
            ["leader_id"], ["staff.id"], name=op.f("fk_group_slot_leader_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_slot")),
    )
    op.create_index(op.f("ix_group_slot_group_id"), "group_slot", ["group_id"], unique=False)
    op.create_table(
        "journal_gate",
        sa.Column("one", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("local_site", sa.SmallInteger(), nullable=False),
        sa.Column("dot", sa.BigInteger(), nullable=True),
        sa.Column("open", sa.SmallInteger(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dot"],
            ["change.dot"],
            name=op.f("fk_journal_gate_dot_change"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("one", name=op.f("pk_journal_gate")),
    )
    op.create_table(
        "medication",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("dose", sa.String(), nullable=False),
        sa.Column("taken_for", sa.String(), nullable=False),
        sa.Column("prescriber", sa.String(), nullable=False),
        sa.Column("is_for_substance_use", sa.Boolean(), nullable=False),
        sa.Column("started", sa.Date(), nullable=True),
        sa.Column("ended", sa.Date(), nullable=True),
        sa.Column("next_refill", sa.Date(), nullable=True),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_medication_client_id_client")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_medication")),
    )
    op.create_index(op.f("ix_medication_client_id"), "medication", ["client_id"], unique=False)
    op.create_table(
        "meeting",
        sa.Column("directory_id", UuidType, nullable=False),
        sa.Column("source_key", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("fellowship", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("group_name", sa.String(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=True),
        sa.Column("start", sa.Time(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("region", sa.String(), nullable=False),
        sa.Column("postal_code", sa.String(), nullable=False),
        sa.Column("latitude_e6", sa.Integer(), nullable=True),
        sa.Column("longitude_e6", sa.Integer(), nullable=True),
        sa.Column("is_approximate", sa.Boolean(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("link_note", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("phone_note", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("place_note", sa.String(), nullable=False),
        sa.Column("open_closed", sa.String(), nullable=False),
        sa.Column("languages", sa.String(), nullable=False),
        sa.Column("kinds", sa.String(), nullable=False),
        sa.Column("other_kinds", sa.String(), nullable=False),
        sa.Column("updated", Instant(), nullable=True),
        sa.Column("listed_until", sa.Date(), nullable=True),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["directory_id"], ["directory.id"], name=op.f("fk_meeting_directory_id_directory")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
    )
    op.create_index("ix_meeting_day", "meeting", ["listed_until", "weekday", "start"], unique=False)
    op.create_index(
        "ix_meeting_directory_key", "meeting", ["directory_id", "source_key"], unique=False
    )
    op.create_table(
        "meeting_card",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("printed", sa.Date(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("returned", sa.Date(), nullable=True),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_meeting_card_client_id_client")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_card")),
    )
    op.create_index(op.f("ix_meeting_card_client_id"), "meeting_card", ["client_id"], unique=False)
    op.create_index(op.f("ix_meeting_card_code"), "meeting_card", ["code"], unique=False)
    op.create_table(
        "objective_status",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("lineage_id", UuidType, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("proof", sa.String(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_objective_status_client_id_client")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objective_status")),
    )
    op.create_index(
        op.f("ix_objective_status_lineage_id"), "objective_status", ["lineage_id"], unique=False
    )
    op.create_table(
        "phase",
        sa.Column("program_id", UuidType, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("minutes_a_week", sa.Integer(), nullable=False),
        sa.Column("days_a_week", sa.Integer(), nullable=False),
        sa.Column("meetings_a_week", sa.Integer(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["program_id"], ["program.id"], name=op.f("fk_phase_program_id_program")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phase")),
    )
    op.create_index(op.f("ix_phase_program_id"), "phase", ["program_id"], unique=False)
    op.create_table(
        "phone",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("may_leave_message", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_phone_client_id_client")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone")),
    )
    op.create_index(op.f("ix_phone_client_id"), "phone", ["client_id"], unique=False)
    op.create_table(
        "support_person",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("relation", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("is_sober", sa.Boolean(), nullable=False),
        sa.Column("is_encouraging", sa.Boolean(), nullable=False),
        sa.Column("is_reachable_at_risk", sa.Boolean(), nullable=False),
        sa.Column("knows_warning_signs", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_support_person_client_id_client")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_person")),
    )
    op.create_index(
        op.f("ix_support_person_client_id"), "support_person", ["client_id"], unique=False
    )
    op.create_table(
        "follow_up",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("episode_id", UuidType, nullable=False),
        sa.Column("days_after", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("done", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_follow_up_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["episode_id"], ["episode.id"], name=op.f("fk_follow_up_episode_id_episode")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
    )
    op.create_index(op.f("ix_follow_up_client_id"), "follow_up", ["client_id"], unique=False)
    op.create_index("ix_follow_up_due", "follow_up", ["done", "due"], unique=False)
    op.create_table(
        "group_session",
        sa.Column("group_id", UuidType, nullable=False),
        sa.Column("slot_id", UuidType, nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("start", sa.Time(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("room", sa.String(), nullable=False),
        sa.Column("leader_id", UuidType, nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["treatment_group.id"],
            name=op.f("fk_group_session_group_id_treatment_group"),
        ),
        sa.ForeignKeyConstraint(
            ["leader_id"], ["staff.id"], name=op.f("fk_group_session_leader_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["slot_id"], ["group_slot.id"], name=op.f("fk_group_session_slot_id_group_slot")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_session")),
    )
    op.create_index(op.f("ix_group_session_day"), "group_session", ["day"], unique=False)
    op.create_index(
        "ix_group_session_group_day", "group_session", ["group_id", "day"], unique=False
    )
    op.create_table(
        "meeting_attendance",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("meeting_id", UuidType, nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("proof", sa.String(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_meeting_attendance_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_attendance_meeting_id_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_attendance")),
    )
    op.create_index(
        "ix_meeting_attendance_client_day", "meeting_attendance", ["client_id", "day"], unique=False
    )
    op.create_table(
        "meeting_note",
        sa.Column("meeting_id", UuidType, nullable=False),
        sa.Column("signs_cards", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_note_meeting_id_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_note")),
    )
    op.create_index(
        op.f("ix_meeting_note_meeting_id"), "meeting_note", ["meeting_id"], unique=False
    )
    op.create_table(
        "meeting_referral",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("meeting_id", UuidType, nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_meeting_referral_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_referral_meeting_id_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_referral")),
    )
    op.create_index(
        op.f("ix_meeting_referral_client_id"), "meeting_referral", ["client_id"], unique=False
    )
    op.create_index(
        op.f("ix_meeting_referral_meeting_id"), "meeting_referral", ["meeting_id"], unique=False
    )
    op.create_table(
        "meeting_requirement",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("episode_id", UuidType, nullable=False),
        sa.Column("a_week", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("choice_offered", sa.Date(), nullable=True),
        sa.Column("chosen_path", sa.String(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_meeting_requirement_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["episode_id"], ["episode.id"], name=op.f("fk_meeting_requirement_episode_id_episode")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_requirement")),
    )
    op.create_index(
        op.f("ix_meeting_requirement_client_id"), "meeting_requirement", ["client_id"], unique=False
    )
    op.create_table(
        "placement",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("episode_id", UuidType, nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("level_of_care", sa.String(), nullable=False),
        sa.Column("phase", sa.Integer(), nullable=False),
        sa.Column("phase_name", sa.String(), nullable=False),
        sa.Column("track", sa.String(), nullable=False),
        sa.Column("minutes_a_week", sa.Integer(), nullable=False),
        sa.Column("days_a_week", sa.Integer(), nullable=False),
        sa.Column("meetings_a_week", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_placement_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["episode_id"], ["episode.id"], name=op.f("fk_placement_episode_id_episode")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement")),
    )
    op.create_index(op.f("ix_placement_client_id"), "placement", ["client_id"], unique=False)
    op.create_index(op.f("ix_placement_episode_id"), "placement", ["episode_id"], unique=False)
    op.create_table(
        "plan",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("episode_id", UuidType, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("begun", sa.Date(), nullable=False),
        sa.Column("strengths", sa.String(), nullable=False),
        sa.Column("needs", sa.String(), nullable=False),
        sa.Column("abilities", sa.String(), nullable=False),
        sa.Column("preferences", sa.String(), nullable=False),
        sa.Column("step_down_when", sa.String(), nullable=False),
        sa.Column("next_review", sa.Date(), nullable=True),
        sa.Column("replaces_id", UuidType, nullable=True),
        sa.Column("signed_at", Instant(), nullable=True),
        sa.Column("signed_by", UuidType, nullable=True),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_plan_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["episode_id"], ["episode.id"], name=op.f("fk_plan_episode_id_episode")
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["plan.id"], name=op.f("fk_plan_replaces_id_plan")
        ),
        sa.ForeignKeyConstraint(["signed_by"], ["staff.id"], name=op.f("fk_plan_signed_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
    )
    op.create_index(op.f("ix_plan_client_id"), "plan", ["client_id"], unique=False)
    op.create_index(op.f("ix_plan_episode_id"), "plan", ["episode_id"], unique=False)
    op.create_table(
        "roster_place",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("group_id", UuidType, nullable=False),
        sa.Column("episode_id", UuidType, nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("is_waiting", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_roster_place_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["episode_id"], ["episode.id"], name=op.f("fk_roster_place_episode_id_episode")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["treatment_group.id"],
            name=op.f("fk_roster_place_group_id_treatment_group"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_place")),
    )
    op.create_index(op.f("ix_roster_place_client_id"), "roster_place", ["client_id"], unique=False)
    op.create_index("ix_roster_place_group", "roster_place", ["group_id", "starts"], unique=False)
    op.create_table(
        "step_down",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("episode_id", UuidType, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("progress", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("level_recommended", sa.String(), nullable=False),
        sa.Column("level_accepted", sa.String(), nullable=False),
        sa.Column("reason_level_differs", sa.String(), nullable=False),
        sa.Column("home_work_ride", sa.String(), nullable=False),
        sa.Column("naloxone", sa.String(), nullable=False),
        sa.Column("naloxone_day", sa.Date(), nullable=True),
        sa.Column("my_reasons", sa.String(), nullable=False),
        sa.Column("if_i_use", sa.String(), nullable=False),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("decided_by", UuidType, nullable=True),
        sa.Column("client_copy_given", sa.Date(), nullable=True),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_step_down_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["staff.id"], name=op.f("fk_step_down_decided_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["episode_id"], ["episode.id"], name=op.f("fk_step_down_episode_id_episode")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_down")),
    )
    op.create_index(op.f("ix_step_down_client_id"), "step_down", ["client_id"], unique=False)
    op.create_index(op.f("ix_step_down_episode_id"), "step_down", ["episode_id"], unique=False)
    op.create_table(
        "attendance",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("session_id", UuidType, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_attendance_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["group_session.id"],
            name=op.f("fk_attendance_session_id_group_session"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
    )
    op.create_index(
        "ix_attendance_client_day",
        "attendance",
        ["client_id", "day", "mark", "minutes", "void"],
        unique=False,
    )
    op.create_index("ix_attendance_session", "attendance", ["session_id"], unique=False)
    op.create_table(
        "group_note",
        sa.Column("session_id", UuidType, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("signed_by", UuidType, nullable=True),
        sa.Column("signed_at", Instant(), nullable=True),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["group_session.id"],
            name=op.f("fk_group_note_session_id_group_session"),
        ),
        sa.ForeignKeyConstraint(
            ["signed_by"], ["staff.id"], name=op.f("fk_group_note_signed_by_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_note")),
    )
    op.create_index(op.f("ix_group_note_session_id"), "group_note", ["session_id"], unique=False)
    op.create_table(
        "next_step",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("step_down_id", UuidType, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("option", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("start", sa.Time(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_next_step_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["step_down_id"], ["step_down.id"], name=op.f("fk_next_step_step_down_id_step_down")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_next_step")),
    )
    op.create_index(op.f("ix_next_step_step_down_id"), "next_step", ["step_down_id"], unique=False)
    op.create_table(
        "prevention_item",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("step_down_id", UuidType, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_prevention_item_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["step_down_id"],
            ["step_down.id"],
            name=op.f("fk_prevention_item_step_down_id_step_down"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prevention_item")),
    )
    op.create_index(
        op.f("ix_prevention_item_step_down_id"), "prevention_item", ["step_down_id"], unique=False
    )
    op.create_table(
        "problem",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("plan_id", UuidType, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("client_words", sa.String(), nullable=False),
        sa.Column("dimension", sa.Integer(), nullable=True),
        sa.Column("diagnosis_code", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("deferred_because", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_problem_client_id_client")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_problem_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_problem")),
    )
    op.create_index(op.f("ix_problem_plan_id"), "problem", ["plan_id"], unique=False)
    op.create_table(
        "signature",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("plan_id", UuidType, nullable=True),
        sa.Column("step_down_id", UuidType, nullable=True),
        sa.Column("signer", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("staff_id", UuidType, nullable=True),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("signed_at", Instant(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_signature_client_id_client")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_signature_plan_id_plan")),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_signature_staff_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["step_down_id"], ["step_down.id"], name=op.f("fk_signature_step_down_id_step_down")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signature")),
    )
    op.create_index(op.f("ix_signature_client_id"), "signature", ["client_id"], unique=False)
    op.create_index(op.f("ix_signature_plan_id"), "signature", ["plan_id"], unique=False)
    op.create_index(op.f("ix_signature_step_down_id"), "signature", ["step_down_id"], unique=False)
    op.create_table(
        "goal",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("problem_id", UuidType, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_goal_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["problem_id"], ["problem.id"], name=op.f("fk_goal_problem_id_problem")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal")),
    )
    op.create_index(op.f("ix_goal_problem_id"), "goal", ["problem_id"], unique=False)
    op.create_table(
        "planned_service",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("problem_id", UuidType, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("dose", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_planned_service_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["problem_id"], ["problem.id"], name=op.f("fk_planned_service_problem_id_problem")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_service")),
    )
    op.create_index(
        op.f("ix_planned_service_problem_id"), "planned_service", ["problem_id"], unique=False
    )
    op.create_table(
        "objective",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("goal_id", UuidType, nullable=False),
        sa.Column("lineage_id", UuidType, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("target", sa.Date(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_objective_client_id_client")
        ),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], name=op.f("fk_objective_goal_id_goal")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objective")),
    )
    op.create_index(op.f("ix_objective_goal_id"), "objective", ["goal_id"], unique=False)
    op.create_index(op.f("ix_objective_lineage_id"), "objective", ["lineage_id"], unique=False)
    op.create_table(
        "client_note",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("session_id", UuidType, nullable=False),
        sa.Column("participation", sa.String(), nullable=False),
        sa.Column("objective_id", UuidType, nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("signed_by", UuidType, nullable=True),
        sa.Column("signed_at", Instant(), nullable=True),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_client_note_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["objective_id"], ["objective.id"], name=op.f("fk_client_note_objective_id_objective")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["group_session.id"],
            name=op.f("fk_client_note_session_id_group_session"),
        ),
        sa.ForeignKeyConstraint(
            ["signed_by"], ["staff.id"], name=op.f("fk_client_note_signed_by_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client_note")),
    )
    op.create_index(op.f("ix_client_note_client_id"), "client_note", ["client_id"], unique=False)
    op.create_index(op.f("ix_client_note_session_id"), "client_note", ["session_id"], unique=False)
    op.create_table(
        "addendum",
        sa.Column("group_note_id", UuidType, nullable=True),
        sa.Column("client_note_id", UuidType, nullable=True),
        sa.Column("client_id", UuidType, nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("written_by", UuidType, nullable=False),
        sa.Column("written_at", Instant(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_addendum_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["client_note_id"],
            ["client_note.id"],
            name=op.f("fk_addendum_client_note_id_client_note"),
        ),
        sa.ForeignKeyConstraint(
            ["group_note_id"], ["group_note.id"], name=op.f("fk_addendum_group_note_id_group_note")
        ),
        sa.ForeignKeyConstraint(
            ["written_by"], ["staff.id"], name=op.f("fk_addendum_written_by_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_addendum")),
    )


def downgrade() -> None:
    raise NotImplementedError("the first tables can't be taken away")
