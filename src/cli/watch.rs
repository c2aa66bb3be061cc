//! `plangen watch`: builds again whenever the plan or a template changes, and shows the result in a browser.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::Args;

use super::terminal::{self, Terminal};
use super::{Making, Talk, browser};
use crate::finding::Message;
use crate::model::Date;
use crate::pipeline::watch::{Seen, Settling};
use crate::pipeline::{self, Outcome, Settings, Stop};
use crate::report::Counts;
use crate::report::browser::browser as told;
use crate::say;
use crate::serve::{Board, Round, Server};

/// How long between two looks at the files.
const LOOK: Duration = Duration::from_millis(200);

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// 预案目录 · The plan's folder
    #[arg(long, value_name = "DIR", default_value = "plan-source")]
    plan: PathBuf,
    #[command(flatten)]
    making: Making,
    /// 检查基准日，如 2026-09-07 · The date checks assume
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// 网页的端口，0 为任意空闲端口 · The port of the page; 0 for any that is free (default: 8437, else any that is free)
    #[arg(long, value_name = "PORT")]
    port: Option<u16>,
    /// 不打开浏览器，只报出网址 · Tell the address only, open no browser
    #[arg(long)]
    no_open: bool,
    #[command(flatten)]
    talk: Talk,
}

/// Builds whenever the plan or a template changes, until a signal ends it; gives the exit code where
/// it cannot begin.
pub(super) fn run(arguments: &Arguments) -> u8 {
    let terminal = arguments.talk.terminal();
    let server = match Server::bind(arguments.port) {
        Ok(server) => server,
        Err(error) => return terminal.stop(&taken(arguments.port, &error)),
    };
    let address = server.address();
    terminal.always(&say!(
        "预览在 {address} ，只有这台机器能打开；按 Ctrl+C 结束",
        "the result is at {address} (for this machine only); Ctrl+C ends it"
    ));
    let mark = terminal::seconds().to_string();
    let board = Arc::new(Board::new(terminal.language(), &arguments.plan, &arguments.making.output, mark));
    let shown = Arc::clone(&board);
    std::thread::spawn(move || server.run(&shown));

    let mut first = true;
    loop {
        let seen = arguments.look();
        board.begin();
        match arguments.build(terminal, &board) {
            // What is wrong from the start is no matter of editing.
            Err(code) if first => return code,
            _ => {}
        }
        if std::mem::take(&mut first) && !arguments.no_open {
            browser::open(&address);
        }
        let mut settling = Settling::after(seen);
        loop {
            let start = Instant::now();
            if settling.is_due(arguments.look()) {
                break;
            }
            // Where looking takes long, as on a slow drive, it is done less often.
            std::thread::sleep(LOOK.max(start.elapsed() * 4));
        }
        let at = terminal::clock();
        terminal.note(&say!("── {at} 有改动，重新生成", "── {at} something changed; building again"));
    }
}

impl Arguments {
    /// What a build would read, as it is now: the files and the day, from which periods are counted.
    fn look(&self) -> (Seen, Date) {
        let templates = super::templates(self.making.templates.as_ref(), &self.plan);
        let folders = [Some(self.plan.as_path()), templates.as_deref()].into_iter().flatten();
        (Seen::now(folders), terminal::today())
    }

    fn settings(&self) -> Settings {
        self.making.settings(super::settings(&self.plan, self.as_of))
    }

    /// Builds once and tells what came of it, here and to the page; the exit code where it stopped.
    fn build(&self, terminal: Terminal, board: &Board) -> Result<(), u8> {
        let settings = self.settings();
        let start = Instant::now();
        let built = pipeline::build(&settings, &mut |message, took| terminal.progress(&message, took));
        let took = start.elapsed();
        let stopped = built.as_ref().err().map(|stop| terminal.stop(stop));
        if let Ok(outcome) = &built {
            outcome.notes.iter().for_each(|note| terminal.note(note));
            terminal.text(&outcome.findings, &outcome.sources, None);
        }
        board.show(round(&built, terminal, took));
        stopped.map_or(Ok(()), Err)
    }
}

/// A build as the page shows it.
fn round(built: &Result<Outcome, Stop>, terminal: Terminal, took: Duration) -> Round {
    let language = terminal.language();
    let text = |message: &Message| message.in_language(language).to_owned();
    let (at, stop) = (terminal::clock(), built.as_ref().err().map(|stop| text(&stop.message)));
    match built {
        Err(_) => {
            let (findings, counts, notes) = (Vec::new(), Counts::default(), Vec::new());
            Round { at, took, wrote: false, stop, findings, counts, notes }
        }
        Ok(outcome) => {
            let (findings, counts) = told(&outcome.findings, &outcome.sources, language);
            let notes = outcome.notes.iter().map(text).collect();
            Round { at, took, wrote: outcome.code == 0, stop, findings, counts, notes }
        }
    }
}

/// Why there is no port.
fn taken(port: Option<u16>, error: &std::io::Error) -> Stop {
    let port = port.map_or(String::new(), |port| port.to_string());
    let message = if error.kind() == std::io::ErrorKind::AddrInUse {
        say!(
            "端口 {port} 已被占用：另一个 plangen watch 也许还在运行；结束它，或换一个 --port（不写就自动选用空闲的）",
            "port {port} is taken, perhaps by another plangen watch: end that one, or give another --port (left out, a free one is found)"
        )
    } else {
        let Message { zh, en } = Message::of_system(error);
        say!(
            "端口 {port} 不能用：{zh}；换一个 --port，1024 以上的不需要权限",
            "port {port} cannot be had: {en}; give another --port, those from 1024 on need no rights"
        )
    };
    Stop { code: 4, message }
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};

    use super::*;

    #[test]
    fn a_port_that_cannot_be_had_is_told_with_what_to_do() {
        for kind in [ErrorKind::AddrInUse, ErrorKind::PermissionDenied] {
            let stop = taken(Some(80), &Error::from(kind));
            assert_eq!(stop.code, 4);
            assert!(stop.message.zh.contains("80") && stop.message.en.contains("--port"), "{stop:?}");
        }
    }
}
