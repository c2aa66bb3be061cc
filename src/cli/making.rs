//! What commands that make documents are told: which, of which templates, and where to.

use std::path::{Path, PathBuf};

use clap::Args;

use super::Edition;
use crate::pipeline::Settings;

#[derive(Debug, Args)]
pub(super) struct Making {
    /// 自定义模板目录，逐个替换内置模板 · Templates that replace built-in ones (default: `templates` beside the plan)
    #[arg(long, value_name = "DIR")]
    pub(super) templates: Option<PathBuf>,
    /// 输出目录，整体替换 · The output folder; replaced as a whole
    #[arg(long, value_name = "DIR", default_value = "output")]
    pub(super) output: PathBuf,
    /// 只生成这些文档，如 official · Make only these documents, such as official
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    only: Vec<String>,
    /// 只生成这一版 · Make only this edition
    #[arg(long, value_enum)]
    edition: Option<Edition>,
}

impl Making {
    /// What is asked for, with what only these arguments say put into `settings`.
    pub(super) fn settings(&self, settings: Settings) -> Settings {
        Settings {
            templates: templates(self.templates.as_ref(), &settings.plan),
            output: self.output.clone(),
            only: self.only.clone(),
            edition: self.edition.map(Into::into),
            ..settings
        }
    }
}

/// The folder of a bureau's own templates: the one asked for, else `templates` beside the plan.
pub(super) fn templates(asked: Option<&PathBuf>, plan: &Path) -> Option<PathBuf> {
    asked.cloned().or_else(|| {
        // `.` has no name of its own and so nothing beside it.
        let absolute = std::path::absolute(plan).ok().filter(|_| plan.file_name().is_none());
        let beside = absolute.as_deref().unwrap_or(plan).parent()?.join("templates");
        beside.is_dir().then_some(beside)
    })
}
