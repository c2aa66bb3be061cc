//! Booklets: which of them a build keeps, and what whoever prints them has to know.

use super::documents::File;
use super::{Settings, Stop};
use crate::finding::Message;
use crate::model::Clearance;
use crate::render::Artifact;
use crate::say;

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
    let signatures = &artifact.signatures;
    let (path, sheets, count) = (&artifact.path, signatures.iter().sum::<usize>(), signatures.len());
    let (zh, en) = match signatures.as_slice() {
        [] => return None,
        [_] => ("叠在一起对折，骑马订".to_owned(), "fold them together and stitch through the fold".to_owned()),
        // Many short ones are chapters, which bear their number; few long ones are counted off.
        all if count > 12 => {
            let most = all.iter().max().unwrap_or(&0);
            (
                format!("章、标签页各成一帖，共 {count} 帖，最厚 {most} 张，每帖各自对折、骑马订"),
                format!(
                    "each chapter and each tab is a signature of its own, {count} in all, of {most} sheets at most; fold and stitch each by itself"
                ),
            )
        }
        all => {
            let counted = |mark| all.iter().map(ToString::to_string).collect::<Vec<_>>().join(mark);
            (
                format!("从上往下依次数出 {} 张为一帖，共 {count} 帖，每帖各自对折、骑马订", counted("、")),
                format!(
                    "count off {} sheets from the top, {count} signatures; fold and stitch each by itself",
                    counted(", ")
                ),
            )
        }
    };
    Some(say!(
        "{path}：A3 纸 {sheets} 张，双面打印、沿短边翻转、按实际大小；{zh}",
        "{path}: {sheets} sheets of A3, print on both sides, flip on the short edge, at actual size; {en}"
    ))
}
