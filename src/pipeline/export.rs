//! A plan in one other format, as a file or on standard output.

use std::path::PathBuf;

use super::{Outcome, Progress, Settings, Stop, examine};
use crate::check::{self, Checked};
use crate::model::Clearance;
use crate::render::docx::{self, Unwritable};
use crate::render::{csv as table, ics, json, vcard, xlsx};
use crate::say;
use crate::views::cacao::cacao;
use crate::views::calendar::calendar;
use crate::views::contact_book::contact_book;
use crate::views::official::official;
use crate::views::whole::whole;
use crate::write;

/// A format a plan is exported to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exported {
    /// The contact book as a workbook.
    Workbook,
    /// The contact book as comma-separated values.
    Table,
    /// The contact book as cards.
    Cards,
    /// The calendar.
    Calendar,
    /// The playbooks as CACAO.
    Cacao,
    /// The whole plan.
    Json,
    /// The official document for word processors.
    Document,
}

/// What to export.
#[derive(Debug, Clone)]
pub struct Order {
    /// In which format.
    pub format: Exported,
    /// For whom.
    pub clearance: Clearance,
    /// The one playbook, where not all are wanted.
    pub playbook: Option<String>,
    /// Where to; standard output where not given.
    pub file: Option<PathBuf>,
}

/// Exports; gives the bytes where they are to be printed.
///
/// # Errors
/// When the plan's folder is not there, there is nothing of the kind for such readers, or the file
/// cannot be written.
pub fn export(
    settings: &Settings,
    order: &Order,
    progress: &mut Progress<'_>,
) -> Result<(Outcome, Option<Vec<u8>>), Stop> {
    let (mut outcome, plan) = examine(settings, progress)?;
    let Some(plan) = plan.and_then(|examined| examined.checked).filter(|_| outcome.code == 0) else {
        return Ok((outcome, None));
    };
    if order.clearance == Clearance::Restricted && !plan.has_restricted {
        let message = say!(
            "没有 restricted/ 目录，不能导出 restricted 一级；用 --edition internal",
            "there is no folder restricted/, so there is no restricted export; use --edition internal"
        );
        return Err(Stop { code: 2, message });
    }
    let (bytes, text) = make(&plan, order)?;
    // The same last look as at the documents of a build.
    outcome.findings.extend(check::Scan::of(&plan).leaks(order.clearance, &text));
    crate::finding::sort(&mut outcome.findings, &outcome.sources);
    outcome.code = super::verdict(settings, &outcome.findings);
    if outcome.code != 0 {
        return Ok((outcome, None));
    }
    let Some(path) = &order.file else { return Ok((outcome, Some(bytes))) };
    write::file(path, &bytes).map_err(|message| Stop { code: 4, message })?;
    let shown = path.display();
    outcome.notes.push(say!("已导出：{shown}", "exported: {shown}"));
    if order.format == Exported::Document && plan.head.document.contents {
        // Only the program that lays pages out knows their numbers.
        outcome.notes.push(say!(
            "目录的页码由 WPS、Word 填写：打开后在目录上右键“更新域”",
            "the word processor fills in the pages of the contents: update the field"
        ));
    }
    Ok((outcome, None))
}

/// The bytes, and the words a reader sees.
fn make(plan: &Checked, order: &Order) -> Result<(Vec<u8>, String), Stop> {
    let book = || contact_book(plan, order.clearance);
    let text = match order.format {
        Exported::Workbook => {
            let book = book();
            let bytes = xlsx::workbook(&book).map_err(|reason| Stop {
                code: 4,
                message: say!("无法写成 Excel 文件：{reason}", "cannot be written as a workbook: {reason}"),
            })?;
            let words: Vec<String> = xlsx::rows(&book).into_iter().map(|row| row.join("\t")).collect();
            return Ok((bytes, words.join("\n")));
        }
        Exported::Document => return document(plan, order.clearance),
        Exported::Table => table::book(&book()),
        Exported::Cards => vcard::cards(&book()),
        Exported::Calendar => ics::calendar(&calendar(plan, order.clearance)),
        Exported::Cacao => playbooks(plan, order)?,
        Exported::Json => json::object(&whole(plan, order.clearance)),
    };
    // A folded line must not hide a value from the scan.
    let unfolded = text.replace("\r\n ", "");
    Ok((text.into_bytes(), unfolded))
}

/// The official document for word processors.
fn document(plan: &Checked, clearance: Clearance) -> Result<(Vec<u8>, String), Stop> {
    let made = docx::document(&official(plan, clearance)).map_err(|reason| Stop {
        code: 4,
        message: match reason {
            Unwritable::Character(character) => {
                let code = u32::from(character);
                say!(
                    "预案里有控制字符 U+{code:04X}，Word 文件不能存放；请在源文件中删去它",
                    "the plan holds the control character U+{code:04X}, which no Word document can; delete it in the source"
                )
            }
            Unwritable::Archive(reason) => {
                say!("无法写成 Word 文件：{reason}", "cannot be written as a Word document: {reason}")
            }
        },
    })?;
    Ok((made.bytes, made.text))
}

/// One playbook as an object, or all of them as a list.
fn playbooks(plan: &Checked, order: &Order) -> Result<String, Stop> {
    let all = cacao(plan, order.clearance);
    if all.is_empty() {
        let message = say!(
            "处置步骤不公开，没有可以导出的方案；用 --edition internal",
            "steps are not published, so there is no playbook to export; use --edition internal"
        );
        return Err(Stop { code: 2, message });
    }
    let Some(asked) = &order.playbook else { return Ok(json::object(&all)) };
    let ids = all.iter().map(|playbook| playbook.file.as_str()).collect::<Vec<_>>().join("、");
    all.iter().find(|playbook| playbook.file == *asked).map(json::object).ok_or_else(|| Stop {
        code: 2,
        message: say!("没有名为“{asked}”的方案；可用：{ids}", "there is no playbook '{asked}'; one of: {ids}"),
    })
}
