//! How each entity is read: one line a field.

mod asset;
mod contact;
pub(super) mod document;
mod event;
mod form;
mod governance;
mod org;
mod pack;
mod playbook;
mod review;

use super::ids::qualified;
use super::outline::Sketch;
use super::read::{Reader, reads, ways};
use super::tree::Node;
use crate::model::event::When;
use crate::model::outline::Outline;
use crate::model::{Id, Sourced};
use crate::say;

/// Lowers the clearance of a value to what its entity says.
fn mark<T: Clone>(value: &mut Option<crate::model::Sensitive<T>>, visibility: crate::model::Clearance) {
    if let Some(inner) = value {
        inner.mark(visibility);
    }
}

ways! {
    When, |_given| say!("“if”和“when”只写一个", "give either 'if' or 'when'");
    If(required condition as "if")
    Words(required words as "when")
}

/// Reads a reference that names its kind; `make` turns kind and id into the value.
fn any<T>(node: &Node, kinds: &[&'static str], cx: &mut Reader, make: fn(&str, AnyId<'_>) -> Option<T>) -> Option<T> {
    let (kind, id) = qualified(node, kinds, cx)?;
    make(kind, AnyId { id, node })
}

/// An id whose kind was written before it.
struct AnyId<'n> {
    id: &'n str,
    node: &'n Node,
}

impl AnyId<'_> {
    fn of<K>(&self) -> Sourced<Id<K>> {
        Sourced { value: Id::new(self.id), place: self.node.place }
    }
}

/// Writes [`Shape`] for an enumeration of references: `kind => Variant`.
macro_rules! any_of {
    ($type:ty { $($kind:literal => $variant:ident),* $(,)? }) => {
        impl Shape for $type {
            fn read(node: &Node, cx: &mut Reader) -> Option<Self> {
                super::any(node, &[$($kind),*], cx, |kind, id| match kind {
                    $($kind => Some(Self::$variant(id.of())),)*
                    _ => None,
                })
            }

            fn outline(_: &mut super::Sketch) -> super::Outline {
                super::Outline::Qualified(vec![$($kind),*])
            }
        }
    };
}
use any_of;

/// Whether a node is a mapping, where a single value may stand as well.
fn is_mapping(node: &Node) -> bool {
    matches!(node.value, super::tree::Value::Mapping(_))
}

/// A scalar as text without a finding when it is none.
pub(super) fn peek_text(node: &Node) -> Option<&str> {
    match &node.value {
        super::tree::Value::Scalar { text, .. } => Some(text),
        _ => None,
    }
}
