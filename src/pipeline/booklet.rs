//! Booklets: which of them a build keeps, and what whoever prints them has to know.

use super::documents::File;
use super::{Settings, Stop};
use crate::finding::Message;
use crate::model::Clearance;
use crate::render::Artifact;
use crate::render::booklet::{Booklet, Folding};
use crate::say;

/// Two pages of A4 side by side, in millimetres.
const A3: (u32, u32) = (420, 297);

/// Keeps the booklets where they were asked for.
///
/// # Errors
/// When they were and no document that is made has one.
pub(super) fn keep(settings: &Settings, files: &mut [Vec<(Clearance, File<'_>)>]) -> Result<(), Stop> {
    if !settings.booklet {
        files.iter_mut().for_each(|files| files.retain(|(_, file)| !file.is_booklet()));
    } else if !files.iter().flatten().any(|(_, file)| file.is_booklet()) {
        let message = say!(
            "选中的文档都不装订成册，--booklet 没有用；可装订的：official、plan、binder、exchange、contacts。旧的输出目录没有动",
            "none of the documents to make is a book, so --booklet has nothing to do; books are official, plan, binder, \
             exchange, contacts. The old output was not touched"
        );
        return Err(Stop { code: 2, message });
    }
    Ok(())
}

/// How a booklet is printed and folded; `None` for all other files.
pub(super) fn note(artifact: &Artifact) -> Option<Message> {
    let Booklet { folding, signatures, paper } = artifact.booklet.as_ref()?;
    let (sheets, count) = (signatures.iter().sum::<usize>(), signatures.len());
    let most = signatures.iter().max().unwrap_or(&0);
    let Message { zh, en } = match folding {
        _ if count == 1 => say!("叠在一起对折，骑马订", "fold them together and stitch through the fold"),
        Folding::Whole => {
            let counted: Vec<_> = signatures.iter().map(ToString::to_string).collect();
            let (zh, en) = (counted.join("、"), counted.join(", "));
            say!(
                "从上往下依次数出 {zh} 张为一帖，共 {count} 帖，每帖各自对折、骑马订",
                "count off {en} sheets from the top, {count} signatures; fold and stitch each by itself"
            )
        }
        // A page bears the number of its chapter.
        Folding::Chapters => say!(
            "各章、各标签页自成一帖，共 {count} 帖，最厚 {most} 张，每帖各自对折、骑马订",
            "each chapter and each tab is a signature, {count} in all, of {most} sheets at most; fold and stitch each by itself"
        ),
    };
    let (path, paper) =
        (&artifact.path, if *paper == A3 { "A3".into() } else { format!("{}×{} mm", paper.0, paper.1) });
    Some(say!(
        "{path}：{paper} 纸 {sheets} 张，双面打印、沿短边翻转、按实际大小；{zh}",
        "{path}: {sheets} sheets of {paper}, print on both sides, flip on the short edge, at actual size; {en}"
    ))
}
