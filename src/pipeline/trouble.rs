//! What the typesetter refused, as findings at a place a person can mend.

use crate::finding::{Finding, Place, RuleName, Sources};
use crate::render::Fault;
use crate::say;

/// A template that cannot be set, or of which the typesetter warned.
pub(super) const TEMPLATE_FAULT: RuleName = RuleName { id: "template-fault", code: "TPL01" };
/// A character that no font has.
pub(super) const MISSING_GLYPH: RuleName = RuleName { id: "missing-glyph", code: "TPL02" };

/// A fault of the typesetter as findings: a missing character is reported where it was written.
pub(super) fn findings(fault: Fault, sources: &mut Sources) -> Vec<Finding> {
    match fault {
        Fault::Template { file, line, message } => {
            // The line exists in the template, which is not among the texts of the plan.
            let id = sources.add(file, "\n".repeat(line.saturating_sub(1)));
            let at = line.saturating_sub(1);
            vec![Finding::error(TEMPLATE_FAULT, Place::new(id, at..at), message).help(say!(
                "这是模板的问题；若没有自定义模板，请报告给维护者",
                "this is a fault of the template; unless it is your own, report it"
            ))]
        }
        Fault::Missing(missing) => missing
            .into_iter()
            .map(|missing| {
                let (character, page) = (missing.character, missing.page);
                let code = u32::from(character);
                let place = locate(character, sources);
                Finding::error(
                    MISSING_GLYPH,
                    place,
                    say!(
                        "字体里没有“{character}”（U+{code:04X}），第 {page} 页会缺字",
                        "no font has '{character}' (U+{code:04X}); page {page} would lack it"
                    ),
                )
                .help(say!(
                    "换一个字，或安装含生僻字的字体：plangen fonts install",
                    "use another character, or install a font that has it: plangen fonts install"
                ))
            })
            .collect(),
    }
}

/// Where a character was written first.
fn locate(character: char, sources: &mut Sources) -> Place {
    let found = sources.iter().find_map(|(id, file)| {
        let at = file.text.find(character)?;
        Some(Place::new(id, at..at + character.len_utf8()))
    });
    found.unwrap_or_else(|| Place::new(sources.add("templates".into(), ""), 0..0))
}
