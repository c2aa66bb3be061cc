//! What stands before the first tab: cover, what to open first, approval, order, records.

use serde::Serialize;

use super::Part;
use crate::model::Sourced;
use crate::views::refer::{Edition, date_in_words, group_name};
use crate::views::title;

/// The front of a binder.
#[derive(Debug, Clone, Serialize)]
pub struct Front {
    /// The cover.
    pub cover: Cover,
    /// What is seen and which chapter to open.
    pub shortcuts: Vec<Shortcut>,
    /// Who made, checked and approved it.
    pub approval: Record,
    /// The order that issues it, a paragraph each.
    pub order: Vec<String>,
    /// Who signs the order, and when.
    pub signed: [String; 2],
    /// Versions, exchanged sheets, copies.
    pub records: Vec<Record>,
}

/// The cover.
#[derive(Debug, Clone, Serialize)]
pub struct Cover {
    /// The title in lines.
    pub title_lines: Vec<String>,
    /// Labels and what stands behind them.
    pub lines: Vec<(&'static str, String)>,
    /// How many copies there are; none where no list says so.
    pub copies: Option<usize>,
}

/// What is seen, and which chapter to open.
#[derive(Debug, Clone, Serialize)]
pub struct Shortcut {
    /// What is seen.
    pub seen: String,
    /// The playbook.
    pub playbook: String,
    /// The code of its first page.
    pub page: String,
    /// Whether lives are in danger.
    pub life_safety: bool,
}

/// A table that is partly filled and goes on by hand.
#[derive(Debug, Clone, Serialize)]
pub struct Record {
    /// Its title.
    pub title: &'static str,
    /// What to know before filling it.
    pub note: &'static str,
    /// Titles of the columns and their shares of the width.
    pub columns: Vec<(&'static str, u32)>,
    /// Rows that are known.
    pub rows: Vec<Vec<String>>,
    /// Empty rows.
    pub blank: usize,
}

pub(super) fn front(edition: &Edition<'_>, parts: &[Part]) -> Front {
    let plan = edition.plan;
    let document = &plan.head.document;
    let version = &plan.head.version.value;
    let approved = plan.versions.iter().find(|own| own.version.value == *version);
    let approved_by = approved.and_then(|own| own.approved_by.as_ref()).map(|by| by.value.clone());
    let office = document.interpreted_by.as_ref().map(|id| group_name(&plan.groups[id], false));
    let office = office.unwrap_or_else(|| edition.organisation()).to_owned();
    let dated = date_in_words(document.dated.value);
    let title = edition.plan_title();
    let replaces: Vec<_> = document.replaces.iter().map(|number| number.value.as_str()).collect();
    let mut order = vec![match &approved_by {
        Some(by) => format!("《{title}》（{}，版本{version}）经{by}批准，现予发布，", document.number),
        None => format!("《{title}》（{}，版本{version}）现予发布，", document.number),
    }];
    let effective = document.effective.as_ref().map_or("自发布之日起施行", |text| text.value.as_str());
    order[0].push_str(effective);
    if replaces.is_empty() {
        order[0].push('。');
    } else {
        order[0].push_str(&format!("，{}同时废止。", replaces.join("、")));
    }
    order.push(
        "本册为受控本。各册保管人应当妥善保管，不得复制、拍照或者外借；收到换页或者新版后当日更换，旧页、旧册交回销毁，\
         并在换页登记和分发登记上签字。"
            .to_owned(),
    );
    Front {
        cover: Cover {
            title_lines: title::lines(&title, &[edition.organisation()]),
            lines: vec![
                ("预案编号", document.number.to_string()),
                ("版　　本", version.clone()),
                ("编制单位", office.clone()),
                ("发布单位", edition.organisation().to_owned()),
                ("发布日期", dated.clone()),
                ("施　　行", effective.to_owned()),
            ],
            copies: (!plan.binders.is_empty()).then_some(plan.binders.len()),
        },
        shortcuts: shortcuts(edition, parts),
        approval: approval(office, approved_by.unwrap_or_default()),
        order,
        signed: [edition.organisation().to_owned(), dated],
        records: vec![revisions(edition), exchanged(), copies(edition)],
    }
}

/// Each trigger with the playbook it starts; what endangers life first.
fn shortcuts(edition: &Edition<'_>, parts: &[Part]) -> Vec<Shortcut> {
    let chapters = parts.iter().flat_map(|part| &part.chapters);
    let mut shortcuts: Vec<Shortcut> = edition
        .plan
        .playbooks
        .iter()
        .filter_map(|playbook| {
            let title = playbook.title.value.clone();
            let chapter = chapters.clone().find(|chapter| chapter.title == title)?;
            let seen = playbook.triggers.iter().map(|id| edition.plan.triggers[id].label.value.as_str());
            Some(Shortcut {
                seen: seen.collect::<Vec<_>>().join("；"),
                page: format!("{}-1", chapter.number),
                life_safety: !playbook.hazards.is_empty(),
                playbook: title,
            })
        })
        .collect();
    shortcuts.sort_by_key(|shortcut| !shortcut.life_safety);
    shortcuts
}

fn approval(office: String, approved_by: String) -> Record {
    let row = |step: &str, unit: String| vec![step.to_owned(), unit, String::new(), String::new(), String::new()];
    Record {
        title: "批准页",
        note: "签字齐全方为有效。",
        columns: vec![("环节", 2), ("单位或职务", 5), ("姓名", 3), ("签字", 4), ("日期", 4)],
        rows: vec![
            row("编制", office),
            row("编制", String::new()),
            row("审核", String::new()),
            row("审核", String::new()),
            row("会签", String::new()),
            row("会签", String::new()),
            row("会签", String::new()),
            row("批准", approved_by),
        ],
        blank: 0,
    }
}

fn revisions(edition: &Edition<'_>) -> Record {
    let rows = edition.plan.versions.iter().map(|own| {
        let filed = own
            .filed
            .as_ref()
            .map_or_else(String::new, |filed| format!("{}，{}", filed.to.value, date_in_words(filed.date.value)));
        vec![
            own.version.value.clone(),
            written(own.number.as_ref()),
            date_in_words(own.issued.value),
            own.summary.value.clone(),
            written(own.approved_by.as_ref()),
            filed,
        ]
    });
    Record {
        title: "修订记录",
        note: "每次修订登记一行，旧行不删；逐条内容见修订对照表。",
        columns: vec![("版本", 15), ("文号", 33), ("发布日期", 28), ("修订内容", 40), ("批准", 22), ("备案", 32)],
        rows: rows.collect(),
        blank: 6,
    }
}

fn exchanged() -> Record {
    Record {
        title: "换页登记",
        note: "换页以章为单位：按页脚的页码（如2.5-1至2.5-8）整章换下旧页，核对新页的版本和编码后装入。",
        columns: vec![("日期", 3), ("换下页码、编码", 5), ("换上页码、编码", 5), ("原因", 4), ("经手人签字", 3)],
        rows: Vec::new(),
        blank: 14,
    }
}

fn copies(edition: &Edition<'_>) -> Record {
    let plan = edition.plan;
    let rows = plan.binders.iter().map(|own| {
        let role = own.holder.as_ref().map(|id| &plan.roles[id]);
        vec![
            format!("{:02}", own.copy.value),
            written(own.kept_at.as_ref()),
            role.map_or_else(String::new, |role| role.name.value.clone()),
            role.and_then(|role| edition.first(role).name).unwrap_or_default(),
            written(own.version.as_ref()),
            own.received.as_ref().map_or_else(String::new, |date| date_in_words(date.value)),
            String::new(),
            String::new(),
        ]
    });
    Record {
        title: "分发登记",
        note: "份号写在封面和书脊上；发放新版时收回旧册销毁。",
        columns: vec![
            ("份号", 11),
            ("存放地点", 33),
            ("保管岗位", 30),
            ("保管人", 16),
            ("版本", 14),
            ("签收日期", 27),
            ("签收", 19),
            ("收回旧册", 20),
        ],
        rows: rows.collect(),
        blank: 4,
    }
}

/// What the records say; a place to write where they say nothing.
fn written(text: Option<&Sourced<String>>) -> String {
    text.map_or_else(String::new, |text| text.value.clone())
}
