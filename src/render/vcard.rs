//! The contact book as vCard 4.0 (RFC 6350), for telephones and mail programs.
//!
//! The order of the points becomes `PREF`; chapters of the book become categories, the groups of
//! the emergency organisation and the chapters become groups.

use super::lines::Lines;
use crate::views::contact_book::{ContactBook, Entry, Reaches, Way};

/// The whole book, one card after the other.
pub fn cards(book: &ContactBook) -> String {
    let mut lines = Lines::default();
    for entry in &book.entries {
        card(&mut lines, book, entry);
    }
    for group in &book.groups {
        let members = group.entries.iter().map(String::as_str);
        gather(&mut lines, book, &format!("group:{}", group.id), &group.name, members);
    }
    let mut classes: Vec<&str> = book.entries.iter().map(|entry| entry.class).collect();
    classes.dedup();
    for class in classes {
        let members = book.entries.iter().filter(|entry| entry.class == class).map(|entry| entry.id.as_str());
        gather(&mut lines, book, &format!("class:{class}"), &format!("应急通讯录：{class}"), members);
    }
    lines.finish()
}

fn begin(lines: &mut Lines, book: &ContactBook, uid: &str, kind: &str) {
    lines.plain("BEGIN", "VCARD");
    lines.plain("VERSION", "4.0");
    lines.text("PRODID", "-//plangen//contacts//ZH");
    lines.plain("UID", &book.urn(uid));
    lines.plain("KIND", kind);
    lines.plain("REV", &format!("{}T000000Z", book.dated.strftime("%Y%m%d")));
}

fn card(lines: &mut Lines, book: &ContactBook, entry: &Entry) {
    let kind = if entry.personal { "individual" } else { "org" };
    begin(lines, book, &format!("contact:{}", entry.id), kind);
    let post = if entry.post.is_empty() { None } else { Some(entry.post.as_str()) };
    lines.text("FN", entry.person.as_deref().unwrap_or(&entry.label));
    if !entry.unit.is_empty() {
        lines.text("ORG", &entry.unit);
    }
    if let Some(post) = post {
        lines.text("TITLE", post);
    }
    let roles: Vec<String> = entry
        .roles
        .iter()
        .map(|role| if role.backup { format!("{}（备岗）", role.name) } else { role.name.clone() })
        .collect();
    for role in &roles {
        lines.text("ROLE", role);
    }
    let mut notes = Vec::new();
    for (way, preference) in entry.points.iter().zip(1_u8..=100) {
        point(lines, way, preference);
        notes.extend(remark(way));
    }
    lines.texts("CATEGORIES", std::iter::once(entry.class).chain(roles.iter().map(String::as_str)), ",");
    if !entry.serves.is_empty() {
        notes.push(format!("服务对象：{}", entry.serves.join("、")));
    }
    notes.extend(Some(entry.note.clone()).filter(|note| !note.is_empty()));
    if !notes.is_empty() {
        lines.text("NOTE", &notes.join("\n"));
    }
    lines.plain("END", "VCARD");
}

/// A number stays the text people dial: 110 and 12345 have no international form, which a `tel:`
/// address would need.
fn point(lines: &mut Lines, way: &Way, preference: u8) {
    let name = match way.reaches {
        Reaches::Cell => "TEL;VALUE=text;TYPE=cell,voice",
        Reaches::Voice => "TEL;VALUE=text;TYPE=work,voice",
        Reaches::Fax => "TEL;VALUE=text;TYPE=work,fax",
        Reaches::Text => "TEL;VALUE=text;TYPE=text",
        Reaches::Mail => "EMAIL;TYPE=work",
        Reaches::Web => "URL",
        // No property is made for these; they are told in the note.
        Reaches::Words => return,
    };
    lines.text(&format!("{name};PREF={preference}"), &way.value);
}

/// What no property says of a point.
fn remark(way: &Way) -> Option<String> {
    let value = if way.reaches == Reaches::Words { Some(way.value.as_str()) } else { None };
    let texts = [value, Some(way.hours.as_str()), Some(way.person.as_str())];
    let mut parts: Vec<String> =
        texts.into_iter().flatten().filter(|text| !text.is_empty()).map(str::to_owned).collect();
    parts.extend(way.extra.iter().map(|(name, value)| format!("{name} {value}")));
    (!parts.is_empty()).then(|| format!("{}：{}", way.kind, parts.join("，")))
}

fn gather<'a>(lines: &mut Lines, book: &ContactBook, uid: &str, name: &str, members: impl Iterator<Item = &'a str>) {
    begin(lines, book, uid, "group");
    lines.text("FN", name);
    for member in members {
        lines.plain("MEMBER", &book.urn(&format!("contact:{member}")));
    }
    lines.plain("END", "VCARD");
}
