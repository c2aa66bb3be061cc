//! Where a verification is written into the text of a plan: the values of one `verified`, or one
//! line where there was none.
//!
//! Every other byte stays. What the edited text says is read again and held against what it
//! should say, so that an entry written in some unusual way is refused instead of spoiled.

use super::findings::Findings;
use super::tree::{self, Key, Node, Order, Value};
use crate::finding::mend::apply;
use crate::finding::{Edit, FileId, Message, Place};
use crate::model::Date;
use crate::model::contact::{VerifiedHow, VerifiedResult};
use crate::say;

/// What is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// When.
    pub date: Date,
    /// Id of the role that verified.
    pub by: String,
    /// How.
    pub how: VerifiedHow,
    /// What came of it.
    pub result: VerifiedResult,
}

impl Record {
    /// Keys and values in the order of the plan.
    pub(super) fn pairs(&self) -> [(&'static str, String); 4] {
        [
            ("date", self.date.to_string()),
            ("by", self.by.clone()),
            ("how", self.how.word().to_owned()),
            ("result", self.result.word().to_owned()),
        ]
    }

    /// As the plan writes it.
    pub(super) fn written(&self) -> String {
        let [date, by, how, result] = self.pairs().map(|(key, value)| format!("{key}: {value}"));
        format!("verified: {{{date}, {by}, {how}, {result}}}")
    }
}

/// The text of `file` with `records` written into the contacts of these ids, which it holds.
///
/// # Errors
/// When an entry is written in a way that cannot be edited without touching something else.
pub fn record(file: FileId, text: &str, records: &[(&str, Record)]) -> Result<String, Message> {
    let root = tree::parse(file, text, &mut Findings::default()).root;
    let mut edits = Vec::new();
    let mut wanted = root.clone();
    for (id, record) in records {
        let by_hand = || by_hand(id, record);
        let entry = root.as_ref().and_then(|root| entry(root, id)).ok_or_else(by_hand)?;
        edits.extend(edits_of(file, text, entry, record).ok_or_else(by_hand)?);
        let target = wanted.as_mut().and_then(|root| entry_mut(root, id)).ok_or_else(by_hand)?;
        write(target, record);
    }
    edits.sort_by_key(|edit| (edit.place.start, edit.place.end));
    let edited = apply(text, &edits.iter().collect::<Vec<_>>());
    let mut findings = Findings::default();
    let got = tree::parse(file, &edited, &mut findings).root;
    let same = match (&got, &wanted) {
        (Some(got), Some(wanted)) => got.says_the_same(wanted, Order::Free),
        _ => false,
    };
    match records {
        _ if same && !findings.has_errors() => Ok(edited),
        [(id, record), ..] => Err(by_hand(id, record)),
        [] => Ok(edited),
    }
}

fn by_hand(id: &str, record: &Record) -> Message {
    let line = record.written();
    say!(
        "“{id}”的写法特殊，不能只改一处；没有改动，请手工写上：{line}",
        "'{id}' is written in a way that cannot be edited in one place; nothing was changed, write it by hand: {line}"
    )
}

fn entry<'n>(root: &'n Node, id: &str) -> Option<&'n Node> {
    let Value::Sequence(items) = &root.get("contacts")?.value else { return None };
    items.iter().find(|item| item.get("id").is_some_and(|own| is(own, id)))
}

fn entry_mut<'n>(root: &'n mut Node, id: &str) -> Option<&'n mut Vec<(Key, Node)>> {
    let Value::Mapping(entries) = &mut root.value else { return None };
    let (_, contacts) = entries.iter_mut().find(|(key, _)| key.text == "contacts")?;
    let Value::Sequence(items) = &mut contacts.value else { return None };
    let item = items.iter_mut().find(|item| item.get("id").is_some_and(|own| is(own, id)))?;
    match &mut item.value {
        Value::Mapping(entries) => Some(entries),
        _ => None,
    }
}

fn is(node: &Node, text: &str) -> bool {
    matches!(&node.value, Value::Scalar { text: own, .. } if own == text)
}

/// Puts the record into the tree of an entry.
fn write(entry: &mut Vec<(Key, Node)>, record: &Record) {
    let Some(place) = entry.first().map(|(key, _)| key.place) else { return };
    let key = |text: &str| Key { text: text.to_owned(), place };
    let node = |value| Node { place, value, truncated: false };
    let pairs = record.pairs().map(|(name, text)| (key(name), node(Value::Scalar { text, verbatim_at: None })));
    let verified = node(Value::Mapping(pairs.into()));
    match entry.iter_mut().find(|(key, _)| key.text == "verified") {
        Some((_, old)) => *old = verified,
        None => entry.push((key("verified"), verified)),
    }
}

/// The edits of one entry; `None` where it is written in an unusual way.
pub(super) fn edits_of(file: FileId, text: &str, entry: &Node, record: &Record) -> Option<Vec<Edit>> {
    let Some(verified) = entry.get("verified") else {
        return Some(vec![insertion(file, text, entry, record)?]);
    };
    let mut edits = Vec::new();
    for (key, value) in record.pairs() {
        let node = verified.get(key)?;
        if !is(node, &value) {
            edits.push(Edit { place: node.place, text: value });
        }
    }
    Some(edits)
}

