//! PLB04: a quantity has a unit and a place where it is read.
//!
//! The 2020 plan acted at "38" without saying of what and by which thermometer. Fields with a
//! number and no unit are found by loading, under the same name.

use crate::check::bare::{Fault, faults};
use crate::check::words::Kind;
use crate::check::{Context, names};
use crate::finding::Finding;
use crate::model::Entity;
use crate::model::playbook::{Input, InputType};
use crate::say;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let plan = cx.plan;
    for playbook in &plan.playbooks {
        for input in playbook.inputs.iter().filter(|input| input.r#type.value == InputType::Quantity) {
            if input.from.is_none() {
                cx.report(unread(input).entity(playbook.id().qualified()));
            }
        }
    }
    let all = cx.words;
    let of_playbook = |entity: &Option<String>| entity.as_ref().is_some_and(|entity| entity.starts_with("playbook:"));
    for words in all.iter().filter(|words| of_playbook(&words.entity) && words.kind != Kind::Name) {
        for (range, fault) in faults(words.text) {
            let place = words.part(range.clone(), cx.sources);
            let number = &words.text[range];
            let message = match fault {
                Fault::NoUnit => say!("“{number}”没有单位", "'{number}' has no unit"),
                Fault::Degree => say!(
                    "“{number}”的“度”说不清是温度、角度还是用电量",
                    "'度' in '{number}' may be a temperature, an angle or energy"
                ),
            };
            let help = match fault {
                Fault::NoUnit => {
                    say!("数后写上单位，如30min、38℃、220V", "write the unit behind the number: 30min, 38℃, 220V")
                }
                Fault::Degree => say!("温度写成℃", "write ℃ for temperatures"),
            };
            cx.report_in(words, Finding::error(names::quantity_without_unit, place, message).help(help));
        }
    }
}

fn unread(input: &Input) -> Finding {
    let label = &input.label.value;
    Finding::error(
        names::quantity_without_unit,
        input.name.place,
        say!("没有写明“{label}”从哪里读", "nothing says where '{label}' is read"),
    )
    .help(say!("加 from：哪块面板、哪支温度计、谁的答复", "add from: which panel, which thermometer, whose answer"))
}
