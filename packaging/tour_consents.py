"""The tour's pictures and papers of consents and of what leaves for someone outside."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from uuid import UUID

from iopdesk.domain.consent import Consent, ConsentState
from iopdesk.domain.disclosure import Document, Handover
from iopdesk.domain.language import Language
from iopdesk.domain.paper import Paper
from iopdesk.services.clinic_services import ClinicServices
from iopdesk.ui.main_window import MainWindow
from iopdesk.ui.preview import Outside
from iopdesk.ui.preview_screen import PreviewScreen

Open = Callable[..., None]


def consent_pictures(
    window: MainWindow,
    services: ClinicServices,
    go: Open,
    grab: Callable[[str], None],
    client: UUID,
) -> None:
    """A consent that holds, one that is begun, and a paper on its way out."""
    go("consent", client, consent=_in_force(services, client).consent_id)
    grab("consent")
    go("consent", client)
    grab("consent-new")
    letter = services.attendance_letter
    window.desk.preview.show(
        lambda language: letter.preview(client, language),
        outside=Outside(client, Document.ATTENDANCE_LETTER),
    )
    grab("preview-outside")
    screen = window.screen_shown()
    if isinstance(screen, PreviewScreen):
        screen.outside.click()
        grab("preview-outside-asked")


def consent_papers(
    services: ClinicServices, client: UUID, language: Language
) -> Iterator[tuple[str, Paper]]:
    """The notice, a form, the letter, and a paper as someone outside gets it."""
    consent = _in_force(services, client)
    yield "patient-notice", services.consent_paper.notice(client, language)
    if consent.consent_id is not None:
        yield "consent", services.consent_paper.form(client, consent.consent_id, language)
        purpose = min(consent.purpose_keys)
        handover = Handover(consent.to_whom, purpose, consent.consent_id)
        letter = services.attendance_letter.preview
        yield (
            "for-someone-outside",
            services.disclosure.hand_over(
                client,
                Document.ATTENDANCE_LETTER,
                handover,
                lambda reader: letter(client, reader),
                language,
            ),
        )
        yield from _taken_back(services, client, language)


def _taken_back(
    services: ClinicServices, client: UUID, language: Language
) -> Iterator[tuple[str, Paper]]:
    """The notice to whoever received under a consent that was taken back."""
    consent = replace(_in_force(services, client), consent_id=None, to_whom="Riverside Clinic")
    whom = consent.to_whom
    lines = services.consent.folder(client).lines
    known = (one.consent.consent_id for one in lines if one.consent.to_whom == whom)
    consent_id = next(known, None)
    if consent_id is None:
        consent_id = services.consent.save(client, consent)
        handover = Handover(whom, min(consent.purpose_keys), consent_id, how="phone")
        services.disclosure.tell(client, handover, "Comes every day")
        lines = services.consent.folder(client).lines
        seen = next(one.consent for one in lines if one.consent.consent_id == consent_id)
        services.consent.revoke(client, seen, "oral", condition_met=True)
    yield (
        "consent-taken-back",
        services.revocation_notice.preview(client, consent_id, whom, language),
    )


def _in_force(services: ClinicServices, client: UUID) -> Consent:
    lines = services.consent.folder(client).lines
    held = [line.consent for line in lines if line.state is ConsentState.IN_FORCE]
    return next((one for one in held if "attendance" in one.categories), Consent())
