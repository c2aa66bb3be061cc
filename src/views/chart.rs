//! The org chart, drawn from the groups.

use super::content::{Block, Node};
use super::refer::{Edition, group_name};
use crate::model::Entity;
use crate::model::org::GroupKind;

/// The groups of the emergency organisation and who reports to whom.
pub(super) fn organisation(edition: &Edition<'_>) -> Block {
    let groups = &edition.plan.groups;
    let nodes: Vec<Node> = groups
        .iter()
        .map(|group| Node {
            id: group.id().as_str().to_owned(),
            name: group_name(group, true).to_owned(),
            note: None,
            parent: group.reports_to.as_ref().map(|parent| parent.as_str().to_owned()),
            beside: matches!(group.kind, GroupKind::Office | GroupKind::Experts),
        })
        .collect();
    let sentences: Vec<String> = groups
        .iter()
        .filter_map(|group| {
            let parent = &groups[group.reports_to.as_ref()?];
            Some(format!("{}隶属于{}", group_name(group, true), group_name(parent, true)))
        })
        .collect();
    let alt = format!("应急组织机构图：{}。", sentences.join("；"));
    Block::Chart { caption: Some("应急组织机构图".into()), alt, nodes }
}
