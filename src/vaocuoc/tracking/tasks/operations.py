"""What is done to a task, gathered from where each intention stands (việc làm với nhiệm vụ)."""

from vaocuoc.tracking.tasks.closing import (
    cancel_task,
    close_each_without_evidence,
    close_without_evidence,
    dispute_task,
    resume_by_day,
    resume_task,
    settle_dispute,
    suspend_task,
    suspend_tasks,
)
from vaocuoc.tracking.tasks.deadlines import change_deadline, change_deadlines
from vaocuoc.tracking.tasks.evidence import decide_evidence, submit_evidence
from vaocuoc.tracking.tasks.giving import (
    check_task,
    create_task,
    edit_each,
    edit_task,
    edit_tasks,
    folded_words,
    give_tasks,
    prepare_task,
)
from vaocuoc.tracking.tasks.telling import acknowledge_task, add_update, add_updates, remove_blocker

__all__ = [
    "acknowledge_task",
    "add_update",
    "add_updates",
    "cancel_task",
    "change_deadline",
    "change_deadlines",
    "check_task",
    "close_each_without_evidence",
    "close_without_evidence",
    "create_task",
    "decide_evidence",
    "dispute_task",
    "edit_each",
    "edit_task",
    "edit_tasks",
    "folded_words",
    "give_tasks",
    "prepare_task",
    "remove_blocker",
    "resume_by_day",
    "resume_task",
    "settle_dispute",
    "submit_evidence",
    "suspend_task",
    "suspend_tasks",
]
