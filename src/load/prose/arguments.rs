//! The arguments of a call, taken one by one.

use super::super::call::{Argument, Call, Literal};
use super::super::faults;
use super::super::read::{Reader, nearest};
use super::super::resolve::dangling;
use crate::finding::{Finding, Place};
use crate::model::prose::Target;
use crate::model::words::Words;
use crate::model::{Entity, Id, Quantity};
use crate::say;

/// The kinds of entity that hold limits.
const LIMITED: &[&str] = &["report", "playbook", "group", "calltree", "training_plan", "posture"];

/// The arguments of a call while they are taken.
pub(super) struct Arguments<'a> {
    pub(super) call: &'a Call,
    pub(super) used: usize,
    pub(super) keys: Vec<&'static str>,
    pub(super) cx: &'a mut Reader,
}

impl Arguments<'_> {
    /// The next argument without a key.
    pub(super) fn next(&mut self) -> Option<Argument> {
        let argument = self.call.arguments.iter().filter(|argument| argument.key.is_none()).nth(self.used).cloned();
        self.used += usize::from(argument.is_some());
        argument
    }

    pub(super) fn keyed(&mut self, key: &'static str) -> Option<Argument> {
        self.keys.push(key);
        self.call.arguments.iter().find(|argument| argument.key.as_deref() == Some(key)).cloned()
    }

    pub(super) fn text(&mut self) -> Option<(String, Place)> {
        match self.next() {
            Some(Argument { value: Literal::Text(text), place, .. }) => Some((text, place)),
            Some(argument) => {
                self.fault(argument.place, say!("这里应是带引号的编号", "an id in quotes is wanted here"));
                None
            }
            None => {
                let name = self.call.name.value.clone();
                self.fault(self.call.place, say!("“{name}”缺少参数", "'{name}' lacks an argument"));
                None
            }
        }
    }

    pub(super) fn integer(&mut self) -> Option<i64> {
        match self.next()? {
            Argument { value: Literal::Integer(number), .. } => Some(number),
            argument => {
                self.fault(argument.place, say!("这里应是数字", "a number is wanted here"));
                None
            }
        }
    }

    pub(super) fn id<K: Entity>(&mut self) -> Option<Id<K>> {
        let (text, place) = self.text()?;
        self.known(&text, place)
    }

    pub(super) fn id_key<K: Entity>(&mut self, key: &'static str) -> Option<Id<K>> {
        match self.keyed(key) {
            Some(Argument { value: Literal::Text(text), place, .. }) => self.known(&text, place),
            _ => {
                self.fault(self.call.place, say!("缺少参数 {key}='…'", "the argument {key}='…' is missing"));
                None
            }
        }
    }

    pub(super) fn known<K: Entity>(&mut self, text: &str, place: Place) -> Option<Id<K>> {
        if self.cx.is_declared(K::KIND, text) {
            return Some(Id::new(text));
        }
        let finding = dangling(K::KIND, text, place, self.cx);
        self.cx.report(finding);
        None
    }

    pub(super) fn word<T: Words>(&mut self) -> Option<T> {
        let (text, place) = self.text()?;
        self.word_of(&text, place)
    }

    /// A word behind a key that may be absent; `None` when it is there and unknown.
    #[allow(clippy::option_option, reason = "absent and unknown are different things")]
    pub(super) fn word_key<T: Words>(&mut self, key: &'static str) -> Option<Option<T>> {
        match self.keyed(key) {
            None => Some(None),
            Some(Argument { value: Literal::Text(text), place, .. }) => self.word_of(&text, place).map(Some),
            Some(argument) => {
                self.fault(argument.place, say!("这里应是带引号的词", "a word in quotes is wanted here"));
                None
            }
        }
    }

    pub(super) fn word_of<T: Words>(&mut self, text: &str, place: Place) -> Option<T> {
        let found = T::ALL.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if found.is_none() {
            self.unknown(text, place, T::ALL.iter().map(|(word, _)| *word));
        }
        found
    }

    pub(super) fn flag(&mut self, key: &'static str) -> bool {
        self.keyed(key).is_some_and(|argument| argument.value == Literal::Bool(true))
    }

    /// A quantity by its path.
    pub(super) fn path(&mut self, paths: &[(String, Quantity)], function: &str) -> Option<Target> {
        let (path, place) = self.text()?;
        if let Some((_, quantity)) = paths.iter().find(|(known, _)| *known == path) {
            return Some(Target::Limit { quantity: *quantity, path });
        }
        // What was declared and could not be read has its own finding.
        let id = path.split('.').next().unwrap_or("");
        let read = paths.iter().any(|(known, _)| known.split('.').next() == Some(id));
        let lost = match function {
            "policy" => paths.is_empty(),
            _ => !read && self.cx.is_broken() && LIMITED.iter().any(|kind| self.cx.is_declared(kind, id)),
        };
        if lost {
            return None;
        }
        let finding = Finding::error(
            faults::DANGLING_REFERENCE,
            place,
            say!("{function} 找不到“{path}”，或那里没有填时限", "{function} finds nothing at '{path}'"),
        );
        let near = nearest(&path, paths.iter().map(|(known, _)| known.as_str()));
        self.cx.report(match near {
            Some(near) => finding.help(say!("是不是“{near}”？", "did you mean '{near}'?")),
            None => finding.help(say!(
                "写成“编号.字段”，如 internal-periodic.every",
                "write 'id.field', such as internal-periodic.every"
            )),
        });
        None
    }

    pub(super) fn unknown<'k>(&mut self, word: &str, place: Place, known: impl Iterator<Item = &'k str> + Clone) {
        let finding = Finding::error(faults::DANGLING_REFERENCE, place, say!("没有“{word}”", "there is no '{word}'"));
        let help = match nearest(word, known.clone()) {
            Some(near) => say!("是不是“{near}”？", "did you mean '{near}'?"),
            None => {
                let all = known.collect::<Vec<_>>().join("、");
                say!("可用：{all}", "one of: {all}")
            }
        };
        self.cx.report(finding.help(help));
    }

    pub(super) fn fault(&mut self, place: Place, message: crate::finding::Message) {
        let finding = Finding::error(faults::BAD_CALL, place, message);
        self.cx.report(finding.help(say!(
            "编号和词写在引号里，如 {{{{ phone('command-center', kind='手机') }}}}",
            "put ids and words in quotes, such as {{{{ phone('command-center', kind='手机') }}}}"
        )));
    }

    /// Reports arguments that nothing has used.
    pub(super) fn finish(&mut self) {
        let mut position = 0;
        for argument in &self.call.arguments {
            let used = match &argument.key {
                Some(key) => self.keys.contains(&key.as_str()),
                None => {
                    position += 1;
                    position <= self.used
                }
            };
            if !used {
                let name = self.call.name.value.clone();
                self.cx.report(
                    Finding::error(
                        faults::BAD_CALL,
                        argument.place,
                        say!("“{name}”不需要这个参数", "'{name}' takes no such argument"),
                    )
                    .help(say!("删掉它", "delete it")),
                );
            }
        }
    }
}
