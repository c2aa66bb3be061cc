//! PRV02: no text shows a value to readers below its clearance.
//!
//! Source: 个人信息保护法 art. 25, 政府信息公开条例 art. 14–16. Cannot be waived: who may see a value
//! is changed at the value, where it is seen.

use std::fmt;

use crate::check::secrets::Secrets;
use crate::check::words::Words;
use crate::check::{Context, names};
use crate::finding::Finding;
use crate::model::{Clearance, Plan};
use crate::say;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let secrets = Secrets::of(cx.plan);
    for words in cx.words {
        for (range, secret) in secrets.above(reader(words, cx.plan), words.text) {
            let ((zh, en), needs) = (secret.what, secret.needs.word());
            let message = say!(
                "这里写了{zh}，只有 {needs} 可见，读者的级别更低",
                "this is {en} for {needs} readers; the text is read by others"
            );
            let help = say!(
                "改用引用（如 {{{{ phone('…') }}}}、{{{{ role('…') }}}}），由程序按版本遮蔽",
                "pull it with a reference such as {{{{ phone('…') }}}} or {{{{ role('…') }}}}, which each edition masks"
            );
            let finding = Finding::error(names::leaked_value, words.part(range, cx.sources), message).help(help);
            cx.report_in(words, finding.related(secret.place, say!("定义在这里", "it is defined here")));
        }
    }
}

/// Who reads a text at least: nobody below the lowest edition.
pub(in crate::check) fn reader(words: &Words<'_>, plan: &Plan) -> Clearance {
    let editions = plan.head.editions.iter().map(|edition| edition.clearance.value);
    words.clearance.max(editions.min().unwrap_or(Clearance::Public))
}

/// The last look at the texts of finished documents.
pub struct Scan<'a>(Secrets<'a>);

impl fmt::Debug for Scan<'_> {
    /// No values.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Scan")
    }
}

impl<'a> Scan<'a> {
    /// Of a plan's documents.
    pub fn of(plan: &'a Plan) -> Self {
        Self(Secrets::of(plan))
    }

    /// Whether anything is withheld from readers of `clearance`; else no text needs to be looked through.
    pub fn withholds(&self, clearance: Clearance) -> bool {
        self.0.any_above(clearance)
    }

    /// The values in a text that readers of `clearance` may not see. A finding stands where the value is defined and
    /// does not repeat it.
    pub fn leaks(&self, clearance: Clearance, text: &str) -> Vec<Finding> {
        let mut findings: Vec<Finding> = Vec::new();
        for (_, secret) in self.0.above(clearance, text) {
            let ((zh, en), reader) = (secret.what, clearance.word());
            let message = say!("{zh}出现在 {reader} 级的成品里", "a document for {reader} readers shows {en}");
            let finding = Finding::error(names::leaked_value, secret.place, message)
                .help(say!(
                    "找到写出它的文字改用引用，或调整可见级",
                    "pull it by reference where it is written, or change its visibility"
                ))
                .entity(secret.entity.clone());
            if !findings.contains(&finding) {
                findings.push(finding);
            }
        }
        findings
    }
}
