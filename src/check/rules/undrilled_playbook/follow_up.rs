//! What an exercise leaves to be done.

use super::fault;
use crate::finding::Finding;
use crate::model::Date;
use crate::model::review::Drill;
use crate::say;

/// What an exercise owes: its evaluation, and what it found mended in time.
pub(super) fn check(drill: &Drill, as_of: Date) -> Vec<Finding> {
    let mut found = Vec::new();
    if drill.report.is_none() && drill.date.value <= as_of {
        let message = say!("这次演练没有评估报告", "this exercise was not evaluated");
        found.push(fault(
            drill.date.place,
            message,
            say!("写评估报告，登记到 report", "evaluate it and enter the report"),
        ));
    }
    if drill.participants.is_empty() {
        let message = say!("这次演练没有写谁参加", "nobody is said to have taken part");
        found.push(fault(drill.date.place, message, say!("写参加岗位 participants", "enter the participants")));
    }
    for open in drill.findings.iter().filter(|open| open.closed.is_none()) {
        let text = &open.text.value;
        if open.owner.is_none() || open.due.is_none() {
            let message = say!("演练发现“{text}”没有责任岗位或整改期限", "'{text}' has no owner or no date");
            found.push(fault(open.text.place, message, say!("写 owner 和 due", "enter owner and due")));
        } else if let Some(due) = open.due.as_ref().filter(|due| due.value < as_of) {
            let date = due.value;
            let message =
                say!("演练发现“{text}”应在 {date} 前整改，尚未完成", "'{text}' was due on {date} and is open");
            found.push(fault(
                due.place,
                message,
                say!("整改后写 closed；确需延期的改 due", "mend it and enter closed, or move the date"),
            ));
        }
    }
    found
}
