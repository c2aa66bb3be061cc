//! What is repeated needs a rhythm and a stop.

use super::error;
use crate::finding::Finding;
use crate::model::playbook::{Action, Step};
use crate::say;

/// What a repeated step lacks.
pub(super) fn endless(step: &Step) -> Vec<Finding> {
    let id = &step.id.value;
    let watches = matches!(step.action, Action::Watch { .. });
    let mut found = Vec::new();
    if step.until.is_none() && (watches || step.every.is_some()) {
        let message = say!("“{id}”要反复做，没有写做到什么时候", "'{id}' is repeated without an end");
        let help = say!("加 until，写明停止的条件", "add until with what ends it");
        found.push(error(step.id.place, message).help(help));
    }
    if watches && step.every.is_none() {
        let message = say!("监护“{id}”没有写多久看一次", "the watch '{id}' does not say how often");
        found.push(error(step.id.place, message).help(say!("加 every", "add every")));
    }
    found
}
