//! Words of two states as one stretch: what was taken out and what was put in stand behind each other.

use crate::views::content::Inline;
use crate::views::revision::runs::{self, Mark};

/// A face words are set in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Face {
    Plain,
    Strong,
    Emph,
}

/// Old and new words as one, marked where they differ; `None` where they say the same.
pub(super) fn merge(old: &[Inline], new: &[Inline]) -> Option<Vec<Inline>> {
    let (before, after) = (flat(old), flat(new));
    let (left, right) = (joined(&before), joined(&after));
    if left == right {
        return None;
    }
    let (mut before, mut after) = (Faces::of(&before), Faces::of(&after));
    let mut out = Vec::new();
    for run in runs::interleave(&left, &right) {
        let length = run.text.len();
        match run.mark {
            Mark::Same => {
                before.take(length);
                out.extend(after.take(length));
            }
            Mark::Deleted => out.push(Inline::Deleted { body: before.take(length) }),
            Mark::Added => out.push(Inline::Added { body: after.take(length) }),
        }
    }
    Some(out)
}

/// The words of inlines, deleted ones too, for comparing; a line end is a character as well.
pub(super) fn said(inlines: &[Inline]) -> String {
    joined(&flat(inlines))
}

fn flat(inlines: &[Inline]) -> Vec<(Face, String)> {
    let mut out = Vec::new();
    gather(inlines, Face::Plain, &mut out);
    out
}

fn gather(inlines: &[Inline], face: Face, out: &mut Vec<(Face, String)>) {
    for inline in inlines {
        match inline {
            Inline::Text { text } => out.push((face, text.clone())),
            Inline::Strong { body } => gather(body, Face::Strong, out),
            Inline::Emph { body } => gather(body, Face::Emph, out),
            Inline::Break => out.push((face, "\n".into())),
            Inline::Deleted { body } | Inline::Added { body } => gather(body, face, out),
        }
    }
}

fn joined(stretches: &[(Face, String)]) -> String {
    stretches.iter().map(|(_, text)| text.as_str()).collect()
}

/// Takes words off the front, in the faces they had.
struct Faces<'t> {
    rest: Vec<(Face, &'t str)>,
}

impl<'t> Faces<'t> {
    fn of(stretches: &'t [(Face, String)]) -> Self {
        Self { rest: stretches.iter().rev().map(|(face, text)| (*face, text.as_str())).collect() }
    }

    /// The next `length` bytes.
    fn take(&mut self, mut length: usize) -> Vec<Inline> {
        let mut out = Vec::new();
        while length > 0 {
            let Some((face, text)) = self.rest.pop() else { break };
            let (own, rest) = text.split_at(length.min(text.len()));
            if !rest.is_empty() {
                self.rest.push((face, rest));
            }
            length -= own.len();
            for (index, line) in own.split('\n').enumerate() {
                if index > 0 {
                    out.push(Inline::Break);
                }
                if !line.is_empty() {
                    out.push(match face {
                        Face::Plain => Inline::text(line),
                        Face::Strong => Inline::strong(line),
                        Face::Emph => Inline::Emph { body: vec![Inline::text(line)] },
                    });
                }
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_marked_in_the_face_it_has() {
        let old = [Inline::strong("升级时限："), Inline::text("触发后1小时，报告总指挥。")];
        let new = [Inline::strong("升级时限："), Inline::text("触发后30分钟，报告总指挥。")];
        let merged = merge(&old, &new).unwrap();
        assert_eq!(
            merged,
            [
                Inline::strong("升级时限："),
                Inline::text("触发后"),
                Inline::Deleted { body: vec![Inline::text("1小时")] },
                Inline::Added { body: vec![Inline::text("30分钟")] },
                Inline::text("，报告总指挥。"),
            ]
        );
    }

    #[test]
    fn the_same_words_are_not_merged() {
        assert_eq!(merge(&[Inline::text("同样的话")], &[Inline::text("同样"), Inline::text("的话")]), None);
    }
}
