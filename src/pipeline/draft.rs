//! Brings somebody else's playbook in as a skeleton of ours: shown first, written where nothing is.

use std::path::PathBuf;
use std::time::Instant;

use super::{Outcome, Progress, Settings, Stop, verdict};
use crate::finding::Message;
use crate::load::{self, glance};
use crate::render::yaml;
use crate::report;
use crate::say;
use crate::text::skeleton::{Field, Value};
use crate::views::cacao;
use crate::write::{Addition, texts_and_files};

/// What to bring in.
#[derive(Debug, Clone)]
pub struct Order {
    /// The file: a checklist in Markdown, or CACAO 2.0.
    pub file: PathBuf,
    /// The id of the playbook, where the file or its name does not give one.
    pub id: Option<String>,
}

/// A skeleton that is ready.
#[derive(Debug)]
pub struct Drafted {
    /// What was found; its code is not 0 where nothing may be written.
    pub outcome: Outcome,
    /// The skeleton, where there is one.
    pub text: String,
    /// Where it would be written, or why it would not.
    pub path: Option<Result<PathBuf, Message>>,
}

impl Drafted {
    /// Writes it.
    ///
    /// # Errors
    /// When a file is there meanwhile, or the folder cannot be written.
    pub fn write(&self) -> Result<(), Stop> {
        let Some(Ok(path)) = &self.path else { return Ok(()) };
        let added = [Addition { path: path.clone(), text: &self.text }];
        texts_and_files(&[], &added).map_err(|message| Stop { code: 4, message })
    }
}

/// Reads the file into a skeleton.
///
/// # Errors
/// When plan or file cannot be read, or the playbook has no id.
pub fn draft(settings: &Settings, order: &Order, progress: &mut Progress<'_>) -> Result<Drafted, Stop> {
    let usage = |message| Stop { code: 2, message };
    if let Some(told) = order.id.as_ref().filter(|told| load::draft::id(told).is_none()) {
        return Err(usage(say!(
            "“{told}”不是编号：用小写英文字母、数字和连字符，以字母开头，如 power-outage",
            "'{told}' is no id: it has lower-case letters, digits and hyphens and begins with a letter, as power-outage"
        )));
    }
    let start = Instant::now();
    let known = glance::glance(&settings.plan).map_err(|message| Stop { code: 3, message })?;
    let links = cacao::identifiers(&known.plan, known.playbooks.iter().map(String::as_str));
    let drafted = load::draft::draft(&order.file, order.id.as_deref(), &known, &links)
        .map_err(|message| Stop { code: 3, message })?;
    progress(say!("读入方案", "read the playbook"), start.elapsed());
    let (sources, findings) = (drafted.sources, drafted.findings);
    let code = verdict(settings, &findings);
    let mut outcome = Outcome { sources, findings, asked: Vec::new(), written: Vec::new(), code, notes: Vec::new() };
    let Some((id, fields)) = drafted.skeleton else {
        outcome.code = 3;
        return Ok(Drafted { outcome, text: String::new(), path: None });
    };
    if id.is_empty() {
        return Err(usage(say!(
            "文件名不能作方案编号；用 --id 给一个，如 --id power-outage",
            "the name of the file is no id; give one, such as --id power-outage"
        )));
    }
    let own = [Field::Set("id", Value::text(&id))].into_iter().chain(fields).collect();
    let name = order.file.file_name().unwrap_or_default().to_string_lossy();
    let remark =
        Field::Remark(format!("从“{name}”导入的骨架：写着“待填”的逐项填上，填完删掉注释；导入前的原文以原件为准。"));
    let text = yaml::text(&vec![remark, Field::Set("playbook", Value::Fields(own))]);
    let path = settings.plan.join("playbooks").join(format!("{id}.yaml"));
    let (steps, open) = (drafted.steps, report::Counts::of(&outcome.findings).warnings);
    outcome
        .notes
        .push(say!("{steps} 个步骤，{open} 处待填或未读入", "{steps} steps, {open} places to fill in or look at"));
    let path = Some(free(path, &id, known.playbooks.contains(&id)));
    Ok(Drafted { outcome, text, path })
}

/// The path, where nothing has it and no playbook the id.
fn free(path: PathBuf, id: &str, taken: bool) -> Result<PathBuf, Message> {
    let shown = path.display();
    if taken {
        return Err(say!(
            "预案里已有方案“{id}”，不会覆盖；用 --id 换一个编号",
            "the plan has a playbook '{id}' already, which is not overwritten; choose another with --id"
        ));
    }
    if std::fs::symlink_metadata(&path).is_ok() {
        return Err(say!(
            "“{shown}”已经存在，不会覆盖；用 --id 换一个编号",
            "'{shown}' is there already and is not overwritten; choose another id with --id"
        ));
    }
    Ok(path)
}
