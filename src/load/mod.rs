//! From files to a valid plan, or to everything that is wrong with them.
//!
//! Raw input never leaves this floor. All problems of a run are found together: each value that
//! cannot be read leaves a finding and reading goes on; a [`Plan`] exists only when nothing did.

mod blame;
pub mod book;
mod call;
mod condition;
mod cover;
mod declare;
mod discretion;
pub mod draft;
mod encoding;
mod events;
pub mod faults;
mod fields;
mod files;
mod findings;
mod gather;
pub mod glance;
mod head;
mod ids;
mod json;
mod keys;
mod markdown;
mod mend;
pub mod outline;
mod pack;
mod prose;
mod read;
pub mod record;
mod relations;
mod resolve;
mod scalars;
mod schema;
mod shapes;
mod syntax;
pub mod tidy;
mod tree;
mod types;
pub mod workbook;

use std::collections::BTreeMap;
use std::path::Path;

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use crate::finding::{FileId, Finding, Message, Severity, Sources};
use crate::model::Plan;
use crate::model::prose::Chapter;
use crate::say;
use crate::text::{Block, Inline};
pub use discretion::marked;
use files::Origin;
use findings::Findings;
use gather::Gathered;
use head::Missing;
use markdown::Parsed;
use read::Reader;

/// What reading a plan gave.
#[derive(Debug)]
pub struct Loaded {
    /// The texts.
    pub sources: Sources,
    /// The plan, when nothing was wrong with it.
    pub plan: Option<Plan>,
    /// What was found.
    pub findings: Vec<Finding>,
}

/// Reads the plan below `root`.
///
/// # Errors
/// When `root` is not a folder; everything inside it is reported as findings.
pub fn load(root: &Path) -> Result<Loaded, Message> {
    present(root)?;
    let mut sources = Sources::default();
    let mut findings = Findings::default();
    let texts = files::read(root, ENDINGS, &mut sources, &mut findings);
    Ok(understand(&Origin::Folder(root), texts, root.join("restricted").is_dir(), sources, findings))
}

/// Makes sure that there is a plan folder.
fn present(root: &Path) -> Result<(), Message> {
    if root.is_dir() {
        return Ok(());
    }
    let path = root.display();
    Err(say!(
        "没有预案目录“{path}”。用 --plan 指明目录，或先运行 plangen new {path}",
        "there is no plan folder '{path}'. Name it with --plan, or run plangen new {path}"
    ))
}

/// Reads a plan whose files are at hand, each with its path inside the plan; `root` is how messages
/// name its folder.
pub fn load_files(root: &Path, files: Vec<(String, Vec<u8>)>) -> Loaded {
    let mut sources = Sources::default();
    let mut findings = Findings::default();
    let has_restricted = files.iter().any(|(inner, _)| inner.starts_with("restricted/"));
    let (texts, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|(inner, _)| is_text(inner));
    let texts = files::take(root, ENDINGS, texts, &mut sources, &mut findings);
    understand(&Origin::Files(root, &others), texts, has_restricted, sources, findings)
}

/// What files of a plan end in.
const ENDINGS: &[&str] = &["yaml", "yml", "md"];

/// Whether a file with this path inside a plan is one of its texts.
pub fn is_text(inner: &str) -> bool {
    let extension = Path::new(inner).extension().and_then(|own| own.to_str());
    extension.is_some_and(|own| ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(own)))
}

/// Makes a plan of texts.
fn understand(
    origin: &Origin<'_>,
    texts: Vec<(String, FileId)>,
    has_restricted: bool,
    mut sources: Sources,
    findings: Findings,
) -> Loaded {
    let (markdown, yaml): (Vec<_>, Vec<_>) = texts.iter().partition(|(inner, _)| is_markdown(inner));
    let mut cx = Reader { findings, ..Reader::default() };
    let files: Vec<FileId> = yaml.iter().map(|(_, file)| *file).collect();
    files.iter().for_each(|file| discretion::withhold(*file, &mut sources));
    let steps = match schema::steps(&files, &sources) {
        Ok(steps) => steps,
        Err(finding) => {
            cx.report(*finding);
            return Loaded { sources, findings: cx.findings.into_list(), plan: None };
        }
    };
    let mut gathered = Gathered::new(has_restricted);
    // A file is parsed without looking at others; what was found stands in the order of the files.
    let parse = |file: &FileId| {
        let mut found = Findings::default();
        (*file, tree::parse(*file, &sources.file(*file).text, &mut found), found)
    };
    let parsed: Vec<_> = files.par_iter().map(parse).collect();
    for (file, mut parsed, found) in parsed {
        cx.findings.extend(found);
        parsed.root.iter_mut().for_each(|root| schema::lift(root, &steps));
        discretion::release(file, &parsed, &gather::keys(), &mut sources);
        cx.unread.extend(parsed.unread);
        gathered.add(file, parsed.root, &mut cx);
    }
    if gathered.head_key.is_none() {
        match head::missing(origin, &mut sources) {
            Missing::Plan(finding) => return Loaded { sources, findings: vec![finding], plan: None },
            Missing::Head(finding) => cx.report(finding),
        }
    }
    let imports = std::mem::take(&mut gathered.imports);
    book::join(&imports, origin, &mut gathered, &mut sources, &mut cx);
    let Gathered { head, mut records, local, .. } = gathered;
    resolve::references(&mut cx, has_restricted);
    if let Some(head) = &head {
        records.packs = pack::read(&head.legal_packs, &mut sources, &mut cx);
        pack::join(&mut records.packs, local, &mut cx);
    }
    // Without its packs a plan's criteria cannot be judged; why they are missing is told already.
    let complete = head
        .as_ref()
        .is_some_and(|head| head.legal_packs.iter().all(|name| records.packs.iter().any(|pack| pack.id == name.value)));
    types::check(&records, complete, &mut cx);
    relations::check(&records, &mut cx);

    let mut parsed = Vec::new();
    for (inner, file) in markdown {
        let text = sources.file(*file).text.clone();
        parsed.push((inner.as_str(), *file, markdown::parse(*file, &text, &mut cx.findings)));
    }
    let sections = sections(&parsed, &mut cx);
    let names = prose::Names { records: &records, policy: head.as_ref().map(|head| &head.policy), sections: &sections };
    let mut notice = None;
    let mut chapters = Vec::new();
    for (inner, file, parsed) in parsed {
        if inner.ends_with("notice.md") {
            notice = Some(prose::resolve(parsed, &names, &mut cx));
        } else {
            chapters.extend(chapter(file, parsed, &names, &mut cx));
        }
    }
    records.notice = notice;
    records.renamed = std::mem::take(&mut cx.renamed);
    records.chapters = chapters;

    let mut findings = cx.findings.into_list();
    findings.iter_mut().for_each(|finding| discretion::mask(finding, &sources));
    crate::finding::sort(&mut findings, &sources);
    let broken = findings.iter().any(|finding| finding.severity == Severity::Error);
    let plan = head.filter(|_| !broken).map(|head| Plan { head, records });
    Loaded { sources, plan, findings }
}

