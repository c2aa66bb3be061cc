//! Whether a sheet on a wall is still the one that counts: asked by its code.

use std::path::{Path, PathBuf};

use super::{Stop, documents};
use crate::check::Checked;
use crate::diff;
use crate::finding::Message;
use crate::load::{self, Loaded};
use crate::model::Clearance;
use crate::render::templates::Templates;
use crate::say;
use crate::views::revision::revision;
use crate::views::sheet::{CodeFault, SheetCode};

/// What is known of a sheet.
#[derive(Debug)]
pub struct Standing {
    /// Whether it still counts.
    pub current: bool,
    /// The answer, a line each.
    pub lines: Vec<Message>,
}

/// A version and the sheets it has.
struct Kept {
    name: String,
    plan: Checked,
    sheets: Vec<Printed>,
}

/// A sheet of a version.
pub(super) struct Printed {
    /// The file it is in.
    pub(super) path: String,
    /// Its code.
    pub(super) code: SheetCode,
    /// Who may have it.
    pub(super) clearance: Clearance,
}

/// Looks `code` up in the plan at `plan` and in the versions that are kept with it.
///
/// # Errors
/// When the text is no code, no version has it, or the plan cannot be read.
pub fn sheet(plan: &Path, code: &str) -> Result<Standing, Stop> {
    let code: SheetCode = code.parse().map_err(|fault| Stop { code: 2, message: mistyped(code, fault) })?;
    let now = load::load(plan).map_err(|message| Stop { code: 3, message })?;
    let shown = plan.display();
    let (folders, own) = match &now.plan {
        Some(now) => (folders(now, plan), now.head.version.value.clone()),
        None => (Vec::new(), String::new()),
    };
    let Some(now) = kept(own, now) else {
        let message = say!(
            "预案“{shown}”读不出来，认不出它的单张；运行 plangen check --plan {shown} 查看",
            "the plan '{shown}' cannot be read, so its sheets are not known; run plangen check --plan {shown}"
        );
        return Err(Stop { code: 1, message });
    };
    if let Some(found) = now.find(code) {
        let (version, path) = (&now.name, &found.path);
        let line = say!("现行有效：{code} 是 {version} 版的 {path}", "current: {code} is {path} of version {version}");
        return Ok(Standing { current: true, lines: vec![line] });
    }
    // From the newest: the version after the last one that has the sheet is the one that replaced it.
    let mut unread = Vec::new();
    let mut after = now;
    let mut later = Vec::new();
    for (name, folder) in folders.into_iter().rev() {
        let Some(version) = load::load(&folder).ok().and_then(|loaded| kept(name.clone(), loaded)) else {
            unread.push(name);
            continue;
        };
        if let Some(found) = version.find(code) {
            return Ok(Standing { current: false, lines: superseded(code, found, &version, &after) });
        }
        // A notice stands between two versions.
        let notices = documents::notices(&version.plan, &after.plan);
        if let Some(found) = notices.iter().find(|notice| notice.code == code) {
            return Ok(noticed(code, found, &version, &after, &later));
        }
        later = notices;
        after = version;
    }
    Err(Stop { code: 2, message: unknown(code, &unread) })
}

/// The versions before that are kept in a folder, the oldest first.
fn folders(plan: &crate::model::Plan, root: &Path) -> Vec<(String, PathBuf)> {
    let own = &plan.head.version.value;
    let others = plan.versions.iter().filter(|version| version.version.value != *own);
    others
        .filter_map(|version| Some((version.version.value.clone(), root.join(&version.folder.as_ref()?.value))))
        .collect()
}

/// A version with its sheets; `None` where it cannot be read. What rules find in it changes nothing
/// about what is printed on a sheet.
fn kept(name: String, loaded: Loaded) -> Option<Kept> {
    let plan = Checked::as_issued(loaded.plan?);
    let sheets = documents::sheets(&plan, &Templates::with(std::collections::BTreeMap::new()));
    Some(Kept { name, plan, sheets })
}

impl Kept {
    fn find(&self, code: SheetCode) -> Option<&Printed> {
        self.sheets.iter().find(|sheet| sheet.code == code)
    }
}

