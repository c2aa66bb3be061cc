//! The contact book as a telephone shows it: every number that may be shown is one tap away.

use serde::Serialize;

use super::guide::Dial;
use crate::model::Entity;
use crate::model::contact::{Contact, ContactClass, PointKind};
use crate::views::refer::{Edition, KEPT_ELSEWHERE, hours_in_words};

/// The contacts of a class.
#[derive(Debug, Clone, Serialize)]
pub struct Class {
    /// Its name.
    pub title: String,
    /// The contacts.
    pub entries: Vec<Entry>,
}

/// A contact.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// What readers look for.
    pub label: String,
    /// Ways to reach it, best first.
    pub points: Vec<Point>,
    /// Where its numbers are kept, when this reader may see none.
    pub kept: Option<&'static str>,
    /// What it helps with.
    pub about: Vec<String>,
}

/// A way to reach a contact.
#[derive(Debug, Clone, Serialize)]
pub struct Point {
    /// What it is.
    pub kind: &'static str,
    /// The number or address.
    pub value: String,
    /// What a telephone dials, when it is one that answers calls.
    pub tel: Option<String>,
    /// When it is answered.
    pub hours: Option<String>,
    /// Who answers.
    pub person: Option<String>,
}

/// The contacts this reader may know of, by class.
pub(super) fn classes(edition: &Edition<'_>) -> Vec<Class> {
    let entries = |contacts: Vec<&Contact>| contacts.into_iter().map(|contact| entry(edition, contact)).collect();
    let classes = edition.contacts_by_class();
    classes.map(|(title, contacts)| Class { title: title.to_owned(), entries: entries(contacts) }).collect()
}

fn entry(edition: &Edition<'_>, contact: &Contact) -> Entry {
    let points: Vec<Point> = edition
        .visible_points(contact)
        .into_iter()
        .map(|(point, value)| Point {
            kind: point.kind.word(),
            value: value.to_owned(),
            tel: if calls(point.kind.value) { telephone(value) } else { None },
            hours: point.hours.as_ref().map(|hours| hours_in_words(hours).to_owned()),
            person: point
                .person
                .as_ref()
                .and_then(|person| person.open(edition.clearance))
                .map(|person| person.value.clone()),
        })
        .collect();
    let serves = contact.serves.iter().map(|asset| edition.asset(&asset.value).to_owned());
    Entry {
        id: contact.id().to_string(),
        label: contact.label.value.clone(),
        kept: points.is_empty().then_some(KEPT_ELSEWHERE),
        points,
        about: serves.chain(contact.note.iter().map(|note| note.value.clone())).collect(),
    }
}

/// The emergency services and those on duty.
pub(super) fn urgent(edition: &Edition<'_>) -> Vec<Dial> {
    let of = |class: ContactClass| edition.plan.contacts.iter().filter(move |contact| contact.class.value == class);
    let short = |contact: &&Contact| contact.points.iter().any(|point| point.kind.value == PointKind::ShortCode);
    of(ContactClass::Rescue)
        .filter(short)
        .chain(of(ContactClass::Duty))
        .filter(|contact| edition.clearance >= contact.visibility)
        .map(|contact| Dial::new(contact.label.value.clone(), edition.dial(contact)))
        .filter(|dial| dial.tel.is_some())
        .collect()
}

/// Whether a telephone reaches it; a radio is spoken into and not dialled.
fn calls(kind: PointKind) -> bool {
    kind.is_voice() && kind != PointKind::Radio
}

/// What a telephone dials for a number as it is printed; an extension after 转 follows a pause.
pub(super) fn telephone(printed: &str) -> Option<String> {
    let mut dialled = String::new();
    let mut digits = 0;
    for (at, character) in printed.trim().char_indices() {
        match character {
            '0'..='9' => {
                digits += 1;
                dialled.push(character);
            }
            '+' if at == 0 => dialled.push(character),
            '-' | ' ' => {}
            '转' if digits > 2 && !dialled.contains(',') => dialled.push(','),
            _ => return None,
        }
    }
    (digits > 2 && !dialled.ends_with(',')).then_some(dialled)
}

#[cfg(test)]
mod tests {
    use super::telephone;

    #[test]
    fn only_what_is_a_number_is_dialled() {
        for (printed, dialled) in [
            ("0393-0000001", Some("03930000001")),
            ("138 0000 0001", Some("13800000001")),
            ("+86 393-0000001", Some("+863930000001")),
            ("0393-0000001转802", Some("03930000001,802")),
            ("119", Some("119")),
            ("409.7500", None),
            ("0393-0000001转", None),
            ("a@example.invalid", None),
            ("12", None),
        ] {
            assert_eq!(telephone(printed).as_deref(), dialled, "{printed}");
        }
    }
}
