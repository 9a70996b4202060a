"""What imports say of the plan, asked once for a page and all that it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from alignment_desktop.domain.changes import Changed, Changes

if TYPE_CHECKING:
    from alignment_desktop.domain.progress import Monitor
    from alignment_desktop.gui.session import Session
    from alignment_desktop.services.campaign_evidence import CampaignEvidence
    from alignment_desktop.services.workspace import Workspace

_TOPIC = "plan evidence"


class PlanEvidence(QObject):
    """Asks what imports say of campaigns, once for each state of imports.

    Attributes:
        arrived: There is an answer.
        known: It; None where nothing is imported, or before it is there.
        is_known: Whether there was an answer.
    """

    arrived = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._asked: object = None
        self.known: CampaignEvidence | None = None
        self.is_known = False
        self.destroyed.connect(lambda: session.cancel(_TOPIC))
        session.changed.connect(self._on_changed)

    def ask(self) -> None:
        """Asks, unless that was asked already; what was known stands until the answer comes.

        Other days of a campaign change nothing of it, nor does anything that no lead goes by.
        """
        session = self._session
        agreement, now = session.draft.agreement, session.now()
        names = tuple((key, one.name) for key, one in agreement.campaigns.items())
        reasons = tuple(agreement.reasons.items())
        asked = agreement.label, agreement.header, agreement.timezone, names, reasons
        if self._asked == asked:
            return
        self._asked = asked

        def question(workspace: Workspace, _monitor: Monitor) -> CampaignEvidence | None:
            # Measuring needs heavy libraries that the window's first painting does without.
            from alignment_desktop.services.campaign_evidence import campaign_evidence

            return campaign_evidence(workspace, agreement, now)

        # Where imports are damaged, that is told where they are shown.
        session.ask(_TOPIC, question, self._take, failed=lambda _problem: self._take(None))

    def _on_changed(self, changes: Changes) -> None:
        if Changed.EVIDENCE in changes.kinds:
            self._asked = None

    def _take(self, known: CampaignEvidence | None) -> None:
        self.known, self.is_known = known, True
        self.arrived.emit()
