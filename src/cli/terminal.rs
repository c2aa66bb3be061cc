//! What the program says and where: results on standard output, everything else on standard error.

#![allow(
    clippy::disallowed_methods,
    clippy::exit,
    reason = "the one place that reads clock and environment, and answers signals"
)]

use std::io::{self, IsTerminal, Write};
use std::time::Duration;

use crate::finding::{Finding, Language, Message, Sources};
use crate::model::Date;
use crate::pipeline::{Outcome, Stop, handbook};
use crate::report::{self, Grouping, RuleFacts};

use super::{Common, Format};

/// A terminal and how to speak on it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Terminal {
    language: Language,
    colour: bool,
    /// Whether what goes to standard output has colours.
    paints: bool,
    quiet: bool,
    verbose: bool,
}

impl Terminal {
    pub(super) fn new(language: Option<Language>, colour: Option<bool>, quiet: bool, verbose: bool) -> Self {
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let paints = colour.unwrap_or_else(|| !plain && std::io::stdout().is_terminal());
        let colour = colour.unwrap_or_else(|| !plain && std::io::stderr().is_terminal());
        Self { language: language.unwrap_or_else(language_of_locale), colour, paints, quiet, verbose }
    }

    /// Whether what goes to standard output has colours.
    pub(super) fn colours_output(self) -> bool {
        self.paints
    }

    /// The language spoken on it.
    pub(super) fn language(self) -> Language {
        self.language
    }

    /// A line of progress with its time.
    pub(super) fn progress(self, message: &Message, took: Duration) {
        if !self.quiet {
            let milliseconds = took.as_secs_f64() * 1000.0;
            say(&format!("{:>8.1} ms  {}", milliseconds, message.in_language(self.language)));
        }
    }

    /// A line worth telling.
    pub(super) fn note(self, message: &Message) {
        if !self.quiet {
            say(message.in_language(self.language));
        }
    }

    /// A line without which the run is of no use.
    pub(super) fn always(self, message: &Message) {
        say(message.in_language(self.language));
    }

    /// Asks a person; yes where nobody is there to be asked.
    pub(super) fn agrees(self, question: &Message) -> bool {
        if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
            return true;
        }
        let _closed = write!(io::stderr().lock(), "{}", question.in_language(self.language));
        let mut answer = String::new();
        let heard = io::stdin().read_line(&mut answer).is_ok();
        heard && matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "是")
    }

    /// Why a run stopped; gives the exit code.
    pub(super) fn stop(self, stop: &Stop) -> u8 {
        let word = match self.language {
            Language::Chinese => "错误",
            Language::English => "error",
        };
        say(&format!("{word}: {}", stop.message.in_language(self.language)));
        stop.code
    }

    /// The one of two texts that is in the language of this terminal.
    pub(super) fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self.language {
            Language::Chinese => zh,
            Language::English => en,
        }
    }

    /// Whether standard output has colours.
    pub(super) fn paints(self) -> bool {
        self.paints
    }

    /// The findings of a run in the format asked for; `strict` where warnings count as errors.
    ///
    /// # Errors
    /// When standard output takes nothing more.
    pub(super) fn findings(self, outcome: &Outcome, common: &Common, strict: bool) -> io::Result<()> {
        let (findings, sources, language) = (&outcome.findings, &outcome.sources, self.language);
        let rules = || -> Vec<RuleFacts<'_>> {
            handbook::entries().iter().map(|entry| entry.facts(self.pick(entry.zh, entry.en))).collect()
        };
        match common.format {
            Format::Json => print(&report::json(findings, sources, language)),
            Format::Sarif => print(&report::sarif(findings, &rules(), sources, language)),
            Format::Junit => {
                let mut asked = rules();
                asked.retain(|rule| outcome.asked.contains(&rule.name));
                print(&report::junit(findings, &asked, sources, language, strict))
            }
            Format::Github => print(&report::github(findings, sources, language)),
            Format::Text => {
                self.text(findings, sources, common.group.map(Into::into));
                Ok(())
            }
        }
    }

    /// Findings for a person.
    pub(super) fn text(self, findings: &[Finding], sources: &Sources, group: Option<Grouping>) {
        let look = report::Look { language: self.language, colour: self.colour, group, all: self.verbose };
        say(report::text(findings, sources, look).trim_end());
    }

    /// Says that standard output took nothing more; gives the exit code.
    pub(super) fn unwritten(self, error: &io::Error) -> u8 {
        let error = error.to_string();
        let message = crate::say!("无法写标准输出：{error}", "cannot write standard output: {error}");
        self.stop(&Stop { code: 4, message })
    }
}

/// A line on standard error. A closed one is no reason to fail.
fn say(line: &str) {
    let _closed = writeln!(std::io::stderr().lock(), "{line}");
}

/// Text on standard output. A reader that has seen enough is no reason to fail.
///
/// # Errors
/// When it cannot be written for another reason, such as a full disk.
pub(super) fn print(text: &str) -> io::Result<()> {
    put(text.as_bytes())
}

/// Bytes on standard output, likewise.
///
/// # Errors
/// As [`print`].
pub(super) fn put(bytes: &[u8]) -> io::Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
        _ => Ok(()),
    }
}

/// Whether standard output is a terminal: somebody sees what is written there, and nothing keeps it.
pub(super) fn is_seen() -> bool {
    io::stdout().is_terminal()
}

/// Chinese where the locale says so.
fn language_of_locale() -> Language {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty())
        .unwrap_or_default();
    if locale.starts_with("zh") { Language::Chinese } else { Language::English }
}

/// Today in China; plans count their periods there wherever the machine stands.
pub(super) fn today() -> Date {
    crate::model::day_in_china(seconds())
}

/// The time of day in China, `14:03:05`.
pub(super) fn clock() -> String {
    let seconds = (seconds() + 8 * 3600) % (24 * 3600);
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// Now, in seconds since 1970.
pub(super) fn seconds() -> u64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// Ends with 130 or 143 on SIGINT or SIGTERM. What was being written lies beside the output and
/// is removed by the next build.
pub(super) fn leave_on_signals() {
    use signal_hook::consts::{SIGINT, SIGTERM};
    let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGINT, SIGTERM]) else { return };
    std::thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            std::process::exit(128 + signal);
        }
    });
}