/// An exchange notice; `later` are those by which the version it brought was replaced.
fn noticed(code: SheetCode, found: &Printed, version: &Kept, after: &Kept, later: &[Printed]) -> Standing {
    let (old, new, path) = (&version.name, &after.name, &found.path);
    match later.iter().find(|notice| notice.path == *path) {
        None => Standing {
            current: true,
            lines: vec![say!(
                "现行有效：{code} 是由 {old} 版换为 {new} 版的换页通知（{path}），换完交回",
                "current: {code} is the notice that exchanges version {old} for {new} ({path}); hand it back when done"
            )],
        },
        Some(heir) => {
            let heir = heir.code;
            let lines = vec![
                say!(
                    "已被代替：{code} 是由 {old} 版换为 {new} 版的换页通知（{path}），{new} 版已不是现行版",
                    "superseded: {code} is the notice that exchanges version {old} for {new} ({path}); {new} no longer counts"
                ),
                say!("改按后一份换页通知换页：{heir}", "exchange by the notice after it: {heir}"),
            ];
            Standing { current: false, lines }
        }
    }
}

fn superseded(code: SheetCode, found: &Printed, version: &Kept, after: &Kept) -> Vec<Message> {
    let (old, new, path) = (&version.name, &after.name, &found.path);
    let mut lines = vec![say!(
        "已被代替：{code} 是 {old} 版的 {path}，{new} 版起不再有效",
        "superseded: {code} is {path} of version {old}; version {new} replaced it"
    )];
    lines.push(match after.sheets.iter().find(|sheet| sheet.path == *path) {
        Some(heir) => {
            let code = heir.code;
            say!("换上：{code}（{new} 版的 {path}）", "hang instead: {code} ({path} of version {new})")
        }
        None => say!("{new} 版没有这一张，取下即可", "version {new} has no such sheet; take it down"),
    });
    let comparison = diff::compare(&version.plan, &after.plan);
    let revision = revision(&version.plan, &after.plan, &comparison, found.clearance);
    let id = Path::new(path).file_stem().and_then(|name| name.to_str()).unwrap_or_default();
    let rows = revision.groups.iter().flat_map(|group| &group.rows);
    let own: Vec<_> = rows.filter(|row| row.entity.split_once(':').is_some_and(|(_, own)| own == id)).collect();
    for row in &own {
        let headline = &row.headline;
        lines.push(say!("改动：{headline}", "change: {headline}"));
    }
    if own.is_empty() {
        lines.push(say!(
            "改动在它引用的内容里（号码、岗位、名称）；plangen diff {old} {new} 列出全部",
            "what it refers to has changed (numbers, roles, names); plangen diff {old} {new} lists everything"
        ));
    }
    lines
}

fn unknown(code: SheetCode, unread: &[String]) -> Message {
    let names = unread.join("、");
    let also = match unread {
        [] => say!("", ""),
        _ => say!("；版本 {names} 读不出来，没有查", "; the versions {names} cannot be read and were not searched"),
    };
    let (zh, en) = (also.zh, also.en);
    say!(
        "现行版和保存的各版都没有编号为 {code} 的单张{zh}。编号本身没有抄错：可能是更早的版本，或者别的单位的预案，不要再用",
        "no version that is kept has a sheet {code}{en}. The code is not mistyped: it may be of an older version or of another body's plan; do not use the sheet"
    )
}

fn mistyped(text: &str, fault: CodeFault) -> Message {
    match fault {
        CodeFault::Length => say!(
            "“{text}”不是单张的编号：编号是八个字母和数字，如 K7PA-4XR9",
            "'{text}' is no code of a sheet: a code has eight letters and digits, as K7PA-4XR9"
        ),
        CodeFault::Character(character) => say!(
            "“{text}”里的“{character}”不会出现在编号里：编号只用 3 4 7 9 A C E F H J K M N P R T W X Y，照单张右下角再核对一遍",
            "'{character}' in '{text}' is in no code: codes are made of 3 4 7 9 A C E F H J K M N P R T W X Y; read the sheet again"
        ),
        CodeFault::Mistyped => say!(
            "编号“{text}”有一个字符抄错了，或者相邻两个写反了，照单张再核对一遍",
            "the code '{text}' has a wrong character, or two neighbours are exchanged; read the sheet again"
        ),
    }
}
