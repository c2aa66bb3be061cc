//! REV04: everybody reads the same version: issued in order, approved, filed, handed out.
//!
//! Filing counts working days by the holiday notices of the pack; where these do not reach, the
//! period is shown and a person has to count.

mod copies;
mod filing;

use crate::check::{Context, names};
use crate::finding::{Finding, Message, Place};
use crate::model::Plan;
use crate::model::review::Version;
use crate::say;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let (plan, as_of) = (cx.plan, cx.as_of);
    let mut found = order(&plan.versions);
    match current(plan) {
        None => {
            let version = &plan.head.version;
            let written = &version.value;
            let message = say!("版本{written}没有登记", "version {written} is not on record");
            let help = say!(
                "在 versions 登记文号、印发日期、批准人、备案和修订内容",
                "enter it under versions: number, issue, approval, filing, what changed"
            );
            found.push(fault(version.place, message, help));
        }
        Some(version) => {
            found.extend(papers(version, plan));
            found.extend(filing::check(version, plan, as_of));
            found.extend(copies::check(version, plan, as_of));
        }
    }
    for finding in found {
        cx.report(finding);
    }
}

fn fault(place: Place, message: Message, help: Message) -> Finding {
    Finding::error(names::uncontrolled_version, place, message).help(help)
}

/// The record of the version the plan says it is.
fn current(plan: &Plan) -> Option<&Version> {
    plan.versions.iter().find(|version| version.version.value == plan.head.version.value)
}

/// Versions stand in the order of their issue, none twice, numbers rising.
fn order(versions: &[Version]) -> Vec<Finding> {
    let parts = |version: &Version| -> Vec<i64> {
        version.version.value.split('.').map(|part| part.parse().unwrap_or(0)).collect()
    };
    let pairs = versions.iter().zip(versions.iter().skip(1));
    let wrong = pairs.filter(|(old, new)| parts(new) <= parts(old) || new.issued.value < old.issued.value);
    wrong
        .map(|(old, new)| {
            let (before, after) = (&old.version.value, &new.version.value);
            let message = say!(
                "版本{after}排在{before}后面，版本号或印发日期却没有更大",
                "version {after} follows {before}, but its number or its date does not"
            );
            let help = say!(
                "旧行不动，新版写在最后，版本号递增",
                "leave old rows alone, put the new one last, with a higher number"
            );
            fault(new.version.place, message, help)
                .related(old.version.place, say!("前一版在这里", "the one before is here"))
        })
        .collect()
}

/// Number, approval and what it replaces.
fn papers(version: &Version, plan: &Plan) -> Vec<Finding> {
    let mut found = Vec::new();
    let written = &version.version.value;
    let lacks =
        [(version.number.is_none(), "发文字号", "number"), (version.approved_by.is_none(), "批准人", "approved_by")];
    for (_, zh, key) in lacks.into_iter().filter(|(lacking, ..)| *lacking) {
        let message = say!("版本{written}没有写{zh}", "version {written} lacks {key}");
        found.push(fault(version.version.place, message, say!("补上 {key}", "fill in {key}")));
    }
    let document = &plan.head.document;
    let own = document.number.to_string();
    if let Some(number) = version.number.as_ref().filter(|number| number.value != own) {
        let recorded = &number.value;
        let message = say!("登记的文号是{recorded}，文件上是{own}", "the record says {recorded}, the document {own}");
        let finding = fault(number.place, message, say!("两处改成一致", "make both the same"));
        found.push(finding.related(document.number.place, say!("文件的文号在这里", "the document's number is here")));
    }
    let earlier = plan.versions.iter().take_while(|other| other.version.value != version.version.value).last();
    if let Some(old) = earlier.and_then(|earlier| earlier.number.as_ref())
        && !document.replaces.iter().any(|replaced| replaced.value == old.value)
    {
        let number = &old.value;
        let message = say!("上一版{number}没有写明废止", "the earlier {number} is not said to be replaced");
        found.push(fault(
            version.version.place,
            message,
            say!("在 plan.document.replaces 里写上它", "add it to plan.document.replaces"),
        ));
    }
    found
}
