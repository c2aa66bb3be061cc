//! Steps that verify nothing in particular or record nowhere.

use super::warning;
use crate::finding::Finding;
use crate::model::playbook::{Step, StepKind};
use crate::say;

/// A verification without criteria, a record without a form.
pub(super) fn fault(step: &Step) -> Option<Finding> {
    let id = &step.id.value;
    match step.kind {
        StepKind::Verify if step.verify.is_empty() => Some(
            warning(step.id.place, say!("核验“{id}”没有写标准", "the verification '{id}' has no criteria"))
                .help(say!("在 verify 里写可以当场核对的标准", "write criteria that can be checked on the spot")),
        ),
        StepKind::Record if step.fills.is_empty() => Some(
            warning(step.id.place, say!("记录“{id}”没有写用哪张表", "the record '{id}' names no form"))
                .help(say!("加 fills，写表单编号", "add fills with the id of a form")),
        ),
        _ => None,
    }
}