/// A new `verified` behind the points, where the plan has it.
fn insertion(file: FileId, text: &str, entry: &Node, record: &Record) -> Option<Edit> {
    let Value::Mapping(entries) = &entry.value else { return None };
    let (key, points) = entries.iter().find(|(key, _)| key.text == "points")?;
    let end = last_byte(text, points);
    if text.get(entry.place.start as usize..)?.starts_with('{') {
        let place = Place::new(file, end..end);
        return Some(Edit { place, text: format!(", {}", record.written()) });
    }
    let line = text.get(..key.place.start as usize)?.rfind('\n').map_or(0, |at| at + 1);
    // What stands before the key: blanks, or the dash of the entry.
    let before = text.get(line..key.place.start as usize)?;
    let indent = " ".repeat(before.chars().count());
    let rest = text.get(end..)?;
    let end_of_line = rest.find('\n').map_or(text.len(), |at| end + at);
    let (at, ending) =
        if text[..end_of_line].ends_with('\r') { (end_of_line - 1, "\r\n") } else { (end_of_line, "\n") };
    let written = format!("{ending}{indent}{}", record.written());
    Some(Edit { place: Place::new(file, at..at), text: written })
}

/// Where a value ends: the parser lets a block run on over comments and empty lines.
pub(super) fn last_byte(text: &str, node: &Node) -> usize {
    let (start, end) = (node.place.start as usize, node.place.end as usize);
    let flow = text.get(start..).is_some_and(|rest| rest.starts_with(['[', '{']));
    match &node.value {
        Value::Sequence(items) if !flow => items.last().map_or(end, |item| last_byte(text, item)),
        Value::Mapping(entries) if !flow => entries.last().map_or(end, |(_, item)| last_byte(text, item)),
        _ => text.get(..end).map_or(end, |before| before.trim_end().len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Sources;

    fn recorded(text: &str, id: &str) -> Result<String, Message> {
        let file = Sources::default().add("contacts.yaml".into(), text);
        let record = Record {
            date: Date::constant(2026, 11, 25),
            by: "liaison".into(),
            how: VerifiedHow::Called,
            result: VerifiedResult::Reached,
        };
        record_one(file, text, id, record)
    }

    fn record_one(file: FileId, text: &str, id: &str, one: Record) -> Result<String, Message> {
        record(file, text, &[(id, one)])
    }

    /// Replaces `before` by `after` in `text` and demands that recording does just that.
    fn changes(text: &str, id: &str, before: &str, after: &str) {
        assert_eq!(text.matches(before).count(), 1, "{before}");
        assert_eq!(recorded(text, id).unwrap(), text.replace(before, after));
    }

    const NEW: &str = "verified: {date: 2026-11-25, by: liaison, how: 拨通, result: 通}";

    #[test]
    fn values_change_and_comments_stay_in_flow_and_in_block() {
        let text = "# 顶\ncontacts:\n  - id: a   # 甲\n    points:\n      - {kind: 手机, value: \"1\", rank: 1}\n\
            \x20   verified: { date: 2026-08-01,  by: liaison, how: 拨通, result: 通 } # 尾\n    note: b\n\n  - id: b\n\
            \x20   verified:\n      # 打了三次\n      result: 空号   # 待查\n      how: \"短信\"\n      by: recorder\n\
            \x20     date: 2026-09-01\n    points: []\n";
        changes(text, "a", "2026-08-01", "2026-11-25");
        let b = text
            .replace("空号   #", "通   #")
            .replace("\"短信\"", "拨通")
            .replace("recorder", "liaison")
            .replace("2026-09-01", "2026-11-25");
        assert_eq!(recorded(text, "b").unwrap(), b);
    }

    #[test]
    fn what_is_recorded_already_changes_nothing() {
        let text = format!("contacts:\n  - id: a\n    points: [{{value: x}}]\n    {NEW}\n");
        assert_eq!(recorded(&text, "a").unwrap(), text);
    }

    #[test]
    fn a_missing_key_is_a_line_behind_the_points() {
        let text = "contacts:\n  - id: a\n    points:\n      - kind: 手机   # 常用\n        value: \"1\" # 号\n\
            \x20   # 备注\n    note: x\n  - id: b\n    points: [{value: \"2\"}]\n";
        changes(text, "a", "# 号\n", &format!("# 号\n    {NEW}\n"));
        changes(text, "b", "\"2\"}]\n", &format!("\"2\"}}]\n    {NEW}\n"));
        let bare = "contacts:\n- points:\n  - value: \"1\"\n  id: a";
        changes(bare, "a", "\"1\"\n", &format!("\"1\"\n  {NEW}\n"));
        let last = "contacts:\n- id: a\n  points: [{value: \"1\"}]";
        assert_eq!(recorded(last, "a").unwrap(), format!("{last}\n  {NEW}"));
    }

    #[test]
    fn line_ends_stay_what_they_are() {
        let text = "contacts:\r\n  - id: a\r\n    points:\r\n      - {value: x}\r\n    note: y\r\n";
        changes(text, "a", "{value: x}\r\n", &format!("{{value: x}}\r\n    {NEW}\r\n"));
    }

    #[test]
    fn an_entry_in_flow_style_stays_in_flow_style() {
        let text = "contacts: [{id: a, points: [{value: x}], note: y}, {id: b, points: [{value: z}]}]\n";
        changes(text, "a", "x}]", &format!("x}}], {NEW}"));
        changes(text, "b", "z}]", &format!("z}}], {NEW}"));
    }

    #[test]
    fn what_would_touch_something_else_is_refused() {
        // The last point ends in a block text, behind which no line can be put in safely.
        let odd = "contacts:\n  - id: a\n    points:\n      - note: |\n          x\n\n          y\n\n    label: z\n";
        let done = recorded(odd, "a");
        assert!(done.as_ref().is_ok_and(|text| text.contains("y\n    verified")) || done.is_err(), "{done:?}");
        let null = "contacts:\n  - id: a\n    points: [x]\n    verified:\n    note: y\n";
        assert!(recorded(null, "a").unwrap_err().zh.contains(NEW));
        assert!(recorded("contacts:\n  - id: a\n    points: [x]\n", "b").is_err());
    }
}
