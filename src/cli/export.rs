//! `plangen export`: gives the plan in one other format, as a file or on standard output.

use std::io::IsTerminal;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Common, Edition, Format, terminal};
use crate::model::Clearance;
use crate::pipeline::Stop;
use crate::pipeline::export::{Exported, Order, export};
use crate::say;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// 导出成什么：通讯录 xlsx、csv、vcard，日历 ics，处置方案 cacao，整个预案 json，可编辑的正式文件 docx · The contact book, the calendar, the playbooks, the whole plan, or the official document to edit
    #[arg(value_enum, value_name = "FORMAT")]
    what: What,
    /// 只导出这一个方案（cacao）· This playbook only (cacao)
    #[arg(long, value_name = "ID")]
    only: Option<String>,
    /// 写到这个文件，默认标准输出 · The file to write (default: standard output)
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// 给谁看，默认内部 · Who reads it (default: internal)
    #[arg(long, value_enum)]
    edition: Option<Edition>,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    Xlsx,
    Csv,
    Vcard,
    Ics,
    Cacao,
    Json,
    Docx,
}

impl From<What> for Exported {
    fn from(what: What) -> Self {
        match what {
            What::Xlsx => Self::Workbook,
            What::Csv => Self::Table,
            What::Vcard => Self::Cards,
            What::Ics => Self::Calendar,
            What::Cacao => Self::Cacao,
            What::Json => Self::Json,
            What::Docx => Self::Document,
        }
    }
}

/// Exports; what was not written to a file goes to standard output.
pub(super) fn run(arguments: &Arguments) -> u8 {
    let terminal = arguments.common.terminal();
    if !matches!(arguments.common.format, Format::Text) {
        let message = say!(
            "导出占用标准输出，发现只能用 text 格式；要别的格式用 plangen check",
            "standard output is for the export, so findings are told as text; for other formats use plangen check"
        );
        return terminal.stop(&Stop { code: 2, message });
    }
    if arguments.only.is_some() && arguments.what != What::Cacao {
        let message = say!("--only 只用于 cacao", "--only goes with cacao only");
        return terminal.stop(&Stop { code: 2, message });
    }
    let binary = matches!(arguments.what, What::Xlsx | What::Docx);
    if binary && arguments.output.is_none() && std::io::stdout().is_terminal() {
        let message = say!(
            "Excel、Word 文件不能显示在终端上；用 --output 文件名",
            "a workbook or document cannot be shown; use --output FILE"
        );
        return terminal.stop(&Stop { code: 2, message });
    }
    let order = Order {
        format: arguments.what.into(),
        clearance: arguments.edition.map_or(Clearance::Internal, Into::into),
        playbook: arguments.only.clone(),
        file: arguments.output.clone(),
    };
    let settings = arguments.common.settings();
    match export(&settings, &order, &mut |message, took| terminal.progress(&message, took)) {
        Err(stop) => terminal.stop(&stop),
        Ok((outcome, bytes)) => {
            for note in &outcome.notes {
                terminal.note(note);
            }
            let told = terminal.findings(&outcome, &arguments.common, settings.deny_warnings);
            let printed = told.and_then(|()| bytes.map_or(Ok(()), |bytes| terminal::put(&bytes)));
            printed.map_or_else(|error| terminal.unwritten(&error), |()| outcome.code)
        }
    }
}
