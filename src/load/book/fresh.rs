//! What a plan does not have yet: units, persons and contacts, as the plan writes them.

use super::super::record::Record;
use super::{Layout, Way};
use crate::finding::Place;
use crate::model::contact::ContactClass;
use crate::model::org::Notice;
use crate::model::{Clearance, Sourced};

/// A unit that the plan does not know.
#[derive(Debug, Clone)]
pub struct NewUnit {
    pub(super) id: String,
    pub(super) name: Sourced<String>,
    /// Id of the bureau itself.
    pub(super) parent: Option<String>,
}

/// A person that the plan does not know.
#[derive(Debug, Clone)]
pub struct NewPerson {
    pub(super) id: String,
    pub(super) name: Sourced<String>,
    /// Id of the unit, at the cell that names it.
    pub(super) unit: Sourced<String>,
    pub(super) post: Sourced<String>,
    pub(super) status: &'static str,
    pub(super) contact: Option<String>,
}

/// A contact that the plan does not know.
#[derive(Debug, Clone)]
pub struct NewContact {
    /// The cell that names it.
    pub(super) place: Place,
    pub(super) id: String,
    /// `person:p001`
    pub(super) owner: String,
    pub(super) label: Sourced<String>,
    pub(super) class: ContactClass,
    pub(super) points: Vec<Way>,
    /// At the cell that tells when.
    pub(super) verified: Option<Sourced<Verification>>,
    /// `system:portal`
    pub(super) serves: Vec<String>,
    pub(super) note: Option<String>,
}

/// When a new contact was verified.
#[derive(Debug, Clone)]
pub(super) enum Verification {
    /// Somebody did.
    Done(Record),
    /// It needs none, and why.
    Exempt(String),
}

/// Everything a plan does not have yet.
#[derive(Debug, Clone, Default)]
pub struct Fresh {
    /// Units.
    pub units: Vec<NewUnit>,
    /// Persons.
    pub people: Vec<NewPerson>,
    /// Contacts.
    pub contacts: Vec<NewContact>,
}

impl Fresh {
    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty() && self.people.is_empty() && self.contacts.is_empty()
    }

    /// A file of the plan that holds all of it; `from` is the contact book, `layout` what its mapping
    /// says of everybody in it.
    pub fn yaml(&self, from: &str, layout: &Layout) -> String {
        let from = from.replace(['\n', '\r'], " ");
        let mut out = format!(
            "# 从 {from} 导入的人员和联系方式。没有写 visibility 的按 restricted 处理。\n\
             # 维护：通报联络员。可以把条目移到别的文件；再次导入只改有变化的地方。\n"
        );
        if !self.units.is_empty() {
            out.push_str("units:\n");
            for unit in &self.units {
                let parent = unit.parent.as_ref().map(|own| format!(", parent: {own}")).unwrap_or_default();
                out.push_str(&format!(
                    "  - {{id: {}, name: {}, kind: 内设机构{parent}}}\n",
                    unit.id,
                    scalar(&unit.name)
                ));
            }
        }
        if !self.people.is_empty() {
            out.push_str("people:\n");
            self.people.iter().for_each(|person| person.write(layout.notice.as_ref(), &mut out));
        }
        if !self.contacts.is_empty() {
            out.push_str("contacts:\n");
            self.contacts.iter().for_each(|contact| contact.write(layout.visibility, &mut out));
        }
        out
    }
}

impl NewPerson {
    fn write(&self, notice: Option<&Notice>, out: &mut String) {
        let (id, name, unit) = (&self.id, scalar(&self.name), &self.unit.value);
        let (post, status) = (scalar(&self.post), self.status);
        out.push_str(&format!(
            "  - id: {id}\n    name: {name}\n    unit: {unit}\n    post_title: {post}\n    status: {status}\n"
        ));
        if let Some(contact) = &self.contact {
            out.push_str(&format!("    contact: {contact}\n"));
        }
        if let Some(notice) = notice {
            let (basis, informed) = (scalar(&notice.basis.value), notice.informed.value);
            out.push_str(&format!("    notice: {{basis: {basis}, informed: {informed}}}\n"));
        }
    }
}

impl NewContact {
    fn write(&self, visibility: Clearance, out: &mut String) {
        let (id, owner, label, class) = (&self.id, &self.owner, scalar(&self.label), self.class.word());
        out.push_str(&format!("  - id: {id}\n    owner: {owner}\n    label: {label}\n    class: {class}\n"));
        if visibility != Clearance::Restricted {
            out.push_str(&format!("    visibility: {}\n", visibility.word()));
        }
        out.push_str("    points:\n");
        for (rank, way) in (1..).zip(&self.points) {
            out.push_str(&format!("      - {}\n", point(way, rank, None)));
        }
        match self.verified.as_ref().map(|own| &own.value) {
            Some(Verification::Done(record)) => out.push_str(&format!("    {}\n", record.written())),
            Some(Verification::Exempt(reason)) => {
                out.push_str(&format!("    verified: {{exempt: {}}}\n", scalar(reason)));
            }
            None => {}
        }
        if !self.serves.is_empty() {
            out.push_str(&format!("    serves: [{}]\n", self.serves.join(", ")));
        }
        if let Some(note) = &self.note {
            out.push_str(&format!("    note: {}\n", scalar(note)));
        }
    }
}

/// A point on one line, as the plan writes it; marked where it is stricter than its contact.
pub(super) fn point(way: &Way, rank: i64, visibility: Option<Clearance>) -> String {
    let mut out = format!("{{kind: {}, value: {}", way.kind.word(), quoted(&way.value.value));
    if let Some(hours) = &way.hours {
        out.push_str(&format!(", hours: {}", scalar(hours)));
    }
    out.push_str(&format!(", rank: {rank}"));
    if let Some(person) = &way.person {
        out.push_str(&format!(", person: {}", scalar(person)));
    }
    if let Some(shared) = &way.shared {
        out.push_str(&format!(", shared: {}", scalar(shared)));
    }
    if let Some(visibility) = visibility {
        out.push_str(&format!(", visibility: {}", visibility.word()));
    }
    if !way.extra.is_empty() {
        let pairs: Vec<String> =
            way.extra.iter().map(|(key, value)| format!("{}: {}", scalar(key), quoted(value))).collect();
        out.push_str(&format!(", extra: {{{}}}", pairs.join(", ")));
    }
    out.push('}');
    out
}

/// Text as a YAML scalar: plain where nothing in it means anything to YAML, in quotes otherwise.
pub(super) fn scalar(text: &str) -> String {
    let first = text.chars().next();
    let plain = first.is_some_and(|c| c.is_alphabetic())
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '（' | '）' | '、' | '·' | '-' | '_'))
        && !super::super::ids::is_yaml_word(text);
    let days = matches!(text, "7x24" | "24x7");
    if plain || days { text.to_owned() } else { quoted(text) }
}

/// Text in quotes.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_to_yaml_is_in_quotes() {
        for plain in ["张某甲", "信息中心主任", "c-p001", "7x24", "副主任（主持工作）"] {
            assert_eq!(scalar(plain), plain);
        }
        for other in ["", "- a", "a: b", "#1", "13800000001", "yes", "null", "甲, 乙", "a\"b", "*a", "{a}", "甲\n乙"]
        {
            assert!(scalar(other).starts_with('"'), "{other}");
        }
        assert_eq!(quoted("甲\"\\\n乙"), "\"甲\\\"\\\\\\n乙\"");
    }
}
