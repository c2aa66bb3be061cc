//! Reading forms.

use super::super::outline::{Kept, Keys};
use super::super::read::{Fields, Reader, Shape, reads};
use super::Outline;
use crate::model::Sourced;
use crate::model::form::*;

reads! {
    Form {
        own id; required title; optional purpose; list basis; optional seal; optional sign;
        optional filled_by; optional copies; optional retention; list fields; list notes;
    }
    Seal { required unit; required required; }
    Sign { required role; }
    Field {
        required id; required label; required r#type; optional unit; defaulted required; values values;
        list answers;
        optional show_if; optional prefill; optional rows; defaulted half;
    }
}

impl Fields<'_> {
    /// The words to tick: a list, or one name that stands for the plan's own, such as `$levels`.
    fn values(&mut self, key: &'static str, cx: &mut Reader) -> Vec<Sourced<String>> {
        let Some(node) = self.take(key) else { return Vec::new() };
        match super::peek_text(node) {
            Some(name) if name.starts_with('$') => Sourced::read(node, cx).into_iter().collect(),
            _ => super::super::read::items(node, cx),
        }
    }
}

impl Keys<'_> {
    fn values<S>(&mut self, key: &'static str, _: Kept<S, Vec<Sourced<String>>>) {
        let words = Outline::List(Box::new(Outline::Text));
        self.add(key, Outline::Either(vec![words, Outline::Sign('$')]), false);
    }
}
