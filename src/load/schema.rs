//! Which shape the files of a plan have, and how those of an older shape become today's.
//!
//! A plan says `schema: plangen/1` once. Versions that were issued years ago are kept as they were and
//! are read by every later program: each published schema but the last carries the step that lifts a
//! file to the next one, and a file takes all steps from its own on. A plan of a newer or unknown
//! schema is refused with that one finding: what its fields mean is not to be guessed.

use super::faults;
use super::tree::{self, Node, Value};
use crate::finding::{FileId, Finding, Place, Sources};
use crate::say;

/// What a schema is called before its number.
const FAMILY: &str = "plangen/";

/// A published schema.
pub(super) struct Schema {
    number: u32,
    /// Makes a file of it one of the next; `None` for today's.
    lift: Option<Lift>,
}

/// A step on a file.
pub(super) type Lift = fn(&mut Node);

/// Every schema that plans were ever written in, the oldest first. A change of the shape that old
/// files do not survive is a new line here, with the step on the line before it.
const PUBLISHED: &[Schema] = &[Schema { number: 1, lift: None }];

/// The steps that files of a plan with these texts take, or why it cannot be read.
pub(super) fn steps(texts: &[FileId], sources: &Sources) -> Result<Vec<Lift>, Box<Finding>> {
    let written = written(texts, sources);
    // One who forgets the line writes for the program at hand.
    let Some((name, place)) = written.first() else { return Ok(Vec::new()) };
    if let Some((other, second)) = written.iter().find(|(other, _)| other != name) {
        let message = say!("格式写了两种：“{name}”和“{other}”", "two schemas are named: '{name}' and '{other}'");
        let finding = Finding::error(faults::UNKNOWN_WORD, *second, message);
        let finding = finding.help(say!(
            "全部文件是同一种格式，只在 plan.yaml 写一次",
            "all files are of one schema; name it once, in plan.yaml"
        ));
        return Err(Box::new(finding.related(*place, say!("另一处在这里", "the other one is here"))));
    }
    from(name, PUBLISHED).map_err(|why| Box::new(why.finding(name, *place)))
}

/// The published schemas by name.
pub(super) fn names() -> Vec<String> {
    PUBLISHED.iter().map(|schema| format!("{FAMILY}{}", schema.number)).collect()
}

/// Lifts a file.
pub(super) fn lift(root: &mut Node, steps: &[Lift]) {
    steps.iter().for_each(|step| step(root));
}

/// The schema as written, and where; in a sound plan once.
fn written(texts: &[FileId], sources: &Sources) -> Vec<(String, Place)> {
    let mut written = Vec::new();
    for file in texts {
        let text = &sources.file(*file).text;
        // Only the file that has the line is parsed twice.
        if !text.lines().any(|line| line.starts_with("schema:")) {
            continue;
        }
        let parsed = tree::parse(*file, text, &mut Default::default());
        let node = parsed.root.as_ref().and_then(|root| root.get("schema"));
        if let Some(Node { place, value: Value::Scalar { text, .. }, .. }) = node {
            written.push((text.clone(), *place));
        }
    }
    written
}

/// Why a schema cannot be read.
#[derive(Debug, PartialEq, Eq)]
enum Unread {
    Newer,
    Unknown,
}

/// The steps from the schema called `name` to the last of `published`.
fn from(name: &str, published: &[Schema]) -> Result<Vec<Lift>, Unread> {
    let number: u32 = name.strip_prefix(FAMILY).and_then(|number| number.parse().ok()).ok_or(Unread::Unknown)?;
    if published.last().is_some_and(|last| number > last.number) {
        return Err(Unread::Newer);
    }
    let at = published.iter().position(|schema| schema.number == number).ok_or(Unread::Unknown)?;
    Ok(published[at..].iter().filter_map(|schema| schema.lift).collect())
}

impl Unread {
    fn finding(&self, name: &str, place: Place) -> Finding {
        let known = names().join("、");
        match self {
            Self::Newer => Finding::error(
                faults::UNKNOWN_WORD,
                place,
                say!("这份预案的格式“{name}”比本程序新", "the schema '{name}' is newer than this program"),
            )
            .help(say!(
                "本程序读 {known}；换用新版 plangen，不要改这一行：新格式的内容旧程序读不对",
                "this program reads {known}; use a newer plangen and leave the line as it is: an old program would misread the rest"
            )),
            Self::Unknown => Finding::error(
                faults::UNKNOWN_WORD,
                place,
                say!("没有“{name}”这种预案格式", "there is no schema '{name}'"),
            )
            .help(say!("写 {known} 中的一个", "write one of {known}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Puts a word behind the value of the only key.
    fn add(root: &mut Node, word: &str) {
        let Value::Mapping(entries) = &mut root.value else { return };
        if let Some((_, Node { value: Value::Scalar { text, .. }, .. })) = entries.first_mut() {
            text.push_str(word);
        }
    }

    const THREE: &[Schema] = &[
        Schema { number: 1, lift: Some(|root| add(root, " one")) },
        Schema { number: 2, lift: Some(|root| add(root, " two")) },
        Schema { number: 3, lift: None },
    ];

    fn lifted(name: &str) -> String {
        let mut sources = Sources::default();
        let file = sources.add("plan.yaml".to_owned(), "title: as written\n");
        let mut root = tree::parse(file, "title: as written\n", &mut Default::default()).root.unwrap();
        lift(&mut root, &from(name, THREE).unwrap());
        match &root.get("title").unwrap().value {
            Value::Scalar { text, .. } => text.clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_file_takes_every_step_from_its_own_schema_on_in_order() {
        assert_eq!(lifted("plangen/1"), "as written one two");
        assert_eq!(lifted("plangen/2"), "as written two");
        assert_eq!(lifted("plangen/3"), "as written");
    }

    #[test]
    fn newer_is_told_from_unknown() {
        assert_eq!(from("plangen/4", THREE).unwrap_err(), Unread::Newer);
        for name in ["plangen/0", "plangen", "plangen/one", "other/1", ""] {
            assert_eq!(from(name, THREE).unwrap_err(), Unread::Unknown, "{name}");
        }
    }

    #[test]
    fn every_schema_but_the_last_leads_to_the_next() {
        let (last, before) = PUBLISHED.split_last().unwrap();
        assert!(last.lift.is_none() && before.iter().all(|schema| schema.lift.is_some()));
        assert!(PUBLISHED.windows(2).all(|pair| pair[0].number < pair[1].number));
    }
}
