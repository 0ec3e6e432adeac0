"""Every service of an open clinic, built once for the person who signed in."""

from dataclasses import dataclass

from iopdesk.domain.staff import SignedIn
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
from iopdesk.storage.store import Store


@dataclass(frozen=True)
class ClinicServices:
    """What people can do in this clinic; one attribute per domain word."""

    store: Store
    signed_in: SignedIn
    overview: OverviewService
    history: HistoryService
    draft: DraftService
    health: HealthService
    support: SupportService
    chart_export: ChartExportService
    check: CheckService
    journal: JournalService
    client: ClientService
    client_import: ClientImportService
    dimension: DimensionService
    dose: DoseService
    drug_screen: DrugScreenService
    duty: DutyService
    eligibility: EligibilityService
    evaluation: EvaluationService
    instrument: InstrumentService
    consent: ConsentService
    consent_paper: ConsentPaperService
    disclosure: DisclosureService
    instrument_paper: InstrumentPaperService
    privacy: PrivacyService
    clinic: ClinicService
    course: CourseService
    episode: EpisodeService
    placement: PlacementService
    program: ProgramService
    setback: SetbackService
    find: FindService
    help: HelpService
    returns: ReturnService
    inquiry: InquiryService
    intake_paper: IntakePaperService
    wallet_card: WalletCardService
    site: SiteService
    appointment: AppointmentService
    busy_time: BusyTimeService
    calendar: CalendarService
    schedule: ScheduleService
    weekly_schedule_paper: WeeklySchedulePaperService
    reminder_list_paper: ReminderListPaperService
    attendance: AttendanceService
    attendance_letter: AttendanceLetterService
    outreach: OutreachService
    visitor: VisitorService
    attachment: AttachmentService
    report: ReportService
    life: LifeService
    lists: ListService
    roster: RosterService
    screen_draw: ScreenDrawService
    session_plan: SessionPlanService
    rule: RuleService
    group: GroupService
    group_clash: GroupClashService
    group_suggestion: GroupSuggestionService
    group_wish: GroupWishService
    topic: TopicService
    keep_apart: KeepApartService
    closed_day: ClosedDayService
    meeting: MeetingService
    own_meeting: OwnMeetingService
    note: NoteService
    note_list: NoteListService
    appointment_note: AppointmentNoteService
    counseling_note: CounselingNoteService
    cosign: CosignService
    sign_in_sheet: SignInSheetService
    today: TodayService
    step_down: StepDownService
    step_down_paper: StepDownPaperService
    plan: PlanService
    plan_paper: PlanPaperService
    plan_sheet: PlanSheetService
    record_merge: RecordMergeService
    referral: ReferralService
    week_suggestion: WeekSuggestionService
    meeting_booklet: MeetingBookletService
    meeting_letter: MeetingLetterService
    meeting_paper: MeetingPaperService
    meeting_visit: MeetingVisitService
    mutual_help: MutualHelpService
    backup: BackupService
    password: PasswordService
    staff: StaffService

    @classmethod
    def open(cls, store: Store, signed_in: SignedIn) -> "ClinicServices":
        """The services over an unlocked store, for one signed-in person."""
        return cls(
            store=store,
            signed_in=signed_in,
            overview=OverviewService(store, signed_in),
            history=HistoryService(store, signed_in),
            draft=DraftService(store, signed_in),
            health=HealthService(store, signed_in),
            support=SupportService(store, signed_in),
            chart_export=ChartExportService(store, signed_in),
            check=CheckService(store, signed_in),
            journal=JournalService(store, signed_in),
            client=ClientService(store, signed_in),
            client_import=ClientImportService(store, signed_in),
            dimension=DimensionService(store, signed_in),
            dose=DoseService(store, signed_in),
            drug_screen=DrugScreenService(store, signed_in),
            duty=DutyService(store, signed_in),
            eligibility=EligibilityService(store, signed_in),
            evaluation=EvaluationService(store, signed_in),
            instrument=InstrumentService(store, signed_in),
            consent=ConsentService(store, signed_in),
            consent_paper=ConsentPaperService(store, signed_in),
            disclosure=DisclosureService(store, signed_in),
            instrument_paper=InstrumentPaperService(store, signed_in),
            privacy=PrivacyService(store, signed_in),
            clinic=ClinicService(store, signed_in),
            course=CourseService(store, signed_in),
            episode=EpisodeService(store, signed_in),
            placement=PlacementService(store, signed_in),
            program=ProgramService(store, signed_in),
            setback=SetbackService(store, signed_in),
            find=FindService(store, signed_in),
            returns=ReturnService(store, signed_in),
            help=HelpService(store, signed_in),
            inquiry=InquiryService(store, signed_in),
            intake_paper=IntakePaperService(store, signed_in),
            wallet_card=WalletCardService(store, signed_in),
            site=SiteService(store, signed_in),
            appointment=AppointmentService(store, signed_in),
            busy_time=BusyTimeService(store, signed_in),
            calendar=CalendarService(store, signed_in),
            schedule=ScheduleService(store, signed_in),
            weekly_schedule_paper=WeeklySchedulePaperService(store, signed_in),
            reminder_list_paper=ReminderListPaperService(store, signed_in),
            attendance=AttendanceService(store, signed_in),
            attendance_letter=AttendanceLetterService(store, signed_in),
            outreach=OutreachService(store, signed_in),
            visitor=VisitorService(store, signed_in),
            attachment=AttachmentService(store, signed_in),
            report=ReportService(store, signed_in),
            life=LifeService(store, signed_in),
            lists=ListService(store, signed_in),
            roster=RosterService(store, signed_in),
            screen_draw=ScreenDrawService(store, signed_in),
            session_plan=SessionPlanService(store, signed_in),
            rule=RuleService(store, signed_in),
            group=GroupService(store, signed_in),
            group_clash=GroupClashService(store, signed_in),
            group_suggestion=GroupSuggestionService(store, signed_in),
            group_wish=GroupWishService(store, signed_in),
            topic=TopicService(store, signed_in),
            keep_apart=KeepApartService(store, signed_in),
            closed_day=ClosedDayService(store, signed_in),
            meeting=MeetingService(store, signed_in),
            own_meeting=OwnMeetingService(store, signed_in),
            note=NoteService(store, signed_in),
            note_list=NoteListService(store, signed_in),
            appointment_note=AppointmentNoteService(store, signed_in),
            counseling_note=CounselingNoteService(store, signed_in),
            cosign=CosignService(store, signed_in),
            sign_in_sheet=SignInSheetService(store, signed_in),
            today=TodayService(store, signed_in),
            step_down=StepDownService(store, signed_in),
            step_down_paper=StepDownPaperService(store, signed_in),
            plan=PlanService(store, signed_in),
            plan_paper=PlanPaperService(store, signed_in),
            plan_sheet=PlanSheetService(store, signed_in),
            record_merge=RecordMergeService(store, signed_in),
            referral=ReferralService(store, signed_in),
            week_suggestion=WeekSuggestionService(store, signed_in),
            meeting_booklet=MeetingBookletService(store, signed_in),
            meeting_letter=MeetingLetterService(store, signed_in),
            meeting_paper=MeetingPaperService(store, signed_in),
            meeting_visit=MeetingVisitService(store, signed_in),
            mutual_help=MutualHelpService(store, signed_in),
            backup=BackupService(store, signed_in),
            password=PasswordService(store, signed_in),
            staff=StaffService(store, signed_in),
        )
