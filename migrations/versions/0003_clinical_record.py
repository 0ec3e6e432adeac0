"""Intake and the clinical record: first contact to admission, assessment, consents, payers."""

import sqlalchemy as sa
from alembic import op

from iopdesk.storage.schema import Instant, UuidType

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _new_tables()
    _new_columns()


def _new_tables() -> None:
    op.create_table(
        "client_import",
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("mapping", sa.String(), nullable=False),
        sa.Column("read", sa.Integer(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("imported_at", Instant(), nullable=False),
        sa.Column("imported_by", UuidType, nullable=False),
        sa.Column("undone_at", Instant(), nullable=True),
        sa.Column("undone_by", UuidType, nullable=True),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["imported_by"], ["staff.id"], name=op.f("fk_client_import_imported_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["undone_by"], ["staff.id"], name=op.f("fk_client_import_undone_by_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client_import")),
    )
    op.create_table(
        "instrument_schedule",
        sa.Column("program_id", UuidType, nullable=True),
        sa.Column("instrument", sa.String(), nullable=False),
        sa.Column("every_days", sa.Integer(), nullable=True),
        sa.Column("at_admission", sa.Boolean(), nullable=False),
        sa.Column("at_discharge", sa.Boolean(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["program_id"], ["program.id"], name=op.f("fk_instrument_schedule_program_id_program")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instrument_schedule")),
    )
    op.create_index(
        op.f("ix_instrument_schedule_program_id"),
        "instrument_schedule",
        ["program_id"],
        unique=False,
    )
    op.create_table(
        "screen_draw",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("seed", sa.String(), nullable=False),
        sa.Column("pool", sa.String(), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("rules", sa.String(), nullable=False),
        sa.Column("drawn_by", UuidType, nullable=False),
        sa.Column("drawn_at", Instant(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["drawn_by"], ["staff.id"], name=op.f("fk_screen_draw_drawn_by_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screen_draw")),
    )
    op.create_index(op.f("ix_screen_draw_day"), "screen_draw", ["day"], unique=False)
    op.create_table(
        "inquiry",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("caller", sa.String(), nullable=False),
        sa.Column("caller_name", sa.String(), nullable=False),
        sa.Column("caller_phone", sa.String(), nullable=False),
        sa.Column("referral_source", sa.String(), nullable=False),
        sa.Column("referred_by", sa.String(), nullable=False),
        sa.Column("wants", sa.String(), nullable=False),
        sa.Column("program_id", UuidType, nullable=True),
        sa.Column("track", sa.String(), nullable=False),
        sa.Column("taken_by", UuidType, nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_inquiry_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["program_id"], ["program.id"], name=op.f("fk_inquiry_program_id_program")
        ),
        sa.ForeignKeyConstraint(["taken_by"], ["staff.id"], name=op.f("fk_inquiry_taken_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry")),
    )
    op.create_index(op.f("ix_inquiry_client_id"), "inquiry", ["client_id"], unique=False)
    op.create_table(
        "legal_matter",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("officer", sa.String(), nullable=False),
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("next_date", sa.Date(), nullable=True),
        sa.Column("ended", sa.Date(), nullable=True),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_legal_matter_client_id_client")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_matter")),
    )
    op.create_index(op.f("ix_legal_matter_client_id"), "legal_matter", ["client_id"], unique=False)
    op.create_table(
        "naloxone_offer",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("taught", sa.Boolean(), nullable=False),
        sa.Column("by_whom", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_naloxone_offer_client_id_client")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_naloxone_offer")),
    )
    op.create_index(
        op.f("ix_naloxone_offer_client_id"), "naloxone_offer", ["client_id"], unique=False
    )
    op.create_table(
        "policy",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("payer", sa.String(), nullable=False),
        sa.Column("member_number", sa.String(), nullable=False),
        sa.Column("group_number", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("holder_relation", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=True),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_policy_client_id_client")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy")),
    )
    op.create_index(op.f("ix_policy_client_id"), "policy", ["client_id"], unique=False)
    op.create_table(
        "prior_treatment",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("started", sa.Date(), nullable=True),
        sa.Column("ended", sa.Date(), nullable=True),
        sa.Column("when_words", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_prior_treatment_client_id_client")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prior_treatment")),
    )
    op.create_index(
        op.f("ix_prior_treatment_client_id"), "prior_treatment", ["client_id"], unique=False
    )
    op.create_table(
        "record_merge",
        sa.Column("kept_id", UuidType, nullable=False),
        sa.Column("merged_id", UuidType, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("moved", sa.String(), nullable=False),
        sa.Column("merged_at", Instant(), nullable=False),
        sa.Column("merged_by", UuidType, nullable=False),
        sa.Column("undone_at", Instant(), nullable=True),
        sa.Column("undone_by", UuidType, nullable=True),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["kept_id"], ["client.id"], name=op.f("fk_record_merge_kept_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["merged_by"], ["staff.id"], name=op.f("fk_record_merge_merged_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["merged_id"], ["client.id"], name=op.f("fk_record_merge_merged_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["undone_by"], ["staff.id"], name=op.f("fk_record_merge_undone_by_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_merge")),
    )
    op.create_index(op.f("ix_record_merge_kept_id"), "record_merge", ["kept_id"], unique=False)
    op.create_index(op.f("ix_record_merge_merged_id"), "record_merge", ["merged_id"], unique=False)
    op.create_table(
        "restriction_request",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answer_words", sa.String(), nullable=False),
        sa.Column("answered", sa.Date(), nullable=True),
        sa.Column("answered_by", UuidType, nullable=True),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["staff.id"], name=op.f("fk_restriction_request_answered_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_restriction_request_client_id_client")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restriction_request")),
    )
    op.create_index(
        op.f("ix_restriction_request_client_id"), "restriction_request", ["client_id"], unique=False
    )
    op.create_table(
        "sobriety_date",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("ended", sa.Date(), nullable=True),
        sa.Column("substance", sa.String(), nullable=False),
        sa.Column("learned_from", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_sobriety_date_client_id_client")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sobriety_date")),
    )
    op.create_index(
        op.f("ix_sobriety_date_client_id"), "sobriety_date", ["client_id"], unique=False
    )
    op.create_table(
        "substance_use",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("substance", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("route", sa.String(), nullable=False),
        sa.Column("frequency", sa.String(), nullable=False),
        sa.Column("days_in_30", sa.Integer(), nullable=True),
        sa.Column("age_first", sa.Integer(), nullable=True),
        sa.Column("last_use", sa.Date(), nullable=True),
        sa.Column("amount", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_substance_use_client_id_client")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_substance_use")),
    )
    op.create_index(
        op.f("ix_substance_use_client_id"), "substance_use", ["client_id"], unique=False
    )
    op.create_table(
        "carried_item",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("episode_id", UuidType, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject_id", UuidType, nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_by", UuidType, nullable=False),
        sa.Column("answered_at", Instant(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["staff.id"], name=op.f("fk_carried_item_answered_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_carried_item_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["episode_id"], ["episode.id"], name=op.f("fk_carried_item_episode_id_episode")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carried_item")),
    )
    op.create_index(
        op.f("ix_carried_item_episode_id"), "carried_item", ["episode_id"], unique=False
    )
    op.create_table(
        "dimension_assessment",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("episode_id", UuidType, nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("occasion", sa.String(), nullable=False),
        sa.Column("level_indicated", sa.String(), nullable=False),
        sa.Column("level_offered", sa.String(), nullable=False),
        sa.Column("level_accepted", sa.String(), nullable=False),
        sa.Column("reason_level_differs", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("assessor_id", UuidType, nullable=False),
        sa.Column("signed_at", Instant(), nullable=True),
        sa.Column("signed_by", UuidType, nullable=True),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessor_id"], ["staff.id"], name=op.f("fk_dimension_assessment_assessor_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_dimension_assessment_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["episode_id"], ["episode.id"], name=op.f("fk_dimension_assessment_episode_id_episode")
        ),
        sa.ForeignKeyConstraint(
            ["signed_by"], ["staff.id"], name=op.f("fk_dimension_assessment_signed_by_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dimension_assessment")),
    )
    op.create_index(
        op.f("ix_dimension_assessment_client_id"),
        "dimension_assessment",
        ["client_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_dimension_assessment_episode_id"),
        "dimension_assessment",
        ["episode_id"],
        unique=False,
    )
    op.create_table(
        "eligibility",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("inquiry_id", UuidType, nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("assessor_id", UuidType, nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("conditions", sa.String(), nullable=False),
        sa.Column("conditional_until", sa.Date(), nullable=True),
        sa.Column("conditions_met", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("decided_by", UuidType, nullable=True),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessor_id"], ["staff.id"], name=op.f("fk_eligibility_assessor_id_staff")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_eligibility_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["staff.id"], name=op.f("fk_eligibility_decided_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["inquiry_id"], ["inquiry.id"], name=op.f("fk_eligibility_inquiry_id_inquiry")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_eligibility")),
    )
    op.create_index(op.f("ix_eligibility_client_id"), "eligibility", ["client_id"], unique=False)
    op.create_index(op.f("ix_eligibility_inquiry_id"), "eligibility", ["inquiry_id"], unique=False)
    op.create_table(
        "excused_week",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_excused_week_client_id_client")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_excused_week")),
    )
    op.create_index(op.f("ix_excused_week_client_id"), "excused_week", ["client_id"], unique=False)
    op.create_table(
        "recovery_work",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_recovery_work_client_id_client")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_work")),
    )
    op.create_index(
        op.f("ix_recovery_work_client_id"), "recovery_work", ["client_id"], unique=False
    )
    op.create_table(
        "family_education",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("support_person_id", UuidType, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_family_education_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["support_person_id"],
            ["support_person.id"],
            name=op.f("fk_family_education_support_person_id_support_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_family_education")),
    )
    op.create_index(
        op.f("ix_family_education_client_id"), "family_education", ["client_id"], unique=False
    )
    op.create_table(
        "inquiry_step",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("inquiry_id", UuidType, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("next_contact", sa.Date(), nullable=True),
        sa.Column("episode_id", UuidType, nullable=True),
        sa.Column("decided_by", UuidType, nullable=True),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_inquiry_step_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["staff.id"], name=op.f("fk_inquiry_step_decided_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["episode_id"], ["episode.id"], name=op.f("fk_inquiry_step_episode_id_episode")
        ),
        sa.ForeignKeyConstraint(
            ["inquiry_id"], ["inquiry.id"], name=op.f("fk_inquiry_step_inquiry_id_inquiry")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry_step")),
    )
    op.create_index(
        op.f("ix_inquiry_step_inquiry_id"), "inquiry_step", ["inquiry_id"], unique=False
    )
    op.create_index("ix_inquiry_step_state", "inquiry_step", ["state", "day"], unique=False)
    op.create_table(
        "instrument_result",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("episode_id", UuidType, nullable=True),
        sa.Column("instrument", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("occasion", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("answers", sa.String(), nullable=False),
        sa.Column("scores", sa.String(), nullable=False),
        sa.Column("critical", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("entered_by", UuidType, nullable=False),
        sa.Column("entered_at", Instant(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_instrument_result_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["entered_by"], ["staff.id"], name=op.f("fk_instrument_result_entered_by_staff")
        ),
        sa.ForeignKeyConstraint(
            ["episode_id"], ["episode.id"], name=op.f("fk_instrument_result_episode_id_episode")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instrument_result")),
    )
    op.create_index(
        "ix_instrument_result_client",
        "instrument_result",
        ["client_id", "instrument", "day"],
        unique=False,
    )
    op.create_index(
        "ix_instrument_result_critical",
        "instrument_result",
        ["critical"],
        unique=False,
        sqlite_where=sa.text("critical != ''"),
        postgresql_where=sa.text("critical != ''"),
    )
    op.create_index(
        "ix_instrument_result_day", "instrument_result", ["client_id", "day"], unique=False
    )
    op.create_index(
        op.f("ix_instrument_result_episode_id"), "instrument_result", ["episode_id"], unique=False
    )
    op.create_table(
        "life_situation",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("episode_id", UuidType, nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("occasion", sa.String(), nullable=False),
        sa.Column("living", sa.String(), nullable=False),
        sa.Column("employment", sa.String(), nullable=False),
        sa.Column("education", sa.String(), nullable=False),
        sa.Column("marital", sa.String(), nullable=False),
        sa.Column("income", sa.String(), nullable=False),
        sa.Column("veteran", sa.String(), nullable=False),
        sa.Column("pregnant", sa.String(), nullable=False),
        sa.Column("arrests_30_days", sa.Integer(), nullable=True),
        sa.Column("dependents", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_life_situation_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["episode_id"], ["episode.id"], name=op.f("fk_life_situation_episode_id_episode")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_life_situation")),
    )
    op.create_index(
        op.f("ix_life_situation_client_id"), "life_situation", ["client_id"], unique=False
    )
    op.create_index(
        op.f("ix_life_situation_episode_id"), "life_situation", ["episode_id"], unique=False
    )
    op.create_table(
        "paper_given",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("episode_id", UuidType, nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("signed", sa.Date(), nullable=True),
        sa.Column("signed_how", sa.String(), nullable=False),
        sa.Column("why_not_signed", sa.String(), nullable=False),
        sa.Column("given_by", UuidType, nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_paper_given_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["episode_id"], ["episode.id"], name=op.f("fk_paper_given_episode_id_episode")
        ),
        sa.ForeignKeyConstraint(
            ["given_by"], ["staff.id"], name=op.f("fk_paper_given_given_by_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_given")),
    )
    op.create_index(op.f("ix_paper_given_client_id"), "paper_given", ["client_id"], unique=False)
    op.create_index(op.f("ix_paper_given_episode_id"), "paper_given", ["episode_id"], unique=False)
    op.create_table(
        "screen_result",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("screen_id", UuidType, nullable=False),
        sa.Column("analyte", sa.String(), nullable=False),
        sa.Column("presumptive", sa.String(), nullable=False),
        sa.Column("confirmed", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("expected_by", UuidType, nullable=True),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_screen_result_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["expected_by"], ["medication.id"], name=op.f("fk_screen_result_expected_by_medication")
        ),
        sa.ForeignKeyConstraint(
            ["screen_id"], ["drug_screen.id"], name=op.f("fk_screen_result_screen_id_drug_screen")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screen_result")),
    )
    op.create_index(
        op.f("ix_screen_result_screen_id"), "screen_result", ["screen_id"], unique=False
    )
    op.create_table(
        "support_service",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("episode_id", UuidType, nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("asked", sa.Date(), nullable=False),
        sa.Column("next_date", sa.Date(), nullable=True),
        sa.Column("starts", sa.Date(), nullable=True),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_support_service_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["episode_id"], ["episode.id"], name=op.f("fk_support_service_episode_id_episode")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_service")),
    )
    op.create_index(
        op.f("ix_support_service_client_id"), "support_service", ["client_id"], unique=False
    )
    op.create_index(
        op.f("ix_support_service_episode_id"), "support_service", ["episode_id"], unique=False
    )
    op.create_table(
        "dimension_rating",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("assessment_id", UuidType, nullable=False),
        sa.Column("dimension", sa.String(), nullable=False),
        sa.Column("rating", sa.String(), nullable=False),
        sa.Column("minimum_level", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["dimension_assessment.id"],
            name=op.f("fk_dimension_rating_assessment_id_dimension_assessment"),
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_dimension_rating_client_id_client")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dimension_rating")),
    )
    op.create_index(
        op.f("ix_dimension_rating_assessment_id"),
        "dimension_rating",
        ["assessment_id"],
        unique=False,
    )
    op.create_table(
        "disclosure",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("to_whom", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("information", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("consent_id", UuidType, nullable=True),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("emergency_personnel", sa.String(), nullable=False),
        sa.Column("emergency_facility", sa.String(), nullable=False),
        sa.Column("emergency_nature", sa.String(), nullable=False),
        sa.Column("made_by", UuidType, nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_disclosure_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["consent_id"], ["consent.id"], name=op.f("fk_disclosure_consent_id_consent")
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["staff.id"], name=op.f("fk_disclosure_made_by_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosure")),
    )
    op.create_index("ix_disclosure_client_at", "disclosure", ["client_id", "at"], unique=False)
    op.create_index(op.f("ix_disclosure_consent_id"), "disclosure", ["consent_id"], unique=False)
    op.create_table(
        "eligibility_opinion",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("eligibility_id", UuidType, nullable=False),
        sa.Column("staff_id", UuidType, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_eligibility_opinion_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["eligibility_id"],
            ["eligibility.id"],
            name=op.f("fk_eligibility_opinion_eligibility_id_eligibility"),
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_eligibility_opinion_staff_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_eligibility_opinion")),
    )
    op.create_index(
        op.f("ix_eligibility_opinion_eligibility_id"),
        "eligibility_opinion",
        ["eligibility_id"],
        unique=False,
    )
    op.create_table(
        "eligibility_test",
        sa.Column("client_id", UuidType, nullable=False),
        sa.Column("eligibility_id", UuidType, nullable=False),
        sa.Column("criterion", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("remedy", sa.String(), nullable=False),
        sa.Column("remedy_words", sa.String(), nullable=False),
        sa.Column("remedy_due", sa.Date(), nullable=True),
        sa.Column("remedy_done", sa.Date(), nullable=True),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_eligibility_test_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["eligibility_id"],
            ["eligibility.id"],
            name=op.f("fk_eligibility_test_eligibility_id_eligibility"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_eligibility_test")),
    )
    op.create_index(
        op.f("ix_eligibility_test_eligibility_id"),
        "eligibility_test",
        ["eligibility_id"],
        unique=False,
    )
    _meeting_tables()


def _meeting_tables() -> None:
    op.create_table(
        "meeting_correction",
        sa.Column("meeting_id", UuidType, nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("listed", sa.String(), nullable=False),
        sa.Column("listed_now", sa.String(), nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_correction_meeting_id_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_correction")),
    )
    op.create_index(
        op.f("ix_meeting_correction_meeting_id"), "meeting_correction", ["meeting_id"], unique=False
    )
    op.create_table(
        "meeting_apart",
        sa.Column("meeting_id", UuidType, nullable=False),
        sa.Column("other_id", UuidType, nullable=False),
        sa.Column("id", UuidType, nullable=False),
        sa.Column("void", sa.SmallInteger(), nullable=False),
        sa.Column("op", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_apart_meeting_id_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["meeting.id"], name=op.f("fk_meeting_apart_other_id_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_apart")),
    )
    op.create_index(
        op.f("ix_meeting_apart_meeting_id"), "meeting_apart", ["meeting_id"], unique=False
    )
    op.create_index(op.f("ix_meeting_apart_other_id"), "meeting_apart", ["other_id"], unique=False)


def _new_columns() -> None:
    op.drop_index("ix_client_list", table_name="client")
    op.create_index(
        "ix_client_list",
        "client",
        ["in_program", "ever_admitted", "sort_name", "void"],
        unique=False,
    )
    op.add_column("meeting", sa.Column("shown_as_id", UuidType, nullable=True))
    op.add_column("allergy", sa.Column("severity", sa.String(), nullable=False, server_default=""))
    op.add_column("allergy", sa.Column("noted", sa.Date(), nullable=True))
    op.add_column("attachment", sa.Column("subject_id", UuidType, nullable=True))
    op.create_index(op.f("ix_attachment_subject_id"), "attachment", ["subject_id"], unique=False)
    op.add_column("client", sa.Column("no_allergies_known", sa.Date(), nullable=True))
    op.add_column(
        "client",
        sa.Column(
            "import_id",
            UuidType,
            sa.ForeignKey("client_import.id", name=op.f("fk_client_import_id_client_import")),
            nullable=True,
        ),
        inline_references=True,
    )
    op.add_column("consent", sa.Column("discloser", sa.String(), nullable=False, server_default=""))
    op.add_column(
        "consent", sa.Column("recipient_kind", sa.String(), nullable=False, server_default="")
    )
    op.add_column(
        "consent", sa.Column("recipient_contact", sa.String(), nullable=False, server_default="")
    )
    op.add_column(
        "consent", sa.Column("intermediary", sa.String(), nullable=False, server_default="")
    )
    op.add_column(
        "consent", sa.Column("information", sa.String(), nullable=False, server_default="")
    )
    op.add_column("consent", sa.Column("purposes", sa.String(), nullable=False, server_default=""))
    op.add_column(
        "consent", sa.Column("form_version", sa.String(), nullable=False, server_default="")
    )
    op.add_column("consent", sa.Column("language", sa.String(), nullable=False, server_default=""))
    op.add_column(
        "consent", sa.Column("signed_how", sa.String(), nullable=False, server_default="")
    )
    op.add_column("consent", sa.Column("signed_by", sa.String(), nullable=False, server_default=""))
    op.add_column(
        "consent", sa.Column("signer_capacity", sa.String(), nullable=False, server_default="")
    )
    op.add_column(
        "consent", sa.Column("second_signer", sa.String(), nullable=False, server_default="")
    )
    op.add_column(
        "consent", sa.Column("revocable_when", sa.String(), nullable=False, server_default="")
    )
    op.add_column("consent", sa.Column("event_happened", sa.Date(), nullable=True))
    op.add_column("consent", sa.Column("declined", sa.Date(), nullable=True))
    op.add_column("consent", sa.Column("revoked_at", Instant(), nullable=True))
    op.add_column(
        "consent", sa.Column("revoked_how", sa.String(), nullable=False, server_default="")
    )
    op.add_column(
        "consent",
        sa.Column(
            "revocation_taken_by",
            UuidType,
            sa.ForeignKey("staff.id", name=op.f("fk_consent_revocation_taken_by_staff")),
            nullable=True,
        ),
        inline_references=True,
    )
    op.add_column(
        "diagnosis", sa.Column("specifier", sa.String(), nullable=False, server_default="")
    )
    op.add_column("drug_screen", sa.Column("collected", sa.Time(), nullable=True))
    op.add_column("drug_screen", sa.Column("panel", sa.String(), nullable=False, server_default=""))
    op.add_column(
        "drug_screen", sa.Column("method", sa.String(), nullable=False, server_default="")
    )
    op.add_column(
        "drug_screen", sa.Column("collection", sa.String(), nullable=False, server_default="")
    )
    op.add_column(
        "drug_screen", sa.Column("reason", sa.String(), nullable=False, server_default="")
    )
    op.add_column("drug_screen", sa.Column("temperature_f", sa.Integer(), nullable=True))
    op.add_column(
        "drug_screen", sa.Column("validity", sa.String(), nullable=False, server_default="")
    )
    op.add_column("drug_screen", sa.Column("lab", sa.String(), nullable=False, server_default=""))
    op.add_column(
        "drug_screen", sa.Column("lab_number", sa.String(), nullable=False, server_default="")
    )
    op.add_column("drug_screen", sa.Column("result_day", sa.Date(), nullable=True))
    op.add_column(
        "drug_screen",
        sa.Column(
            "draw_id",
            UuidType,
            sa.ForeignKey("screen_draw.id", name=op.f("fk_drug_screen_draw_id_screen_draw")),
            nullable=True,
        ),
        inline_references=True,
    )
    op.create_index(op.f("ix_drug_screen_draw_id"), "drug_screen", ["draw_id"], unique=False)
    op.add_column(
        "medication", sa.Column("generic", sa.String(), nullable=False, server_default="")
    )
    op.add_column(
        "medication", sa.Column("frequency", sa.String(), nullable=False, server_default="")
    )
    op.add_column(
        "medication", sa.Column("pharmacy", sa.String(), nullable=False, server_default="")
    )
    op.add_column(
        "medication", sa.Column("status", sa.String(), nullable=False, server_default="active")
    )
    op.add_column(
        "medication", sa.Column("taken_as_directed", sa.String(), nullable=False, server_default="")
    )
    op.add_column("medication", sa.Column("asked", sa.Date(), nullable=True))
    op.add_column(
        "payer_authorization",
        sa.Column(
            "policy_id",
            UuidType,
            sa.ForeignKey("policy.id", name=op.f("fk_payer_authorization_policy_id_policy")),
            nullable=True,
        ),
        inline_references=True,
    )
    op.add_column("phone", sa.Column("safe_times", sa.String(), nullable=False, server_default=""))
    op.add_column("phone", sa.Column("say_we_are", sa.String(), nullable=False, server_default=""))
    op.add_column(
        "meeting_card", sa.Column("weeks", sa.Integer(), nullable=False, server_default="4")
    )
    op.add_column(
        "meeting_requirement", sa.Column("offered", sa.String(), nullable=False, server_default="")
    )
