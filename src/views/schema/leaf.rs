//! Single values in a schema. The loader reads every one as text, whatever an editor takes it for: a
//! year is a number to the one and digits to the other.

use super::Pairs;
use super::json::Json;
use crate::model::id::READ_OTHERWISE;
use crate::model::outline::Outline;
use crate::model::quantity::UNITS;

/// An id, without what stands before it.
const ID: &str = "[a-z][a-z0-9]*(-[a-z0-9]+)*";
/// A number that may have a part behind the point.
const NUMBER: &str = "-?[0-9]{1,12}([.][0-9]{1,3})?";

/// The definition of a value that many keys share.
pub(super) fn shared(leaf: &Outline) -> Option<&'static str> {
    Some(match leaf {
        Outline::Text => "text",
        Outline::Flag => "flag",
        Outline::Whole => "whole",
        Outline::Date => "date",
        Outline::Time => "time",
        Outline::Quantity => "quantity",
        Outline::Amount => "amount",
        Outline::Unit => "unit",
        Outline::Id => "id",
        _ => return None,
    })
}

/// Those definitions.
pub(super) fn all() -> Vec<(&'static str, Pairs)> {
    let leaves = [
        Outline::Text,
        Outline::Flag,
        Outline::Whole,
        Outline::Date,
        Outline::Time,
        Outline::Quantity,
        Outline::Amount,
        Outline::Unit,
        Outline::Id,
    ];
    leaves.iter().filter_map(|leaf| Some((shared(leaf)?, own(leaf)))).collect()
}

/// What a value is.
pub(super) fn own(leaf: &Outline) -> Pairs {
    let spelled = |pattern: String| vec![("type", Json::from("string")), ("pattern", Json::from(pattern))];
    match leaf {
        Outline::Text => vec![("type", Json::words(["string", "number", "boolean"])), ("pattern", Json::from("\\S"))],
        Outline::Flag => {
            let words = ["true", "false", "是", "否"].map(Json::from);
            vec![("enum", Json::List([true, false].map(Json::Flag).into_iter().chain(words).collect()))]
        }
        Outline::Whole => vec![
            ("type", Json::words(["integer", "string"])),
            ("minimum", Json::Whole(0)),
            ("pattern", Json::from("^(0|[1-9][0-9]*)$")),
        ],
        Outline::Words(words) => vec![("enum", Json::words(words.iter().map(String::as_str)))],
        Outline::Date => spelled("^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$".into()),
        Outline::Time => spelled("^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$".into()),
        Outline::Quantity => {
            let units = UNITS.iter().map(|unit| unit.source).collect::<Vec<_>>().join("|");
            spelled(format!("^{NUMBER}\\s*({units})$"))
        }
        Outline::Amount => {
            vec![("type", Json::words(["number", "string"])), ("pattern", Json::from(format!("^{NUMBER}$")))]
        }
        Outline::Unit => vec![("enum", Json::words(UNITS.iter().map(|unit| unit.source)))],
        Outline::Id => id(""),
        Outline::Reference(kind) => id(&format!("({kind}:)?")),
        Outline::Qualified(kinds) => id(&format!("({}):", kinds.join("|"))),
        Outline::Sign(sign) => spelled(format!("^[{sign}]")),
        Outline::List(_) | Outline::Named(_) | Outline::Mapping(_) | Outline::Either(_) => Vec::new(),
    }
}

/// An id with `before` in front, and no word that other readers of YAML take for something else.
fn id(before: &str) -> Pairs {
    let words = READ_OTHERWISE.join("|");
    let pattern = |id: &str| Json::from(format!("^{before}{id}$"));
    vec![
        ("type", Json::from("string")),
        ("pattern", pattern(ID)),
        ("not", super::object(vec![("pattern", pattern(&format!("({words})")))])),
    ]
}
