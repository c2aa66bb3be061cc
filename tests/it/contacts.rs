//! The contact book as a workbook and as cards, read by other programs' eyes.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use ical::VcardParser;
use ical::property::Property;
use plangen::model::Clearance;
use plangen::render::{vcard, xlsx};
use plangen::views::contact_book::contact_book;

use crate::charts::plan;
use crate::small::{Small, files};

/// The first sheet of a workbook, every cell as text; anything else in it is a fault.
fn sheet(bytes: &[u8]) -> (Vec<String>, Vec<BTreeMap<String, String>>) {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    assert_eq!(book.sheet_names(), ["通讯录"]);
    let range = book.worksheet_range("通讯录").unwrap();
    let mut rows = range.rows().map(|row| {
        let text = row.iter().map(|cell| match cell {
            Data::String(text) => text.clone(),
            Data::Empty => String::new(),
            other => panic!("{other:?} is no text"),
        });
        text.collect::<Vec<_>>()
    });
    let head = rows.next().unwrap();
    let rows = rows.map(|row| head.iter().cloned().zip(row).collect()).collect();
    (head, rows)
}

#[test]
fn the_workbook_reads_back_as_the_contact_book() {
    let plan = plan();
    let book = contact_book(&plan, Clearance::Restricted);
    let (head, rows) = sheet(&xlsx::workbook(&book).unwrap());
    assert_eq!(head.iter().collect::<BTreeSet<_>>().len(), head.len(), "{head:?}");
    assert_eq!(rows.len(), plan.contacts.len());
    for (row, contact) in rows.iter().map(|row| (row, plan.contacts.find(&row["编号"]).unwrap())) {
        assert_eq!((row["名称"].as_str(), row["类别"].as_str()), (contact.label.as_str(), contact.class.word()));
        // The order of the points, and with it every value, is found again.
        let order: Vec<&str> = row["优先次序"].split('、').filter(|title| !title.is_empty()).collect();
        let values: Vec<&str> = order.iter().map(|title| row[*title].as_str()).collect();
        let mut points: Vec<_> = contact.points.iter().collect();
        points.sort_by_key(|point| point.rank.value);
        let expected: Vec<&str> =
            points.iter().map(|point| point.value.open(Clearance::Restricted).unwrap().as_str()).collect();
        assert_eq!(values, expected, "{}", row["编号"]);
    }
    let people = rows.iter().filter(|row| !row["姓名"].is_empty()).count();
    assert!(people > 20 && rows.iter().any(|row| row["手机"].starts_with('1')), "{people} people");
}

#[test]
fn nothing_in_the_workbook_is_a_formula() {
    let small = Small::new();
    small.edit("contacts/own.yaml", "label: 机房值班电话", "label: =1+1");
    let loaded = plangen::load::load(&small.plan()).unwrap();
    let plan = loaded.plan.unwrap();
    let as_of = plan.head.as_of.as_ref().unwrap().value;
    let checked = plangen::check::run(plan, &loaded.sources, as_of).1.unwrap();
    let bytes = xlsx::workbook(&contact_book(&checked, Clearance::Restricted)).unwrap();
    let (_, rows) = sheet(&bytes);
    assert!(rows.iter().any(|row| row["名称"] == "=1+1"));
    let book: Xlsx<_> = Xlsx::new(Cursor::new(&bytes)).unwrap();
    let formulas = { book }.worksheet_formula("通讯录").unwrap();
    assert!(formulas.used_cells().next().is_none());
}

/// The properties of every card.
fn cards(text: &str) -> Vec<Vec<Property>> {
    VcardParser::new(Cursor::new(text)).map(|card| card.unwrap().properties).collect()
}

fn values<'a>(card: &'a [Property], name: &'a str) -> impl Iterator<Item = &'a str> {
    card.iter().filter(move |property| property.name == name).filter_map(|property| property.value.as_deref())
}

fn value<'a>(card: &'a [Property], name: &'a str) -> &'a str {
    values(card, name).next().unwrap_or_default()
}

#[test]
fn cards_are_read_by_another_reader() {
    let plan = plan();
    let text = vcard::cards(&contact_book(&plan, Clearance::Restricted));
    assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])));
    let cards = cards(&text);
    let (groups, single): (Vec<_>, Vec<_>) = cards.iter().partition(|card| value(card, "KIND") == "group");
    assert_eq!(single.len(), plan.contacts.len());
    let ids: BTreeSet<&str> = cards.iter().map(|card| value(card, "UID")).collect();
    assert_eq!(ids.len(), cards.len());
    let members: Vec<&str> = groups.iter().flat_map(|card| values(card, "MEMBER")).collect();
    assert!(groups.len() > 9 && members.iter().all(|member| ids.contains(member)), "{} groups", groups.len());
    // Whoever is in the book is in the group of a chapter.
    assert!(single.iter().all(|card| members.contains(&value(card, "UID"))));
    let person = plan.people.iter().next().unwrap();
    let name = person.name.open(Clearance::Restricted).unwrap();
    let card = single.iter().find(|card| value(card, "FN") == name.as_str()).unwrap();
    let preferences: Vec<String> = card
        .iter()
        .filter(|property| property.name == "TEL")
        .flat_map(|property| property.params.iter().flatten())
        .filter(|(name, _)| name == "PREF")
        .flat_map(|(_, values)| values.clone())
        .collect();
    assert_eq!(preferences, ["1", "2"]);
    assert_eq!(value(card, "KIND"), "individual");
}

#[test]
fn an_edition_holds_what_its_readers_may_see() {
    let plan = plan();
    for clearance in [Clearance::Public, Clearance::Internal, Clearance::Restricted] {
        let book = contact_book(&plan, clearance);
        let text = format!("{:?}{}", xlsx::rows(&book), vcard::cards(&book).replace("\r\n ", ""));
        assert_eq!(plangen::check::Scan::of(&plan).leaks(clearance, &text), []);
        for person in &plan.people {
            let name = person.name.open(Clearance::Restricted).unwrap();
            assert_eq!(text.contains(name.as_str()), clearance == Clearance::Restricted, "{clearance:?} {}", person.id);
        }
        assert!(!book.entries.is_empty(), "{clearance:?}");
    }
}

#[test]
fn a_build_puts_both_into_the_restricted_folder_and_makes_them_alike() {
    let small = Small::new();
    let build = || {
        let run = small.run(["build", "-q", "--only", "contacts"]);
        assert_eq!(run.code(), Some(0), "{}", run.err);
        files(&small.output())
    };
    let first = build();
    let names: Vec<_> = first.keys().map(|path| path.to_str().unwrap()).collect();
    for name in ["restricted/contacts.vcf", "restricted/contacts.xlsx"] {
        assert!(names.contains(&name), "{names:?}");
    }
    assert_eq!(build(), first);
}
