"""A worker that is killed while it tells of reminders: each is told once, none is lost."""

import signal
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import frappe
from frappe.tests.binding import bound
from oasis_crm.notifications import reminders

_KILLED_WORKER = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
import frappe
from frappe.tests.binding import bound
from oasis_crm.notifications import reminders

def die(*_args):
    os.kill(os.getpid(), signal.SIGKILL)

folder, when, moment = sys.argv[1:]
with bound(Path(folder)):
    commit = frappe.db.commit
    frappe.db.commit = die if when == "before" else lambda: (commit(), die())
    reminders.fire_due(datetime.fromisoformat(moment))
"""


def killed_worker(site: Path, when: str, moment: datetime) -> int:
    command = [sys.executable, "-c", _KILLED_WORKER, str(site), when, moment.isoformat()]
    return subprocess.run(command, timeout=60, check=False).returncode


def told() -> int:
    return frappe.db.count("Notification Log", {"document_type": "Personal Reminder"})


def test_a_worker_killed_before_or_after_its_commit_tells_each_reminder_once(site: Path) -> None:
    with bound(site):
        moment = frappe.utils.now_datetime() + timedelta(hours=1)
        for number in range(3):
            reminder = {"doctype": "Personal Reminder", "subject": f"Due {number}", "remind_at": moment}
            frappe.get_doc(reminder).insert()
        frappe.db.commit()
    # Down at that minute: the first worker comes three days later.
    late = moment + timedelta(days=3)
    assert killed_worker(site, "before", late) == -signal.SIGKILL
    with bound(site):
        assert told() == 0
    assert killed_worker(site, "after", late) == -signal.SIGKILL
    with bound(site):
        assert told() == 1
        reminders.fire_due(late)
        reminders.fire_due(late + timedelta(minutes=1))
        assert told() == 3
