//! A duty that claims every hour: its shifts, posts, members and telephone.

use super::fault;
use crate::check::roster;
use crate::finding::Finding;
use crate::model::org::Duty;
use crate::say;

/// Somebody on watch and somebody to stand in.
const POSTS: i64 = 2;
/// Gaps told in one message.
const TOLD: usize = 3;

pub(super) fn faults(duty: &Duty) -> Vec<Finding> {
    let name = &duty.name.value;
    let mut found = Vec::new();
    let gaps = roster::gaps(&duty.shifts);
    if duty.shifts.is_empty() {
        let message = say!("“{name}”写了全天值守，却没有班次", "'{name}' claims every hour but has no shifts");
        found.push(fault(duty.pattern.place, message).help(say!(
            "在 shifts 里写每班的起止时间，如 {{from: \"08:00\", to: \"20:00\"}}",
            "write the hours of each shift, such as {{from: \"08:00\", to: \"20:00\"}}"
        )));
    } else if !gaps.is_empty() {
        let (zh, en): (Vec<_>, Vec<_>) = gaps.iter().take(TOLD).map(roster::spoken).unzip();
        let (zh, en) = (zh.join("、"), en.join(", "));
        let more = gaps.len().saturating_sub(TOLD);
        let (more_zh, more_en) =
            if more > 0 { (format!("等{}处", gaps.len()), format!(" and {more} more")) } else { Default::default() };
        let message = say!(
            "“{name}”写了全天值守，{zh}{more_zh}没有人",
            "'{name}' claims every hour but nobody is there: {en}{more_en}"
        );
        found.push(
            fault(duty.pattern.place, message)
                .help(say!("补上这些时段的班次，或改 pattern", "add shifts for them or change the pattern")),
        );
    }
    let posts: i64 = duty.posts.iter().map(|post| post.count.value).sum();
    if posts < POSTS {
        let message =
            say!("“{name}”每班{posts}人，值班之外没有备班", "'{name}' has {posts} in a shift: nobody stands in");
        found.push(
            fault(duty.place, message)
                .help(say!("在 posts 里写值班和备班各几人", "write posts for the watch and for the stand-in")),
        );
    }
    let members = i64::try_from(duty.members.len()).unwrap_or(i64::MAX);
    if members < posts.max(POSTS) {
        let needed = posts.max(POSTS);
        let message = say!(
            "“{name}”只有{members}名轮值人员，一班就要{needed}人",
            "'{name}' has {members} members, one shift needs {needed}"
        );
        found.push(fault(duty.place, message).help(say!("在 members 里补足轮值人员", "add members")));
    }
    if duty.phone.is_none() {
        let message = say!("“{name}”没有值班电话", "'{name}' has no telephone");
        found.push(
            fault(duty.place, message)
                .help(say!("在 phone 里写值班电话的编号", "name the contact of the duty phone in phone")),
        );
    }
    found
}
