"""The counselor's week: appointments, topics, keep-apart pairs, calls, duties, co-signatures."""

import sqlalchemy as sa
from alembic import op

from iopdesk.storage.schema import Instant, UuidType

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _new_tables()
    _new_columns()
    _notes_of_appointments()


def _new_tables() -> None:
    op.create_table(
        "attachment_content",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_attachment_content")),
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
    )
    op.create_index(op.f("ix_setting_name"), "setting", ["name"], unique=False)
    op.create_index("ix_roster_place_ends", "roster_place", ["ends"], unique=False)
    op.create_table(
        "busy_time",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("start", sa.Time(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_busy_time_client_id_client")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_busy_time")),
    )
    op.create_index(op.f("ix_busy_time_client_id"), "busy_time", ["client_id"], unique=False)
    op.create_table(
        "counseling_note",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("written_by", UuidType, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_counseling_note_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["written_by"], ["staff.id"], name=op.f("fk_counseling_note_written_by_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counseling_note")),
    )
    op.create_index(
        op.f("ix_counseling_note_client_id"), "counseling_note", ["client_id"], unique=False
    )
    op.create_index(
        op.f("ix_counseling_note_written_by"), "counseling_note", ["written_by"], unique=False
    )
    op.create_table(
        "drug_screen",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("specimen", sa.String(), nullable=False),
        sa.Column("collected_by", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_drug_screen_client_id_client")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drug_screen")),
    )
    op.create_index("ix_drug_screen_client_day", "drug_screen", ["client_id", "day"], unique=False)
    op.create_table(
        "duty_answer",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject_id", UuidType, nullable=False),
        sa.Column("client_id", UuidType, nullable=True),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("put_off_until", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("answered_by", UuidType, nullable=False),
        sa.Column("answered_at", Instant(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["staff.id"], name=op.f("fk_duty_answer_answered_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_duty_answer_client_id_client")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_answer")),
    )
    op.create_index(op.f("ix_duty_answer_client_id"), "duty_answer", ["client_id"], unique=False)
    op.create_index("ix_duty_answer_subject", "duty_answer", ["subject_id", "kind"], unique=False)
    op.create_table(
        "group_topic",
        sa.Column("group_id", UuidType, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("spanish_title", sa.String(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["treatment_group.id"],
            name=op.f("fk_group_topic_group_id_treatment_group"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_topic")),
    )
    op.create_index(op.f("ix_group_topic_group_id"), "group_topic", ["group_id"], unique=False)
    op.create_table(
        "keep_apart",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("other_client_id", UuidType, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_keep_apart_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["other_client_id"], ["client.id"], name=op.f("fk_keep_apart_other_client_id_client")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keep_apart")),
    )
    op.create_index(op.f("ix_keep_apart_client_id"), "keep_apart", ["client_id"], unique=False)
    op.create_index(
        op.f("ix_keep_apart_other_client_id"), "keep_apart", ["other_client_id"], unique=False
    )
    op.create_table(
        "outreach_call",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("about_day", sa.Date(), nullable=False),
        sa.Column("called_at", Instant(), nullable=False),
        sa.Column("called_by", UuidType, nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("support_person_id", UuidType, nullable=True),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["called_by"], ["staff.id"], name=op.f("fk_outreach_call_called_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_outreach_call_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["support_person_id"],
            ["support_person.id"],
            name=op.f("fk_outreach_call_support_person_id_support_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outreach_call")),
    )
    op.create_index(
        "ix_outreach_call_client_day", "outreach_call", ["client_id", "about_day"], unique=False
    )
    op.create_table(
        "payer_authorization",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("payer", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("units", sa.Integer(), nullable=True),
        sa.Column("unit_kind", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_payer_authorization_client_id_client")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payer_authorization")),
    )
    op.create_index(
        op.f("ix_payer_authorization_client_id"), "payer_authorization", ["client_id"], unique=False
    )
    op.create_table(
        "consent",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("support_person_id", UuidType, nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("to_whom", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("signed", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("until_event", sa.String(), nullable=False),
        sa.Column("revoked", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_consent_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["support_person_id"],
            ["support_person.id"],
            name=op.f("fk_consent_support_person_id_support_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index(op.f("ix_consent_client_id"), "consent", ["client_id"], unique=False)
    op.create_table(
        "evaluation",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("episode_id", UuidType, nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("done", sa.Date(), nullable=True),
        sa.Column("done_by", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_evaluation_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["episode_id"], ["episode.id"], name=op.f("fk_evaluation_episode_id_episode")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation")),
    )
    op.create_index(op.f("ix_evaluation_client_id"), "evaluation", ["client_id"], unique=False)
    op.create_index(op.f("ix_evaluation_episode_id"), "evaluation", ["episode_id"], unique=False)
    op.create_table(
        "attachment",
        sa.Column("client_id", UuidType, nullable=True),
        sa.Column("session_id", UuidType, nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("attached_by", UuidType, nullable=False),
        sa.Column("attached_at", Instant(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attached_by"], ["staff.id"], name=op.f("fk_attachment_attached_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_attachment_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["group_session.id"],
            name=op.f("fk_attachment_session_id_group_session"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index(op.f("ix_attachment_client_id"), "attachment", ["client_id"], unique=False)
    op.create_index(op.f("ix_attachment_session_id"), "attachment", ["session_id"], unique=False)
    op.create_index(op.f("ix_attachment_sha256"), "attachment", ["sha256"], unique=False)
    op.create_table(
        "session_visitor",
        sa.Column("session_id", UuidType, nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["group_session.id"],
            name=op.f("fk_session_visitor_session_id_group_session"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_visitor")),
    )
    op.create_index(
        op.f("ix_session_visitor_session_id"), "session_visitor", ["session_id"], unique=False
    )
    op.create_table(
        "setback",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("episode_id", UuidType, nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("learned_from", sa.String(), nullable=False),
        sa.Column("what_happened", sa.String(), nullable=False),
        sa.Column("safety", sa.String(), nullable=False),
        sa.Column("safety_words", sa.String(), nullable=False),
        sa.Column("level_words", sa.String(), nullable=False),
        sa.Column("groups_words", sa.String(), nullable=False),
        sa.Column("supports_words", sa.String(), nullable=False),
        sa.Column("plan_words", sa.String(), nullable=False),
        sa.Column("placement_id", UuidType, nullable=True),
        sa.Column("recorded_by", UuidType, nullable=True),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.Column("closed_by", UuidType, nullable=True),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_setback_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["staff.id"], name=op.f("fk_setback_closed_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["episode_id"], ["episode.id"], name=op.f("fk_setback_episode_id_episode")
        ),
        sa.ForeignKeyConstraint(
            ["placement_id"], ["placement.id"], name=op.f("fk_setback_placement_id_placement")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["staff.id"], name=op.f("fk_setback_recorded_by_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setback")),
    )
    op.create_index(op.f("ix_setback_client_id"), "setback", ["client_id"], unique=False)
    op.create_index(op.f("ix_setback_episode_id"), "setback", ["episode_id"], unique=False)
    op.create_table(
        "appointment",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("episode_id", UuidType, nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("start", sa.Time(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("staff_id", UuidType, nullable=True),
        sa.Column("room", sa.String(), nullable=False),
        sa.Column("is_remote", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("minutes_kept", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("makes_up_id", UuidType, nullable=True),
        sa.Column("series_id", UuidType, nullable=True),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_appointment_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["episode_id"], ["episode.id"], name=op.f("fk_appointment_episode_id_episode")
        ),
        sa.ForeignKeyConstraint(
            ["makes_up_id"], ["attendance.id"], name=op.f("fk_appointment_makes_up_id_attendance")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_appointment_staff_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
    )
    op.create_index("ix_appointment_client_day", "appointment", ["client_id", "day"], unique=False)
    op.create_index("ix_appointment_day", "appointment", ["day", "start"], unique=False)


def _new_columns() -> None:
    op.add_column(
        "addendum", sa.Column("sends_back", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("attendance", sa.Column("excused_by", sa.String(), nullable=True))
    op.add_column(
        "attendance",
        sa.Column(
            "makes_up_id",
            UuidType,
            sa.ForeignKey("attendance.id", name=op.f("fk_attendance_makes_up_id_attendance")),
            nullable=True,
        ),
        inline_references=True,
    )
    op.add_column("attendance", sa.Column("came_as", sa.String(), nullable=True))
    op.add_column(
        "client", sa.Column("populations", sa.String(), nullable=False, server_default="")
    )
    op.add_column("group_note", sa.Column("format", sa.String(), nullable=False, server_default=""))
    op.add_column(
        "group_note",
        sa.Column("needs_cosign", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column(
        "group_note",
        sa.Column(
            "cosigned_by",
            UuidType,
            sa.ForeignKey("staff.id", name=op.f("fk_group_note_cosigned_by_staff")),
            nullable=True,
        ),
        inline_references=True,
    )
    op.add_column("group_note", sa.Column("cosigned_at", Instant(), nullable=True))
    op.add_column("group_session", sa.Column("planned_day", sa.Date(), nullable=True))
    op.add_column(
        "group_session",
        sa.Column(
            "co_leader_id",
            UuidType,
            sa.ForeignKey("staff.id", name=op.f("fk_group_session_co_leader_id_staff")),
            nullable=True,
        ),
        inline_references=True,
    )
    op.add_column(
        "group_session", sa.Column("reason", sa.String(), nullable=False, server_default="")
    )
    op.add_column(
        "group_session",
        sa.Column(
            "topic_id",
            UuidType,
            sa.ForeignKey("group_topic.id", name=op.f("fk_group_session_topic_id_group_topic")),
            nullable=True,
        ),
        inline_references=True,
    )
    op.create_index(
        op.f("ix_group_session_planned_day"), "group_session", ["planned_day"], unique=False
    )
    op.add_column(
        "group_slot",
        sa.Column(
            "co_leader_id",
            UuidType,
            sa.ForeignKey("staff.id", name=op.f("fk_group_slot_co_leader_id_staff")),
            nullable=True,
        ),
        inline_references=True,
    )
    op.add_column(
        "meeting_attendance",
        sa.Column(
            "card_id",
            UuidType,
            sa.ForeignKey(
                "meeting_card.id", name=op.f("fk_meeting_attendance_card_id_meeting_card")
            ),
            nullable=True,
        ),
        inline_references=True,
    )
    op.add_column(
        "meeting_attendance",
        sa.Column("dispute", sa.String(), nullable=False, server_default=""),
    )
    op.add_column(
        "phase", sa.Column("screens_a_week", sa.Integer(), nullable=False, server_default="0")
    )
    op.add_column(
        "placement", sa.Column("screens_a_week", sa.Integer(), nullable=False, server_default="0")
    )
    op.add_column("placement", sa.Column("change", sa.String(), nullable=False, server_default=""))
    op.add_column("placement", sa.Column("planned_end", sa.Date(), nullable=True))
    op.add_column(
        "program", sa.Column("age_group", sa.String(), nullable=False, server_default="adult")
    )
    op.add_column(
        "treatment_group", sa.Column("modality", sa.String(), nullable=False, server_default="")
    )
    op.add_column(
        "treatment_group", sa.Column("place", sa.String(), nullable=False, server_default="")
    )


def _notes_of_appointments() -> None:
    with op.batch_alter_table("client_note") as table:
        table.alter_column("session_id", existing_type=UuidType, nullable=True)
        table.add_column(
            sa.Column(
                "appointment_id",
                UuidType,
                sa.ForeignKey(
                    "appointment.id", name=op.f("fk_client_note_appointment_id_appointment")
                ),
                nullable=True,
            )
        )
        table.add_column(sa.Column("format", sa.String(), nullable=False, server_default=""))
        table.add_column(
            sa.Column("needs_cosign", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        table.add_column(
            sa.Column(
                "cosigned_by",
                UuidType,
                sa.ForeignKey("staff.id", name=op.f("fk_client_note_cosigned_by_staff")),
                nullable=True,
            )
        )
        table.add_column(sa.Column("cosigned_at", Instant(), nullable=True))
    op.create_index(
        op.f("ix_client_note_appointment_id"), "client_note", ["appointment_id"], unique=False
    )
    op.drop_index(op.f("ix_client_note_client_id"), table_name="client_note")
    op.create_index(
        "ix_client_note_client", "client_note", ["client_id", "session_id"], unique=False
    )
    op.create_index("ix_client_note_signed", "client_note", ["signed_at"], unique=False)
    op.create_index(op.f("ix_group_session_slot_id"), "group_session", ["slot_id"], unique=False)
    for part in ("group_note_id", "client_note_id"):
        op.create_index(op.f(f"ix_addendum_{part}"), "addendum", [part], unique=False)
    for table in ("group_note", "client_note"):
        op.create_index(
            f"ix_{table}_to_cosign",
            table,
            ["signed_by"],
            unique=False,
            sqlite_where=sa.text("needs_cosign = 1 AND cosigned_at IS NULL"),
        )
