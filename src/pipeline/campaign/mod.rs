//! Keeping the contact book true: what is due, what was verified, sheets to confirm it.
//!
//! A contact that is overdue is an error of the plan (CON02), and these commands are how it is
//! mended. So they ask only that the plan can be read, not that no rule is broken.

mod confirm;
mod due;
mod sheets;
mod verify;

use std::time::Instant;

use super::{Outcome, Progress, Settings, Stop, verdict};
use crate::finding::Sources;
use crate::load;
use crate::model::Plan;
use crate::say;

pub use confirm::{Receipt, confirm};
pub use due::{Asked, due};
pub use sheets::{Campaign, sheets};
pub use verify::{Recorded, Verification, verify};

/// A plan that can be read, else what is wrong with it.
fn read(settings: &Settings, progress: &mut Progress<'_>) -> Result<Result<(Plan, Sources), Outcome>, Stop> {
    let start = Instant::now();
    let loaded = load::load(&settings.plan).map_err(|message| Stop { code: 3, message })?;
    progress(say!("读取预案", "read the plan"), start.elapsed());
    let (sources, findings) = (loaded.sources, loaded.findings);
    Ok(match loaded.plan {
        Some(plan) => Ok((plan, sources)),
        None => {
            let code = verdict(settings, &findings);
            Err(Outcome { sources, findings, asked: Vec::new(), written: Vec::new(), code, notes: Vec::new() })
        }
    })
}
