"""What the background worker does when it is nudged; a lost or doubled nudge does no harm."""

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from beizhan.actions.documents.looking import look_at_due_sources
from beizhan.actions.documents.manners import Manners
from beizhan.actions.marking.checking import check_chains


@task()
def look_at_chains() -> int:
    """Verify the chains that are due; return how many."""
    return len(check_chains(at=timezone.now()))


@task()
def look_at_sources() -> int:
    """Look at the sources that are due; return how many."""
    return look_at_due_sources(Manners(settings.OUTBOUND_HOSTS), at=timezone.now())
