//! The annexes of the issued document.

use super::content::{Block, cell};
use super::official::AnnexPage;
use super::refer::Edition;
use super::{form, tables, title};
use crate::model::document::Annex;

/// What stands in an annex of which the reader may see nothing.
const ANNEX_KEPT: &str = "本附件内容内部掌握，由领导小组办公室保管。";

/// The annexes in order, each with its name.
pub(super) fn annexes(edition: &Edition<'_>) -> Vec<(String, Block)> {
    edition
        .plan
        .head
        .annexes
        .iter()
        .map(|annex| match &annex.value {
            Annex::Table(which) => {
                let (name, mut block) = tables::annex(edition, *which);
                match &mut block {
                    // Nothing in it is for this reader: say so instead of an empty table.
                    Block::Table { rows, .. } if rows.is_empty() => {
                        block = Block::Paragraph { body: cell(ANNEX_KEPT) };
                    }
                    // The annex's title says already what the table is.
                    Block::Table { caption, .. } => *caption = None,
                    _ => {}
                }
                (name.to_owned(), block)
            }
            Annex::Form(id) => {
                let form = &edition.plan.forms[id];
                (form.title.value.clone(), form::sheet(edition, form, Vec::new()))
            }
        })
        .collect()
}

/// The pages of annexes.
pub(super) fn pages(edition: &Edition<'_>, annexes: Vec<(String, Block)>, attached: bool) -> Vec<AnnexPage> {
    annexes
        .into_iter()
        .enumerate()
        .map(|(index, (name, block))| {
            let number = index + 1;
            AnnexPage {
                // Inside an attachment an annex says whose it is (GB/T 9704 practice).
                label: if attached {
                    format!("《{}》附件{number}", edition.plan_title())
                } else {
                    format!("附件{number}")
                },
                title_lines: title::lines(&name, &[]),
                blocks: vec![block],
            }
        })
        .collect()
}
