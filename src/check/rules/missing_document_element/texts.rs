//! Numbers of replaced documents, and marks of secrecy in texts.

use crate::check::{Context, names};
use crate::finding::{Edit, Finding, Fix};
use crate::say;

/// 废止的旧文: 代字〔年份〕序号号.
pub(super) fn replaced(cx: &mut Context<'_>) {
    let document = &cx.plan.head.document;
    let own = document.number.to_string();
    for old in &document.replaces {
        let text = old.value.as_str();
        if text == own {
            let message = say!("废止的是本文自己", "the document replaces itself");
            super::error(cx, old.place, message, say!("写被废止的旧文的文号", "write the number of the old one"));
            continue;
        }
        if is_number(text) {
            continue;
        }
        let message = say!("“{text}”不是发文字号", "'{text}' is no document number");
        let help = say!("写成“示财信〔2020〕8号”的样子", "write it like 示财信〔2020〕8号");
        let mut finding = Finding::error(names::missing_document_element, old.place, message).help(help.clone());
        let right: String = text
            .chars()
            .map(|c| match c {
                '[' | '【' | '（' | '(' => '〔',
                ']' | '】' | '）' | ')' => '〕',
                c => c,
            })
            .filter(|c| !c.is_whitespace() && *c != '第')
            .collect();
        if is_number(&right) && cx.sources.slice(old.place).trim_matches(['"', '\'']) == text {
            let edits = vec![Edit { place: old.place, text: right }];
            finding.fix = Some(Fix { message: help, edits });
        }
        cx.report(finding);
    }
}

/// 示财信〔2020〕8号
fn is_number(text: &str) -> bool {
    let Some((code, rest)) = text.split_once('〔') else { return false };
    let Some((year, serial)) = rest.split_once('〕') else { return false };
    let figures = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let serial = serial.strip_suffix('号').unwrap_or("");
    !code.is_empty() && year.len() == 4 && figures(year) && figures(serial) && !serial.starts_with('0')
}

/// 密级 typed into the text: such a text must not be kept here at all.
pub(super) fn classified(cx: &mut Context<'_>) {
    for words in cx.words {
        for level in ["秘密", "机密", "绝密"] {
            for range in words.find(level) {
                let behind = &words.text[range.end..];
                let alone = behind.starts_with('级') && words.text.trim().chars().count() <= 4;
                if !alone && !behind.starts_with('★') {
                    continue;
                }
                let place = words.part(range, cx.sources);
                let message = say!("这里标着“{level}”：涉密内容不得用本工具处理", "this is marked as classified");
                let finding = Finding::error(names::missing_document_element, place, message);
                cx.report_in(
                    words,
                    finding.help(say!(
                        "移到涉密计算机上处理；只是提到的，写成“国家秘密”",
                        "move it to a machine that is cleared for it"
                    )),
                );
            }
        }
    }
}
