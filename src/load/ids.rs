//! Reading ids, and references to them; whether those lead somewhere is asked when all files are read.

use super::faults;
use super::outline::Sketch;
use super::read::{Pending, Reader, Shape};
use super::scalars::text;
use super::tree::Node;
use crate::finding::{Finding, Place};
use crate::model::id::READ_OTHERWISE;
use crate::model::outline::Outline;
use crate::model::{Entity, Id};
use crate::say;

/// Whether a text has the form of an id.
fn is_kebab(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        && !text.ends_with('-')
        && !text.contains("--")
}

/// Whether YAML may read a word as something else than text.
pub(super) fn is_yaml_word(text: &str) -> bool {
    READ_OTHERWISE.contains(&text.to_ascii_lowercase().as_str())
}

/// Whether a text is an id.
pub(super) fn is_id(text: &str) -> bool {
    is_kebab(text) && !is_yaml_word(text)
}

/// Checks that a text is an id.
pub(super) fn id_text(text: &str, place: Place, cx: &mut Reader) -> Option<String> {
    let fine = is_kebab(text);
    if is_id(text) {
        return Some(text.to_owned());
    }
    let message = if fine {
        say!("“{text}”会被别的 YAML 读取器当成真假值", "other YAML readers take '{text}' for a truth value")
    } else {
        say!("“{text}”不是编号", "'{text}' is not an id")
    };
    cx.report(Finding::error(faults::BAD_ID, place, message).help(say!(
        "编号用小写英文字母、数字和连字符，以字母开头，如 duty-operator",
        "an id has lower-case letters, digits and hyphens and begins with a letter, such as duty-operator"
    )));
    None
}

impl<K: Entity> Shape for Id<K> {
    /// A reference of a fixed kind: a bare id. The id of an entity itself is read by
    /// [`Fields::own`](super::read::Fields::own).
    fn read(node: &Node, cx: &mut Reader) -> Option<Self> {
        let written = text(node, cx)?;
        // `role:commander` where only a role can stand is understood all the same.
        let bare = match written.split_once(':') {
            Some((kind, id)) if kind == K::KIND => id,
            Some((kind, _)) => {
                let expected = K::KIND;
                cx.report(
                    Finding::error(
                        faults::DANGLING_REFERENCE,
                        node.place,
                        say!("这里要的是 {expected}，不是 {kind}", "a {expected} is wanted here, not a {kind}"),
                    )
                    .help(say!("只写 {expected} 的编号", "write the id of a {expected}")),
                );
                return None;
            }
            None => written,
        };
        let id = id_text(bare, node.place, cx)?;
        let new = Self::new(&id);
        cx.pending.push(Pending { kind: K::KIND, id, place: node.place });
        Some(new)
    }

    fn outline(_: &mut Sketch) -> Outline {
        Outline::Reference(K::KIND)
    }
}

/// A reference that names its kind, `role:tech-lead`: gives the kind and registers the id.
pub(super) fn qualified<'n>(
    node: &'n Node,
    kinds: &[&'static str],
    cx: &mut Reader,
) -> Option<(&'static str, &'n str)> {
    let written = text(node, cx)?;
    let all = kinds.iter().map(|kind| format!("{kind}:…")).collect::<Vec<_>>().join("、");
    let Some((kind, id)) = written.split_once(':') else {
        cx.report(
            Finding::error(
                faults::DANGLING_REFERENCE,
                node.place,
                say!("“{written}”没有写明种类", "'{written}' does not name its kind"),
            )
            .help(say!("这里可以写：{all}", "one of these may stand here: {all}")),
        );
        return None;
    };
    let Some(known) = kinds.iter().find(|known| **known == kind) else {
        cx.report(
            Finding::error(
                faults::DANGLING_REFERENCE,
                node.part(0..kind.len()),
                say!("这里不能引用“{kind}”", "a '{kind}' cannot be referred to here"),
            )
            .help(say!("这里可以写：{all}", "one of these may stand here: {all}")),
        );
        return None;
    };
    id_text(id, node.place, cx)?;
    cx.pending.push(Pending { kind: known, id: id.to_owned(), place: node.place });
    Some((known, id))
}
