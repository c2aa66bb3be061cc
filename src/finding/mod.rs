//! The bottom floor: what was found, where, and how to mend it.
//!
//! Every floor above reports through [`Finding`], so there is one path for a YAML slip, a broken
//! rule and a page that cannot be set. Nothing here reads files or knows what a plan is.

mod baseline;
pub mod mend;
mod message;
mod near;
mod source;

pub use baseline::{BAD_BASELINE, Baseline, SETTLED_FINDING, adopt};
pub use message::{Language, Message};
pub use near::nearest;
pub use source::{Address, FileId, Place, Position, SourceFile, Sources};

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Stops `build`.
    Error,
    /// Stops a release build.
    Warning,
    /// Worth knowing; stops nothing.
    Info,
}

impl Severity {
    /// The word used in machine formats.
    pub fn key(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// The name of a rule: what a waiver and `plangen explain` are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleName {
    /// The fault in kebab-case, `role-without-backup`.
    pub id: &'static str,
    /// The number in the catalogue, `ORG02`.
    pub code: &'static str,
}

impl RuleName {
    /// Whether a person means this rule by `word`: its id, or its code in any case.
    pub fn is(self, word: &str) -> bool {
        self.id == word || self.code.eq_ignore_ascii_case(word)
    }
}

/// A further place that explains a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// Where it is.
    pub place: Place,
    /// What is there.
    pub message: Message,
}

/// A text that would stand in the place of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty where something is only put in.
    pub place: Place,
    /// What stands there afterwards, as it is written in the file.
    pub text: String,
}

/// A mend that needs no thought: done as a whole or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does.
    pub message: Message,
    /// The edits, none inside another.
    pub edits: Vec<Edit>,
}

/// Whether a finding counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Standing {
    /// It does.
    #[default]
    Open,
    /// It is accepted for a time.
    Waived {
        /// The waiver that says so.
        by: Place,
        /// Its reason, as written.
        reason: String,
    },
    /// It was there when the baseline was written.
    Known,
}

/// One problem, at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule that was broken.
    pub rule: RuleName,
    /// How much it weighs.
    pub severity: Severity,
    /// Where it is; a finding without a place cannot be built.
    pub place: Place,
    /// What is wrong.
    pub message: Message,
    /// What to do about it.
    pub help: Option<Message>,
    /// A mend the program can make by itself.
    pub fix: Option<Fix>,
    /// The entity it concerns, `role:commander`.
    pub entity: Option<String>,
    /// Other places that explain it.
    pub related: Vec<Related>,
    /// Whether it counts.
    pub standing: Standing,
}

impl Finding {
    /// An error of `rule` at `place`.
    pub fn error(rule: RuleName, place: Place, message: Message) -> Self {
        Self::new(rule, Severity::Error, place, message)
    }

    /// A warning of `rule` at `place`.
    pub fn warning(rule: RuleName, place: Place, message: Message) -> Self {
        Self::new(rule, Severity::Warning, place, message)
    }

    /// Something worth knowing that `rule` tells at `place`.
    pub fn info(rule: RuleName, place: Place, message: Message) -> Self {
        Self::new(rule, Severity::Info, place, message)
    }

    fn new(rule: RuleName, severity: Severity, place: Place, message: Message) -> Self {
        let standing = Standing::Open;
        Self { rule, severity, place, message, help: None, fix: None, entity: None, related: Vec::new(), standing }
    }

    /// Whether it counts: nobody has waived it and no baseline knows it.
    pub fn is_open(&self) -> bool {
        self.standing == Standing::Open
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn help(mut self, help: Message) -> Self {
        self.help = Some(help);
        self
    }

    /// Adds a mend the program can make by itself, of one edit.
    #[must_use]
    pub fn fix(mut self, message: Message, place: Place, text: impl Into<String>) -> Self {
        self.fix = Some(Fix { message, edits: vec![Edit { place, text: text.into() }] });
        self
    }

    /// Adds the entity concerned.
    #[must_use]
    pub fn entity(mut self, entity: impl Into<String>) -> Self {
        self.entity = Some(entity.into());
        self
    }

    /// Adds a place that explains it.
    #[must_use]
    pub fn related(mut self, place: Place, message: Message) -> Self {
        self.related.push(Related { place, message });
        self
    }
}

/// Puts findings into reading order and drops exact repeats, so that the order in which files or
/// rules were visited cannot be seen.
pub fn sort(findings: &mut Vec<Finding>, sources: &Sources) {
    findings.sort_by_cached_key(|finding| {
        let path = sources.path(finding.place.file).to_owned();
        let Place { start, end, .. } = finding.place;
        (path, start, end, finding.severity, finding.rule.id, finding.message.zh.clone())
    });
    findings.dedup();
}
