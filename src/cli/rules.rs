//! `plangen explain`: shows the page of a rule; `plangen rules` lists them all.

use clap::{Args, ValueEnum};

use super::Talk;
use super::terminal::print;
use crate::pipeline::handbook::{self, Entry};
use crate::report;
use crate::say;

#[derive(Debug, Args)]
pub(super) struct ExplainArguments {
    /// 规则的编号或英文名，如 ORG02 · A rule's code or name, such as role-without-backup
    #[arg(value_name = "RULE")]
    rule: String,
    #[command(flatten)]
    talk: Talk,
}

#[derive(Debug, Args)]
pub(super) struct RulesArguments {
    /// 输出格式 · How the list is written
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    format: ListFormat,
    #[command(flatten)]
    talk: Talk,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ListFormat {
    Text,
    Json,
    Markdown,
}

/// Shows the page of a rule.
pub(super) fn explain(arguments: &ExplainArguments) -> u8 {
    let terminal = arguments.talk.terminal();
    match handbook::find(&arguments.rule) {
        Err(stop) => terminal.stop(&stop),
        Ok(entry) => {
            let (code, id, title) = (entry.name.code, entry.name.id, terminal.pick(entry.zh, entry.en));
            let page = report::page(&format!("# {code} {title}\n\n`{id}`\n\n{}", entry.body()), terminal.paints());
            print(&page).map_or_else(|error| terminal.unwritten(&error), |()| 0)
        }
    }
}

/// Lists all rules.
pub(super) fn list(arguments: &RulesArguments) -> u8 {
    let terminal = arguments.talk.terminal();
    let entries = handbook::entries();
    let title = |entry: &Entry| terminal.pick(entry.zh, entry.en);
    let text = match arguments.format {
        ListFormat::Markdown => handbook::document(),
        ListFormat::Json => report::rules(&entries.iter().map(|entry| entry.facts(title(entry))).collect::<Vec<_>>()),
        ListFormat::Text => entries
            .iter()
            .map(|entry| {
                let (code, id) = (entry.name.code, entry.name.id);
                let fixed = if entry.is_rule && !entry.waivable { "!" } else { "" };
                let level = entry.severity.key();
                format!("{code:6} {id:28} {level:8}{fixed:2}{}\n", title(entry))
            })
            .collect(),
    };
    if let Err(error) = print(&text) {
        return terminal.unwritten(&error);
    }
    if matches!(arguments.format, ListFormat::Text) {
        let count = entries.len();
        terminal.note(&say!(
            "共 {count} 条；标 ! 的不可豁免；plangen explain 编号 看说明",
            "{count} in all; those with ! cannot be waived; plangen explain CODE shows a page"
        ));
    }
    0
}
