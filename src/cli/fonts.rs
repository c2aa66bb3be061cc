//! `plangen fonts`: tells which file serves which role; `plangen fonts install` fetches the open ones.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Talk;
use super::terminal::{Terminal, print};
use crate::finding::Message;
use crate::fonts::{self, FontError, InstallOptions, Mode, Overrides};
use crate::pipeline::Stop;
use crate::say;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    action: Option<Action>,
    #[command(flatten)]
    talk: Talk,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// 取得锁定的开放字体，无需管理员权限 · Fetch the locked open fonts, without root
    Install {
        /// 从这个目录、字体文件或 .deb 取 · Take them from this folder, font or .deb
        #[arg(long, value_name = "PATH")]
        from: Option<PathBuf>,
        #[command(flatten)]
        talk: Talk,
    },
}

/// Shows or installs.
pub(super) fn run(arguments: &Arguments) -> u8 {
    match &arguments.action {
        None => show(arguments.talk.terminal()),
        Some(Action::Install { from, talk }) => {
            install(talk.terminal(), InstallOptions { from: from.clone(), ..InstallOptions::default() })
        }
    }
}

fn stop(terminal: Terminal, error: &FontError) -> u8 {
    let code = match error {
        FontError::Write { .. } => 4,
        FontError::LockLine { .. } => 5,
        _ => 3,
    };
    terminal.stop(&Stop { code, message: Message { zh: error.zh(), en: error.en() } })
}

fn install(terminal: Terminal, options: InstallOptions) -> u8 {
    let done = fonts::install(&options, &mut |progress| {
        terminal.note(&Message { zh: progress.zh(), en: progress.en() });
    });
    match done {
        Err(error) => stop(terminal, &error),
        Ok(installed) => {
            for note in &installed.notes {
                terminal.note(&Message { zh: note.zh(), en: note.en() });
            }
            let place = installed.dir.display();
            terminal.note(&say!("字体已就绪：{place}", "fonts are ready: {place}"));
            0
        }
    }
}

fn show(terminal: Terminal) -> u8 {
    match fonts::report(Mode::Locked, None, &Overrides::new()) {
        Err(error) => stop(terminal, &error),
        Ok(report) => {
            let mut table = String::new();
            for (role, font) in &report.rows {
                let (file, substituted) = match font {
                    Some(font) => {
                        (font.path.display().to_string(), if font.substituted { "替代 substituted" } else { "" })
                    }
                    None => ("—".to_owned(), ""),
                };
                let family = font.as_ref().map_or("—", |font| font.family.as_str());
                table.push_str(&format!("{}\t{}\t{family}\t{substituted}\t{file}\n", role.family(), role.zh()));
            }
            if let Err(error) = print(&table) {
                return terminal.unwritten(&error);
            }
            report.problem.map_or(0, |problem| stop(terminal, &problem))
        }
    }
}
