"""The machine's own look at the chains: nobody's deed, so it passes no door and changes nothing but its own notes."""

from datetime import datetime
from io import BytesIO

from beizhan.core.fingerprint import instant
from beizhan.files.export_pack import packed
from beizhan.files.verifier import verify
from beizhan.models.marking.assessments import Assessment, Event
from beizhan.models.marking.checks import ChainCheck
from beizhan.queries.marking.publishing.checks import chains_to_check
from beizhan.queries.marking.publishing.exports import record_of


def check_chains(*, at: datetime) -> tuple[ChainCheck, ...]:
    """Verify every chain that grew or was not looked at for long, as an outsider would: through its export."""
    return tuple(check_chain(assessment, at=at) for assessment in chains_to_check(at=at))


def check_chain(assessment: Assessment, *, at: datetime) -> ChainCheck:
    """Verify one chain and note what was found."""
    seq, head = Event.objects.filter(assessment=assessment).order_by("-seq").values_list("seq", "hash")[0]
    verdict = verify(BytesIO(packed(record_of(assessment), at=instant(at))))
    findings = sorted({finding["code"] for finding in verdict["findings"]})
    return ChainCheck.objects.create(assessment=assessment, seq=seq, head=head, findings=findings, at=at)
