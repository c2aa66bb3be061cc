//! The page: how the last run ended, what it found, and the files there are.
//!
//! Everything of the plan reaches the template as a value. The page works without its script, which
//! only brings it up to date. It loads nothing but its own style and script, and frames the files.

use std::collections::BTreeMap;

use serde::Serialize;

use super::board::Board;
use super::route;
use crate::finding::Language;
use crate::render::markup;
use crate::render::templates::Templates;
use crate::report::browser::Told;
use crate::write::Listed;

/// Its style.
pub(super) const STYLE: &str = include_str!("watch.css");
/// Its script.
pub(super) const SCRIPT: &str = include_str!("watch.js");
/// Its icon.
pub(super) const ICON: &str = include_str!("watch.svg");
/// What it may load.
pub(super) const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
    connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const TEMPLATE: &str = "watch/page.html.j2";
const MARKUP: &str = include_str!("page.html.j2");

/// Files and folders of files by the path below the folder of their clearance, in the order of the
/// page, with what they are. One that is not listed comes last, under its own name.
const KINDS: &[(&str, &str, &str)] = &[
    ("official.pdf", "印发的红头文件", "The issued document"),
    ("plan.pdf", "公开版", "The public edition"),
    ("plan.html", "手机网页", "Page for a telephone"),
    ("checklists", "处置检查单", "Checklists"),
    ("posters", "墙报", "Posters"),
    ("cards", "处置卡", "Pocket cards"),
    ("forms", "空白表单", "Blank forms"),
    ("binder.pdf", "机房活页", "Machine-room binder"),
    ("exchange.pdf", "换页通知", "Exchange notice"),
    ("contacts.pdf", "应急通讯手册", "Contact handbook"),
    ("call-tree.pdf", "呼叫树", "Call tree"),
    ("contacts.xlsx", "通讯录（Excel）", "Contact book (Excel)"),
    ("contacts.vcf", "通讯录（手机名片）", "Contact book (vCard)"),
    ("calendar.ics", "到期日历", "Calendar of what falls due"),
    ("revision", "修订对照表、花脸稿", "Revision table, redline"),
    ("playbooks", "处置方案（CACAO）", "Playbooks (CACAO)"),
];

#[derive(Serialize)]
struct View<'a> {
    zh: bool,
    /// Which state this is.
    name: String,
    plan: String,
    output: String,
    building: bool,
    /// `good`, `bad` where the files are older than the plan, `none` before the first run ended.
    state: &'static str,
    at: &'a str,
    took: String,
    written: Option<&'a str>,
    stop: Option<&'a str>,
    notes: &'a [String],
    errors: usize,
    warnings: usize,
    infos: usize,
    waived: usize,
    findings: &'a [Told],
    folders: Vec<Folder<'a>>,
    /// The file shown at first.
    first: Option<String>,
}

/// The files of a clearance.
#[derive(Serialize)]
struct Folder<'a> {
    name: &'a str,
    items: Vec<Item<'a>>,
}

/// A file, or files of a kind with the one that holds them all.
#[derive(Serialize)]
struct Item<'a> {
    title: &'a str,
    whole: Option<File<'a>>,
    parts: Vec<File<'a>>,
    changed: usize,
}

#[derive(Serialize)]
struct File<'a> {
    name: &'a str,
    path: &'a str,
    target: String,
    pages: Option<u64>,
    size: String,
    changed: bool,
}

/// The page as it is now.
///
/// # Errors
/// Never, unless the template is at fault; then why.
pub(super) fn html(board: &Board) -> Result<String, String> {
    let state = board.state();
    let zh = board.language() == Language::Chinese;
    let folders = folders(&state.files, zh);
    let round = state.round.as_ref();
    let view = View {
        zh,
        name: board.name(&state),
        plan: board.plan().display().to_string(),
        output: board.output().display().to_string(),
        building: state.building,
        state: round.map_or("none", |round| if round.wrote { "good" } else { "bad" }),
        at: round.map_or("", |round| &round.at),
        took: round.map_or(String::new(), |round| format!("{:.1}", round.took.as_secs_f64())),
        written: state.written.as_deref(),
        stop: round.and_then(|round| round.stop.as_deref()),
        notes: round.map_or(&[], |round| &round.notes),
        errors: round.map_or(0, |round| round.counts.errors),
        warnings: round.map_or(0, |round| round.counts.warnings),
        infos: round.map_or(0, |round| round.counts.infos),
        waived: round.map_or(0, |round| round.counts.waived),
        findings: round.map_or(&[], |round| &round.findings),
        first: first(&state.files),
        folders,
    };
    let templates = Templates::with(BTreeMap::from([(TEMPLATE.to_owned(), MARKUP.to_owned())]));
    markup::fill(&templates, TEMPLATE, &view).map_err(|(line, fault)| format!("{TEMPLATE}:{line}: {fault}"))
}

/// The issued document, else the first that has pages.
fn first(files: &[(Listed, bool)]) -> Option<String> {
    let issued = files.iter().find(|(file, _)| file.path.ends_with("/official.pdf"));
    let (file, _) = issued.or_else(|| files.iter().find(|(file, _)| file.pages.is_some()))?;
    Some(route::target(&file.path, &file.sha256))
}

