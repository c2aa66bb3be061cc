//! What is due for verification, for people and for programs.
//!
//! Contacts appear by id and label, never with a number or a person's name.

use serde::Serialize;

use crate::finding::Language;

/// The list.
#[derive(Debug, Serialize)]
pub struct Due {
    /// The day it assumes.
    pub as_of: String,
    /// How many contacts stand how.
    pub summary: Summary,
    /// Bodies with something to verify, the most pressing first.
    pub bodies: Vec<DueBody>,
}

/// How many contacts stand how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// The verification ran out.
    pub overdue: usize,
    /// Never verified.
    pub never: usize,
    /// Did not work when last verified.
    pub failed: usize,
    /// Verified after the day assumed.
    pub future: usize,
    /// Runs out soon.
    pub soon: usize,
    /// Counts.
    pub good: usize,
    /// Needs none.
    pub exempt: usize,
}

/// A body and what it has to confirm.
#[derive(Debug, Serialize)]
pub struct DueBody {
    /// `unit:info-center`
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its contacts, the most pressing first.
    pub contacts: Vec<DueContact>,
}

/// How pressing a contact is; the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Did not work when last verified.
    Failed,
    /// Never verified.
    Never,
    /// Verified after the day assumed.
    Future,
    /// The verification ran out.
    Overdue,
    /// Runs out soon.
    Soon,
    /// Counts.
    Good,
}

/// A contact to verify.
#[derive(Debug, Serialize)]
pub struct DueContact {
    /// Its id.
    pub id: String,
    /// What readers look for.
    pub label: String,
    /// Chapter of the contact book.
    pub class: &'static str,
    /// How it stands.
    pub state: State,
    /// The verification before, where there is one.
    pub last: Option<Last>,
    /// The last day on which that counts.
    pub until: Option<String>,
    /// Days left up to that day; below 0 where it has passed.
    pub days_left: Option<i64>,
    /// File and line of the contact.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
}

/// A verification.
#[derive(Debug, Serialize)]
pub struct Last {
    /// When.
    pub date: String,
    /// Id of the role that did.
    pub by: String,
    /// The name of that role.
    pub by_name: String,
    /// How.
    pub how: &'static str,
    /// What came of it.
    pub result: &'static str,
}

/// The list as one JSON object with a line feed at its end.
pub fn due_json(due: &Due) -> String {
    let mut text = serde_json::to_string_pretty(due)
        .unwrap_or_else(|error| unreachable!("strings and numbers serialise: {error}"));
    text.push('\n');
    text
}

/// The list for people.
pub fn due_text(due: &Due, language: Language) -> String {
    let pick = |zh: String, en: String| match language {
        Language::Chinese => zh,
        Language::English => en,
    };
    let mut text = String::new();
    for body in &due.bodies {
        text.push_str(&format!("{} ({})\n", body.name, body.id));
        let told: Vec<[String; 4]> = body
            .contacts
            .iter()
            .map(|contact| {
                let last = contact.last.as_ref().map_or_else(String::new, |last| {
                    let Last { date, by_name, how, .. } = last;
                    pick(format!("上次 {date} {how}（{by_name}）"), format!("last {date} {how} ({by_name})"))
                });
                [state(contact, language), contact.id.clone(), contact.label.clone(), last]
            })
            .collect();
        let widths: Vec<usize> =
            (0..3).map(|at| told.iter().map(|row| columns(&row[at])).max().unwrap_or(0) + 2).collect();
        for row in told {
            let mut line = String::from("  ");
            for (cell, width) in row.iter().zip(&widths) {
                line.push_str(cell);
                line.push_str(&" ".repeat(width - columns(cell)));
            }
            line.push_str(&row[3]);
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text.push('\n');
    }
    let Summary { overdue, never, failed, future, soon, good, exempt } = due.summary;
    let as_of = &due.as_of;
    let mut zh = format!("基准日 {as_of}：超期 {overdue}，从未核实 {never}，上次不通 {failed}");
    let mut en = format!("As of {as_of}: {overdue} overdue, {never} never verified, {failed} did not work");
    if future > 0 {
        zh.push_str(&format!("，日期在基准日之后 {future}"));
        en.push_str(&format!(", {future} dated later"));
    }
    zh.push_str(&format!("，将到期 {soon}；在期内 {good}，免核实 {exempt}\n"));
    en.push_str(&format!(", {soon} due soon; {good} good, {exempt} exempt\n"));
    text.push_str(&pick(zh, en));
    text
}

fn state(contact: &DueContact, language: Language) -> String {
    let days = contact.days_left.unwrap_or_default();
    let (zh, en) = match contact.state {
        State::Failed => {
            let word = contact.last.as_ref().map_or("", |last| last.result);
            (format!("上次{word}"), format!("failed ({word})"))
        }
        State::Never => ("从未核实".to_owned(), "never verified".to_owned()),
        State::Future => ("日期未到".to_owned(), "dated later".to_owned()),
        State::Overdue => (format!("超期 {} 天", -days), format!("{} days over", -days)),
        State::Soon | State::Good => (format!("还有 {days} 天"), format!("{days} days left")),
    };
    match language {
        Language::Chinese => zh,
        Language::English => en,
    }
}

/// How many half-width columns a text takes.
fn columns(text: &str) -> usize {
    text.chars().map(|character| if character.is_ascii() { 1 } else { 2 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contact(id: &str, state: State, days_left: Option<i64>) -> DueContact {
        let last = Last {
            date: "2026-06-01".into(),
            by: "liaison".into(),
            by_name: "联络员".into(),
            how: "拨通",
            result: "空号",
        };
        DueContact {
            id: id.into(),
            label: "值班电话".into(),
            class: "值班",
            last: (state != State::Never).then_some(last),
            state,
            until: None,
            days_left,
            file: "a.yaml".into(),
            line: 1,
        }
    }

    #[test]
    fn columns_stand_below_each_other_in_either_language() {
        let contacts = vec![
            contact("a", State::Failed, None),
            contact("long-id", State::Never, None),
            contact("b", State::Overdue, Some(-5)),
            contact("c", State::Soon, Some(0)),
        ];
        let summary = Summary { overdue: 1, never: 1, failed: 1, soon: 1, good: 7, exempt: 2, future: 0 };
        let bodies = vec![DueBody { id: "unit:x".into(), name: "办公室".into(), contacts }];
        let due = Due { as_of: "2026-09-07".into(), summary, bodies };
        let wanted = "\
办公室 (unit:x)
  上次空号   a        值班电话  上次 2026-06-01 拨通（联络员）
  从未核实   long-id  值班电话
  超期 5 天  b        值班电话  上次 2026-06-01 拨通（联络员）
  还有 0 天  c        值班电话  上次 2026-06-01 拨通（联络员）

基准日 2026-09-07：超期 1，从未核实 1，上次不通 1，将到期 1；在期内 7，免核实 2
";
        assert_eq!(due_text(&due, Language::Chinese), wanted);
        let english = due_text(&due, Language::English);
        assert!(english.contains("  5 days over     b  "), "{english}");
        assert!(english.ends_with("1 overdue, 1 never verified, 1 did not work, 1 due soon; 7 good, 2 exempt\n"));
    }
}
