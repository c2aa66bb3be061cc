//! Every name under which something is found, with its page: rules, faults of reading, of
//! templates, of baselines.

use super::Stop;
use super::documents::UNKNOWN_DOCUMENT;
use super::previous::{UNEXPLAINED_CHANGE, UNREADABLE_VERSION, UNUSED_REASON};
use super::room::TEXT_TOO_LONG;
use super::trouble::{MISSING_GLYPH, TEMPLATE_FAULT, UNFIT_VALUE};
use crate::check::{self, RULES};
use crate::finding::{BAD_BASELINE, RuleName, SETTLED_FINDING, Severity, nearest};
use crate::load::faults;
use crate::report::RuleFacts;
use crate::say;

/// The pages of what is no rule of its own, one behind the other.
const FAULTS: &str = include_str!("faults.md");

/// The opening of the document of all pages.
const HEAD: &str = "\
# 规则手册

本手册由规则自己的页面生成（`plangen rules --format markdown`），不要手改。页面里的错例和对例都由测试执行过。在终端里看
一条：`plangen explain ORG02`。

错误：不能生成文件。警告：不能生成正式版。提示：供参考。标“不可豁免”的关系人身安全、法定时限或密级。

## 目录
";

/// A name and what is to be said about it.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// The name.
    pub name: RuleName,
    /// The most one of its findings weighs.
    pub severity: Severity,
    /// Whether a waiver may suspend it.
    pub waivable: bool,
    /// Whether it is a rule of the catalogue; the others keep a plan from being read or printed.
    pub is_rule: bool,
    /// What it is called, in Chinese.
    pub zh: &'static str,
    /// What it is called, in English.
    pub en: &'static str,
    /// Its page, in Chinese Markdown.
    pub page: &'static str,
}

impl Entry {
    /// The page behind its heading.
    pub fn body(&self) -> &'static str {
        body(self.page)
    }

    /// What machine formats tell about it, under a title in their language.
    pub fn facts(&self, title: &'static str) -> RuleFacts<'static> {
        RuleFacts { name: self.name, severity: self.severity, waivable: self.waivable, title, page: self.page }
    }
}

/// All entries: the rules in the order of their codes, then the others.
pub fn entries() -> Vec<Entry> {
    let mut entries: Vec<Entry> = RULES
        .iter()
        .map(|rule| {
            let (zh, en) = rule.title();
            let (name, severity, waivable) = (rule.name, severity(rule.page), rule.waivable);
            Entry { name, severity, waivable, is_rule: true, zh, en, page: rule.page }
        })
        .collect();
    let others = [
        check::VOID_WAIVER,
        UNEXPLAINED_CHANGE,
        UNREADABLE_VERSION,
        UNUSED_REASON,
        TEMPLATE_FAULT,
        MISSING_GLYPH,
        TEXT_TOO_LONG,
        UNFIT_VALUE,
        UNKNOWN_DOCUMENT,
        SETTLED_FINDING,
        BAD_BASELINE,
    ];
    for name in faults::ALL.iter().copied().chain(others) {
        if !entries.iter().any(|entry| entry.name == name) {
            let page = page(name);
            let (zh, en) = title(page);
            // What reading finds can be waived where it is no error: where it is, there is no plan.
            let severity = severity(page);
            // Nor can what is found when the rules have been asked and their waivers used up.
            let waivable = severity != Severity::Error && ![UNEXPLAINED_CHANGE, UNUSED_REASON].contains(&name);
            entries.push(Entry { name, severity, waivable, is_rule: false, zh, en, page });
        }
    }
    entries.sort_by_key(|entry| (order(entry.name.code), entry.name.code));
    entries
}

/// The entry a person means by an id or a code.
///
/// # Errors
/// Wrong usage, with the nearest word there is.
pub fn find(word: &str) -> Result<Entry, Stop> {
    let entries = entries();
    if let Some(entry) = entries.iter().find(|entry| entry.name.is(word)) {
        return Ok(*entry);
    }
    let words = entries.iter().flat_map(|entry| [entry.name.id, entry.name.code]);
    // Codes are typed in either case.
    let near = nearest(&word.to_ascii_uppercase(), words.clone()).or_else(|| nearest(word, words));
    let message = match near {
        Some(near) => say!("没有规则“{word}”，是不是“{near}”？", "there is no rule '{word}'; did you mean '{near}'?"),
        None => say!(
            "没有规则“{word}”；plangen rules 列出全部规则",
            "there is no rule '{word}'; plangen rules lists them all"
        ),
    };
    Err(Stop { code: 2, message })
}

