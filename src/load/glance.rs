//! The names in a plan, as far as they can be seen: a plan with skeletons in it cannot be read as a
//! whole, and the next playbook is to be brought in all the same.

use std::collections::BTreeSet;
use std::path::Path;

use super::files::Origin;
use super::findings::Findings;
use super::head::{self, Missing};
use super::shapes::peek_text;
use super::tree::{self, Node, Value};
use crate::finding::{Message, Sources};

/// What is called how.
#[derive(Debug, Clone, Default)]
pub struct Glance {
    /// Id of the plan.
    pub plan: String,
    /// Names and aliases of roles, with the id of the role.
    pub roles: Vec<(String, String)>,
    /// Titles of forms, with the id of the form.
    pub forms: Vec<(String, String)>,
    /// Ids of playbooks.
    pub playbooks: BTreeSet<String>,
}

impl Glance {
    /// The role that is called so.
    pub(super) fn role(&self, name: &str) -> Option<&str> {
        let found = self.roles.iter().find(|(own, id)| own == name || id == name);
        found.map(|(_, id)| id.as_str())
    }
}

/// Looks at the plan below `root`.
///
/// # Errors
/// When `root` is not a folder, or no plan: nothing is to be put into a folder that was not meant.
pub fn glance(root: &Path) -> Result<Glance, Message> {
    super::present(root)?;
    let mut sources = Sources::default();
    let mut findings = Findings::default();
    let mut glance = Glance::default();
    let mut headed = false;
    for (_, file) in super::files::read(root, &["yaml", "yml"], &mut sources, &mut findings) {
        let text = sources.file(file).text.clone();
        let Some(root) = tree::parse(file, &text, &mut findings).root else { continue };
        headed |= root.get("plan").is_some();
        if let Some(id) = root.get("plan").and_then(|plan| of(plan, "id")) {
            glance.plan = id;
        }
        for role in items(root.get("roles")) {
            let Some(id) = of(role, "id") else { continue };
            let aliases = items(role.get("aliases")).iter().filter_map(peek_text).map(str::to_owned);
            let names = of(role, "name").into_iter().chain(aliases);
            glance.roles.extend(names.map(|name| (name, id.clone())));
        }
        for form in items(root.get("forms")).iter().chain(root.get("form")) {
            glance.forms.extend(of(form, "title").zip(of(form, "id")));
        }
        for playbook in items(root.get("playbooks")).iter().chain(root.get("playbook")) {
            glance.playbooks.extend(of(playbook, "id"));
        }
    }
    if !headed && let Missing::Plan(finding) = head::missing(&Origin::Folder(root), &mut sources) {
        let told = finding.message;
        return Err(match finding.help {
            Some(mend) => Message { zh: format!("{}；{}", told.zh, mend.zh), en: format!("{}; {}", told.en, mend.en) },
            None => told,
        });
    }
    Ok(glance)
}

fn items(node: Option<&Node>) -> &[Node] {
    match node.map(|node| &node.value) {
        Some(Value::Sequence(items)) => items,
        _ => &[],
    }
}

fn of(node: &Node, key: &str) -> Option<String> {
    node.get(key).and_then(peek_text).map(str::to_owned)
}
