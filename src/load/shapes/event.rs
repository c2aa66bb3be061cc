//! Reading triggers, grades, warnings, postures and reports.

use super::super::read::{Reader, Shape, reads};
use super::super::tree::Node;
use super::{Outline, Sketch, any_of};
use crate::finding::Place;
use crate::model::event::*;
use crate::model::governance::Law;
use crate::model::{Ref, Sourced};

any_of!(Recipient { "role" => Role, "group" => Group, "unit" => Unit });

reads! {
    ResponseLevel {
        own id; required label; required grade as "for"; required activated_by; required ends_when; list measures;
    }
    Grade { required label; list criteria; }
    Warning { required colour; list criteria; required issued_by; list measures; required lifts_when; }
    Posture { own id; required label; required starts_when; list measures; optional ends_when; }
    LeftOut { list classes; list scenarios; list systems; required reason; }
    Measure { required text; optional actor; optional every; optional within; }
    Trigger {
        own id; required label; list signs; ways when; required source; required category; list playbooks;
        optional first_report;
    }
    Criterion { ways when; optional basis; }
    Report {
        own id; required title; ways when; required from; list to; optional within; optional every; optional until;
        optional since; list channels; optional form; list contents; optional clock; list basis; optional note;
    }
}

/// A law with the article in it.
struct ArticleWritten {
    place: Place,
    law: Ref<Law>,
    article: Option<Sourced<i64>>,
}

reads! { ArticleWritten { required law; optional article; } }

impl Shape for Basis {
    /// A law id, or `{law, article}`.
    fn read(node: &Node, cx: &mut Reader) -> Option<Self> {
        if !super::is_mapping(node) {
            let law = Sourced::read(node, cx)?;
            return Some(Self { place: node.place, law, article: None });
        }
        let ArticleWritten { place, law, article } = ArticleWritten::read(node, cx)?;
        Some(Self { place, law, article })
    }

    fn outline(sketch: &mut Sketch) -> Outline {
        Outline::Either(vec![Ref::<Law>::outline(sketch), ArticleWritten::outline(sketch)])
    }
}