/// All pages as one document in Markdown.
pub fn document() -> String {
    let entries = entries();
    let mut out = String::from(HEAD);
    for (family, zh) in FAMILIES {
        let own: Vec<_> = entries.iter().filter(|entry| family_of(entry.name.code) == *family).collect();
        if own.is_empty() {
            continue;
        }
        out.push_str(&format!(
            "\n### {family} {zh}\n\n| 编号 | 规则 | 级别 | 可否豁免 | 英文名 |\n|---|---|---|---|---|\n"
        ));
        for entry in own {
            let (code, id, zh) = (entry.name.code, entry.name.id, entry.zh);
            let anchor = code.to_ascii_lowercase();
            let level = level(entry.page);
            let waivable = if entry.waivable { "可" } else { "否" };
            out.push_str(&format!("| [{code}](#{anchor}) | {zh} | {level} | {waivable} | `{id}` |\n"));
        }
    }
    for entry in &entries {
        let (code, id, zh) = (entry.name.code, entry.name.id, entry.zh);
        let anchor = code.to_ascii_lowercase();
        out.push_str(&format!("\n---\n\n<a id=\"{anchor}\"></a>\n\n## {code} {zh}\n\n`{id}`\n\n"));
        out.push_str(&lowered(entry.page));
    }
    out
}

/// What follows the heading of a page and the title below it.
fn body(page: &'static str) -> &'static str {
    let rest = page.split_once('\n').map_or("", |(_, rest)| rest).trim_start();
    if rest.starts_with("标题：") { rest.split_once('\n').map_or("", |(_, rest)| rest) } else { rest }
}

/// A page below its own heading, which stands already, with the others a level lower.
fn lowered(page: &'static str) -> String {
    let mut fenced = false;
    let lines = body(page).lines().map(|line| {
        fenced ^= line.starts_with("```");
        let heading = !fenced && line.starts_with("## ");
        if heading { format!("#{line}\n") } else { format!("{line}\n") }
    });
    lines.collect()
}

/// The families in the order of the catalogue.
const FAMILIES: &[(&str, &str)] = &[
    ("STR", "结构与引用"),
    ("ORG", "组织与人员"),
    ("CON", "联系方式"),
    ("EVT", "分级、预警与报告"),
    ("PLB", "处置方案"),
    ("FRM", "表单"),
    ("RES", "资源与合同"),
    ("REV", "评估、演练、版本"),
    ("LNG", "文字与公文格式"),
    ("PRV", "个人信息与保密"),
    ("SYN", "写法"),
    ("INP", "文件"),
    ("DRF", "导入的方案"),
    ("TPL", "排版"),
    ("BAS", "基线"),
];

fn family_of(code: &str) -> &str {
    code.trim_end_matches(|c: char| c.is_ascii_digit())
}

fn order(code: &str) -> usize {
    FAMILIES.iter().position(|(family, _)| *family == family_of(code)).unwrap_or(FAMILIES.len())
}

/// The page of a name that is no rule; every name has one, which a test holds.
fn page(name: RuleName) -> &'static str {
    let head = format!("# {}（{}）\n", name.id, name.code);
    let Some(start) = FAULTS.find(&head) else { return "" };
    let rest = &FAULTS[start..];
    rest[1..].find("\n# ").map_or(rest, |end| &rest[..end + 2])
}

fn title(page: &'static str) -> (&'static str, &'static str) {
    let line = page.lines().find_map(|line| line.strip_prefix("标题："));
    line.and_then(|line| line.split_once(" · ")).unwrap_or_default()
}

fn level(page: &str) -> &str {
    page.lines().find_map(|line| line.strip_prefix("级别：")).unwrap_or("")
}

/// The most that the page says its findings weigh.
fn severity(page: &str) -> Severity {
    match level(page).split('；').next() {
        Some("提示") => Severity::Info,
        Some("警告") => Severity::Warning,
        _ => Severity::Error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_a_title_and_a_page_and_every_page_a_name() {
        let entries = entries();
        for entry in &entries {
            let head = format!("# {}（{}）", entry.name.id, entry.name.code);
            assert!(entry.page.starts_with(&head), "{head} has no page");
            assert!(!entry.zh.is_empty() && entry.en.is_ascii() && !entry.en.is_empty(), "{head} has no title");
            assert!(order(entry.name.code) < FAMILIES.len(), "{head} is of no known family");
        }
        for head in FAULTS.lines().filter_map(|line| line.strip_prefix("# ")) {
            let known = entries.iter().any(|entry| head == format!("{}（{}）", entry.name.id, entry.name.code));
            assert!(known, "{head} is the page of nothing");
        }
    }

    #[test]
    fn a_name_is_found_by_id_and_code_and_a_near_one_is_offered() {
        assert_eq!(find("org02").unwrap().name.id, "role-without-backup");
        assert_eq!(find("role-without-backup").unwrap().name.code, "ORG02");
        for (word, near) in
            [("role-without-backups", "“role-without-backup”"), ("syn2", "“SYN0"), ("天气", "plangen rules")]
        {
            let stop = find(word).unwrap_err();
            assert!(stop.code == 2 && stop.message.zh.contains(near), "{}", stop.message.zh);
        }
    }
}
