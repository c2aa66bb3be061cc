//! The contact book as a workbook and as cards.

use super::{File, Ground};
use crate::model::Clearance;
use crate::render::{Fault, vcard, xlsx};
use crate::say;
use crate::views::contact_book::contact_book;

/// The files of the contact book.
pub(super) fn files<'a>(ground: &Ground<'a>, clearance: Clearance) -> Vec<File<'a>> {
    let book = contact_book(ground.plan, clearance);
    let register = book.clone();
    let workbook = File::plain("contacts.xlsx", move || {
        let bytes = xlsx::workbook(&register).map_err(|reason| {
            vec![Fault::Unfit(say!("无法写成 Excel 文件：{reason}", "cannot be written as a workbook: {reason}"))]
        })?;
        let words: Vec<String> = xlsx::rows(&register).into_iter().map(|row| row.join("\t")).collect();
        Ok((bytes, words.join("\n")))
    });
    let cards = File::plain("contacts.vcf", move || {
        let text = vcard::cards(&book);
        Ok((text.clone().into_bytes(), text.replace("\r\n ", "")))
    });
    vec![workbook, cards]
}
