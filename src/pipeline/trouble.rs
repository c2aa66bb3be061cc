//! What the typesetter refused, as findings at a place a person can mend.

use std::collections::BTreeSet;

use crate::finding::{Finding, Place, RuleName, Sources};
use crate::render::{Fault, MissingCharacter};
use crate::say;

/// A template that cannot be set, or of which the typesetter warned.
pub(super) const TEMPLATE_FAULT: RuleName = RuleName { id: "template-fault", code: "TPL01" };
/// A character that no font has.
pub(super) const MISSING_GLYPH: RuleName = RuleName { id: "missing-glyph", code: "TPL02" };

/// A value that the format of a file cannot hold.
pub(super) const UNFIT_VALUE: RuleName = RuleName { id: "unfit-value", code: "TPL04" };

/// What the typesetter refused, by the path of the file, as findings: a missing character is
/// reported where it was written. What several files share is told once, for the first of them.
pub(super) fn findings(refused: Vec<(String, Fault)>, sources: &mut Sources) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut told = Vec::new();
    let mut lacking = BTreeSet::new();
    for (path, fault) in refused {
        match fault {
            Fault::Template { file, line, message } => {
                let key = (file, line, message);
                if told.contains(&key) {
                    continue;
                }
                let (file, line, message) = key.clone();
                told.push(key);
                // The line exists in the template, which is not among the texts of the plan.
                let id = sources.add(file, "\n".repeat(line.saturating_sub(1)));
                let at = line.saturating_sub(1);
                findings.push(Finding::error(TEMPLATE_FAULT, Place::new(id, at..at), message).help(say!(
                    "排版 {path} 时发现；这是模板的问题，若没有自定义模板，请报告给维护者",
                    "found while setting {path}; this is a fault of the template: unless it is your own, report it"
                )));
            }
            Fault::Unfit(message) => {
                let place = Place::new(sources.add(path.clone(), ""), 0..0);
                let help = say!("缩短过长的内容后再生成 {path}", "shorten what is too long, then make {path} again");
                findings.push(Finding::error(UNFIT_VALUE, place, message).help(help));
            }
            Fault::Missing(missing) => {
                let new = missing.into_iter().filter(|missing| lacking.insert(missing.character));
                findings.extend(new.map(|missing| lack(&path, missing, sources)));
            }
        }
    }
    findings
}

/// A character that no font has.
fn lack(path: &str, missing: MissingCharacter, sources: &mut Sources) -> Finding {
    let (character, page) = (missing.character, missing.page);
    let code = u32::from(character);
    Finding::error(
        MISSING_GLYPH,
        locate(character, sources),
        say!(
            "字体里没有“{character}”（U+{code:04X}），{path} 第 {page} 页会缺字",
            "no font has '{character}' (U+{code:04X}); page {page} of {path} would lack it"
        ),
    )
    .help(say!(
        "换一个字，或安装含生僻字的字体：plangen fonts install",
        "use another character, or install a font that has it: plangen fonts install"
    ))
}

/// Where a character was written first.
fn locate(character: char, sources: &mut Sources) -> Place {
    let found = sources.iter().find_map(|(id, file)| {
        let at = file.text.find(character)?;
        Some(Place::new(id, at..at + character.len_utf8()))
    });
    found.unwrap_or_else(|| Place::new(sources.add("templates".into(), ""), 0..0))
}