fn folders(files: &[(Listed, bool)], zh: bool) -> Vec<Folder<'_>> {
    let clearance = |file: &Listed| file.path.split('/').next().unwrap_or_default().to_owned();
    let of_one = files.chunk_by(|a, b| clearance(&a.0) == clearance(&b.0));
    of_one
        .map(|files| {
            let name = files[0].0.path.split('/').next().unwrap_or_default();
            let mut by_kind: BTreeMap<(usize, &str), Item<'_>> = BTreeMap::new();
            for (file, changed) in files {
                let inner = file.path.get(name.len() + 1..).unwrap_or_default();
                let key = kind(inner);
                let rank = KINDS.iter().position(|(own, _, _)| *own == key);
                let title = rank.map_or(key, |at| if zh { KINDS[at].1 } else { KINDS[at].2 });
                let item = by_kind.entry((rank.unwrap_or(KINDS.len()), key)).or_insert_with(|| Item {
                    title,
                    whole: None,
                    parts: Vec::new(),
                    changed: 0,
                });
                item.changed += usize::from(*changed);
                let (folder, last) = inner.rsplit_once('/').unwrap_or(("", inner));
                let shown = File {
                    name: if folder.is_empty() { inner } else { last },
                    path: &file.path,
                    target: route::target(&file.path, &file.sha256),
                    pages: file.pages,
                    size: size(file.bytes),
                    changed: *changed,
                };
                if folder.is_empty() { item.whole = Some(shown) } else { item.parts.push(shown) }
            }
            Folder { name, items: by_kind.into_values().collect() }
        })
        .collect()
}

/// Under which name of the list a file stands: its folder, the folder of which it holds everything, or
/// its own name.
fn kind(inner: &str) -> &str {
    if let Some((folder, _)) = inner.split_once('/') {
        return folder;
    }
    let stem = inner.strip_suffix(".pdf").unwrap_or(inner);
    if KINDS.iter().any(|(own, _, _)| *own == stem) { stem } else { inner }
}

/// A size for a person.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", bytes.div_ceil(1000)),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::time::Duration;

    use super::super::Round;
    use super::*;
    use crate::report::Counts;
    use crate::report::browser::Line;

    fn file(path: &str) -> (Listed, bool) {
        (Listed { path: path.into(), bytes: 1, sha256: "0a".into(), pages: Some(1) }, path.ends_with("b.pdf"))
    }

    #[test]
    fn files_stand_by_clearance_and_kind_the_most_read_first() {
        let paths =
            ["internal/a/b.pdf", "internal/checklists.pdf", "internal/checklists/b.pdf", "internal/official.pdf"];
        let mut files: Vec<_> = paths.map(file).to_vec();
        files.push(file("restricted/new.pdf"));
        let folders = folders(&files, false);
        let shown: Vec<_> = folders
            .iter()
            .flat_map(|folder| folder.items.iter().map(move |item| (folder.name, item)))
            .map(|(name, item)| (name, item.title, item.whole.is_some(), item.parts.len(), item.changed))
            .collect();
        assert_eq!(
            shown,
            [
                ("internal", "The issued document", true, 0, 0),
                ("internal", "Checklists", true, 1, 1),
                ("internal", "a", false, 1, 1),
                ("restricted", "new.pdf", true, 0, 0),
            ]
        );
        assert_eq!(first(&files).as_deref(), Some("/internal/official.pdf?v=0a"));
    }

    #[test]
    fn what_the_plan_says_is_never_markup() {
        let board = Board::new(Language::English, Path::new("<plan>"), Path::new("/nowhere"), "1".into());
        let hostile = "</pre><script>alert('\"&')</script>";
        let line = Line { number: 1, before: hostile.into(), marked: hostile.into(), after: hostile.into() };
        let told = Told {
            severity: "error",
            weight: "error",
            rule: "A b".into(),
            message: hostile.into(),
            spot: hostile.into(),
            lines: vec![line],
            related: vec![(hostile.into(), hostile.into())],
            help: Some(hostile.into()),
        };
        let counts = Counts { errors: 1, ..Counts::default() };
        let stop = Some(hostile.into());
        let notes = vec![hostile.into()];
        let (at, took) = ("14:03:05".into(), Duration::from_millis(2345));
        board.show(Round { at, took, wrote: false, stop, findings: vec![told], counts, notes });
        let html = html(&board).unwrap();
        assert!(!html.contains("<script>") && !html.contains("<plan>"), "{html}");
        assert_eq!(markup::unescaped(&html).matches(hostile).count(), 10, "{html}");
        assert!(html.contains("14:03:05 the plan has errors"), "{html}");
    }

    #[test]
    fn sizes_are_short() {
        assert_eq!([1, 1000, 999_999, 1_000_000, 6_932_736].map(size), ["1 kB", "1 kB", "1000 kB", "1.0 MB", "6.9 MB"]);
    }
}