fn is_markdown(inner: &str) -> bool {
    Path::new(inner).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("md"))
}

/// The texts below `folder` whose names end in `.extension`, by their path inside it.
///
/// # Errors
/// When the folder or a file in it cannot be read as text.
pub fn texts_below(folder: &Path, extension: &str) -> Result<BTreeMap<String, String>, Message> {
    let mut sources = Sources::default();
    let mut findings = Findings::default();
    if !folder.is_dir() {
        let path = folder.display();
        return Err(say!("没有模板目录“{path}”", "there is no template folder '{path}'"));
    }
    let texts = files::read(folder, &[extension], &mut sources, &mut findings);
    if let Some(finding) = findings.into_list().first() {
        let path = sources.path(finding.place.file);
        let Message { zh, en } = &finding.message;
        return Err(say!("{path}：{zh}", "{path}: {en}"));
    }
    Ok(texts.into_iter().map(|(inner, id)| (inner, sources.file(id).text.to_string())).collect())
}

/// The text of one file that is no part of a plan.
///
/// # Errors
/// When it cannot be read as text.
pub fn text(path: &Path) -> Result<String, Message> {
    files::single(path)
}

/// The ids of all headings, each once.
fn sections(parsed: &[(&str, FileId, Parsed)], cx: &mut Reader) -> Vec<String> {
    let mut known = std::collections::BTreeMap::new();
    for block in parsed.iter().flat_map(|(_, _, parsed)| &parsed.blocks) {
        let Block::Heading { id: Some(id), place, .. } = block else { continue };
        if let Some(first) = known.insert(id.clone(), *place) {
            cx.report(
                Finding::error(
                    faults::DUPLICATE_ID,
                    *place,
                    say!("标题编号“{id}”已经用过", "the heading id '{id}' is taken"),
                )
                .help(say!("换一个编号", "choose another id"))
                .related(first, say!("第一处在这里", "the first one is here")),
            );
        }
    }
    known.into_keys().collect()
}

/// A chapter: its file begins with `# 标题 {#id}`.
fn chapter(file: FileId, parsed: Parsed, names: &prose::Names<'_>, cx: &mut Reader) -> Option<Chapter> {
    let mut blocks = parsed.blocks;
    let opening = match blocks.first() {
        Some(Block::Heading { level: 1, id: Some(id), body, place }) => {
            let mut title = String::new();
            Inline::words(body, &mut |text, _| title.push_str(text));
            Some((id.clone(), title, *place))
        }
        _ => None,
    };
    let Some((id, title, place)) = opening else {
        cx.report(
            Finding::error(
                faults::BAD_MARKDOWN,
                crate::finding::Place::new(file, 0..0),
                say!("正文文件的第一行应是带编号的标题", "a chapter begins with a heading that has an id"),
            )
            .help(say!("写成“# 事件报告 {{#reporting}}”", "write '# 事件报告 {{#reporting}}'")),
        );
        return None;
    };
    blocks.remove(0);
    for block in &blocks {
        if let Block::Heading { level: 1, place, .. } = block {
            cx.report(
                Finding::error(faults::BAD_MARKDOWN, *place, say!("一个文件只写一章", "a file holds one chapter"))
                    .help(say!("章内用“##”，另起一章就新建文件", "use '##' inside a chapter, or begin a new file")),
            );
        }
    }
    let prose = prose::resolve(Parsed { blocks }, names, cx);
    Some(Chapter { id, title, place, prose })
}
