//! The baseline of a check: read, applied, written.

use super::{Outcome, Settings, Stop, rules};
use crate::finding::{self, Baseline};
use crate::load;
use crate::say;
use crate::write;

/// Marks what the baseline knows, or writes a fresh one of what there is. A plan that cannot be
/// read has no baseline: the rules were not asked yet.
pub(super) fn apply(settings: &Settings, outcome: &mut Outcome, readable: bool) -> Result<(), Stop> {
    let root = settings.plan.to_string_lossy();
    let root = root.trim_end_matches('/');
    if let Some(path) = &settings.baseline {
        let text = load::text(path).map_err(|message| Stop { code: 3, message })?;
        let file = outcome.sources.add(path.to_string_lossy().into_owned(), text);
        let known = Baseline::read(file, &outcome.sources, &mut outcome.findings);
        if readable {
            known.apply(&mut outcome.findings, &outcome.sources, root, rules::fixed);
        }
    }
    if let Some(path) = &settings.write_baseline {
        if !readable {
            outcome.notes.push(say!(
                "预案还读不了，规则没有核对，基线没有写",
                "the plan cannot be read yet and no rule was asked; no baseline was written"
            ));
            return Ok(());
        }
        let text = finding::adopt(&mut outcome.findings, &outcome.sources, root, rules::fixed);
        write::file(path, text.as_bytes()).map_err(|message| Stop { code: 4, message })?;
        let path = path.display();
        outcome.notes.push(say!("已写入基线：{path}", "wrote the baseline: {path}"));
    }
    finding::sort(&mut outcome.findings, &outcome.sources);
    Ok(())
}
