//! Confirmation sheets: for each body one to print and one to fill in on a computer.
//!
//! They are asked for by `plangen contacts sheet` and are no part of a build, because they go to
//! those who answer and not to those who use the plan.

use crate::render::{Fault, confirmation};
use crate::say;
use crate::views::confirmation::Confirmation;
use crate::views::sheet::SheetFile;

use super::File;

/// The files: a printed sheet and a workbook for each body, and all printed sheets in one file.
pub(in crate::pipeline) fn files<'a>(all: &SheetFile<Confirmation>) -> Vec<File<'a>> {
    let workbooks = all.singles().map(|(name, single)| {
        File::plain(format!("confirmation/{name}.xlsx"), move || {
            let bytes = confirmation::workbook(&single).map_err(|reason| {
                vec![Fault::Unfit(say!("无法写成 Excel 文件：{reason}", "cannot be written as a workbook: {reason}"))]
            })?;
            let rows = single.sheets.iter().flat_map(|sheet| confirmation::rows(&sheet.body));
            let words: Vec<String> = rows.map(|row| row.join("\t")).collect();
            Ok((bytes, words.join("\n")))
        })
    });
    let workbooks: Vec<File<'a>> = workbooks.collect();
    let mut files = File::sheets("confirmation", all);
    files.extend(workbooks);
    files
}
