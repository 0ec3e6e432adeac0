"""Every service of an open clinic, for the person who signed in.

A service is imported and made when it is first asked for, so that Today does not wait for what
nobody opens. Hence the imports below are for types alone.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING

from iopdesk.domain.staff import SignedIn
from iopdesk.storage.store import Store

if TYPE_CHECKING:
    from iopdesk.services.appointment_note_service import AppointmentNoteService
    from iopdesk.services.appointment_service import AppointmentService
    from iopdesk.services.attachment_service import AttachmentService
    from iopdesk.services.attendance_letter_service import AttendanceLetterService
    from iopdesk.services.attendance_service import AttendanceService
    from iopdesk.services.backup_service import BackupService
    from iopdesk.services.busy_time_service import BusyTimeService
    from iopdesk.services.calendar_service import CalendarService
    from iopdesk.services.chart_export_service import ChartExportService
    from iopdesk.services.check_service import CheckService
    from iopdesk.services.client_import_service import ClientImportService
    from iopdesk.services.client_service import ClientService
    from iopdesk.services.clinic_service import ClinicService
    from iopdesk.services.closed_day_service import ClosedDayService
    from iopdesk.services.consent_paper_service import ConsentPaperService
    from iopdesk.services.consent_service import ConsentService
    from iopdesk.services.cosign_service import CosignService
    from iopdesk.services.counseling_note_service import CounselingNoteService
    from iopdesk.services.course_service import CourseService
    from iopdesk.services.dimension_service import DimensionService
    from iopdesk.services.disclosure_service import DisclosureService
    from iopdesk.services.dose_service import DoseService
    from iopdesk.services.draft_service import DraftService
    from iopdesk.services.drug_screen_service import DrugScreenService
    from iopdesk.services.duty_service import DutyService
    from iopdesk.services.eligibility_service import EligibilityService
    from iopdesk.services.episode_service import EpisodeService
    from iopdesk.services.evaluation_service import EvaluationService
    from iopdesk.services.find_service import FindService
    from iopdesk.services.group_clash_service import GroupClashService
    from iopdesk.services.group_service import GroupService
    from iopdesk.services.group_suggestion_service import GroupSuggestionService
    from iopdesk.services.group_wish_service import GroupWishService
    from iopdesk.services.health_service import HealthService
    from iopdesk.services.help_service import HelpService
    from iopdesk.services.history_service import HistoryService
    from iopdesk.services.inquiry_service import InquiryService
    from iopdesk.services.instrument_paper_service import InstrumentPaperService
    from iopdesk.services.instrument_service import InstrumentService
    from iopdesk.services.intake_paper_service import IntakePaperService
    from iopdesk.services.journal_service import JournalService
    from iopdesk.services.keep_apart_service import KeepApartService
    from iopdesk.services.life_service import LifeService
    from iopdesk.services.list_service import ListService
    from iopdesk.services.meeting_booklet_service import MeetingBookletService
    from iopdesk.services.meeting_letter_service import MeetingLetterService
    from iopdesk.services.meeting_paper_service import MeetingPaperService
    from iopdesk.services.meeting_service import MeetingService
    from iopdesk.services.meeting_visit_service import MeetingVisitService
    from iopdesk.services.mutual_help_service import MutualHelpService
    from iopdesk.services.note_list_service import NoteListService
    from iopdesk.services.note_service import NoteService
    from iopdesk.services.outreach_service import OutreachService
    from iopdesk.services.overview_service import OverviewService
    from iopdesk.services.own_meeting_service import OwnMeetingService
    from iopdesk.services.password_service import PasswordService
    from iopdesk.services.placement_service import PlacementService
    from iopdesk.services.plan_paper_service import PlanPaperService
    from iopdesk.services.plan_service import PlanService
    from iopdesk.services.plan_sheet_service import PlanSheetService
    from iopdesk.services.privacy_service import PrivacyService
    from iopdesk.services.program_service import ProgramService
    from iopdesk.services.record_merge_service import RecordMergeService
    from iopdesk.services.referral_service import ReferralService
    from iopdesk.services.reminder_list_paper_service import ReminderListPaperService
    from iopdesk.services.report_service import ReportService
    from iopdesk.services.return_service import ReturnService
    from iopdesk.services.revocation_notice_service import RevocationNoticeService
    from iopdesk.services.roster_service import RosterService
    from iopdesk.services.rule_service import RuleService
    from iopdesk.services.schedule_service import ScheduleService
    from iopdesk.services.screen_draw_service import ScreenDrawService
    from iopdesk.services.session_plan_service import SessionPlanService
    from iopdesk.services.setback_service import SetbackService
    from iopdesk.services.sign_in_sheet_service import SignInSheetService
    from iopdesk.services.site_service import SiteService
    from iopdesk.services.staff_service import StaffService
    from iopdesk.services.step_down_paper_service import StepDownPaperService
    from iopdesk.services.step_down_service import StepDownService
    from iopdesk.services.support_service import SupportService
    from iopdesk.services.today_service import TodayService
    from iopdesk.services.topic_service import TopicService
    from iopdesk.services.visitor_service import VisitorService
    from iopdesk.services.wallet_card_service import WalletCardService
    from iopdesk.services.week_suggestion_service import WeekSuggestionService
    from iopdesk.services.weekly_schedule_paper_service import WeeklySchedulePaperService

_WORDS = re.compile(r"(?<!^)(?=[A-Z])")


class ClinicServices:
    """What people can do in this clinic; one attribute per domain word.

    `client: ClientService` is the class ClientService of services/client_service.py.
    """

    appointment: AppointmentService
    appointment_note: AppointmentNoteService
    attachment: AttachmentService
    attendance: AttendanceService
    attendance_letter: AttendanceLetterService
    backup: BackupService
    busy_time: BusyTimeService
    calendar: CalendarService
    chart_export: ChartExportService
    check: CheckService
    client: ClientService
    client_import: ClientImportService
    clinic: ClinicService
    closed_day: ClosedDayService
    consent: ConsentService
    consent_paper: ConsentPaperService
    cosign: CosignService
    counseling_note: CounselingNoteService
    course: CourseService
    dimension: DimensionService
    disclosure: DisclosureService
    dose: DoseService
    draft: DraftService
    drug_screen: DrugScreenService
    duty: DutyService
    eligibility: EligibilityService
    episode: EpisodeService
    evaluation: EvaluationService
    find: FindService
    group: GroupService
    group_clash: GroupClashService
    group_suggestion: GroupSuggestionService
    group_wish: GroupWishService
    health: HealthService
    help: HelpService
    history: HistoryService
    inquiry: InquiryService
    instrument: InstrumentService
    instrument_paper: InstrumentPaperService
    intake_paper: IntakePaperService
    journal: JournalService
    keep_apart: KeepApartService
    life: LifeService
    lists: ListService
    meeting: MeetingService
    meeting_booklet: MeetingBookletService
    meeting_letter: MeetingLetterService
    meeting_paper: MeetingPaperService
    meeting_visit: MeetingVisitService
    mutual_help: MutualHelpService
    note: NoteService
    note_list: NoteListService
    outreach: OutreachService
    overview: OverviewService
    own_meeting: OwnMeetingService
    password: PasswordService
    placement: PlacementService
    plan: PlanService
    plan_paper: PlanPaperService
    plan_sheet: PlanSheetService
    privacy: PrivacyService
    program: ProgramService
    record_merge: RecordMergeService
    referral: ReferralService
    reminder_list_paper: ReminderListPaperService
    report: ReportService
    returns: ReturnService
    revocation_notice: RevocationNoticeService
    roster: RosterService
    rule: RuleService
    schedule: ScheduleService
    screen_draw: ScreenDrawService
    session_plan: SessionPlanService
    setback: SetbackService
    sign_in_sheet: SignInSheetService
    site: SiteService
    staff: StaffService
    step_down: StepDownService
    step_down_paper: StepDownPaperService
    support: SupportService
    today: TodayService
    topic: TopicService
    visitor: VisitorService
    wallet_card: WalletCardService
    week_suggestion: WeekSuggestionService
    weekly_schedule_paper: WeeklySchedulePaperService

    def __init__(self, store: Store, signed_in: SignedIn) -> None:
        self.store = store
        self.signed_in = signed_in

    def __getattr__(self, word: str) -> object:
        """A service that was not asked for before; Python finds it by itself from then on."""
        name = ClinicServices.__annotations__.get(word)
        if name is None:
            raise AttributeError(f"no service is called {word}")
        module = import_module(f"iopdesk.services.{_WORDS.sub('_', name).lower()}")
        made: object = getattr(module, name)(self.store, self.signed_in)
        # Two threads may come here at once: both get the one that was kept first.
        return self.__dict__.setdefault(word, made)
