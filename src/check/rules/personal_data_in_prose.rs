//! PRV03: personal data are kept as data, never typed into a text.
//!
//! Source: 个人信息保护法 art. 6 and 25. A typed number cannot be masked, corrected or deleted.

mod shapes;

use std::ops::Range;

use super::leaked_value::reader;
use crate::check::secrets::Secrets;
use crate::check::{Context, names};
use crate::finding::Finding;
use crate::model::Clearance;
use crate::say;

pub(in crate::check) fn check(cx: &mut Context<'_>) {
    let secrets = Secrets::of(cx.plan);
    for words in cx.words.iter().filter(|words| words.clearance < Clearance::Restricted) {
        let shaped = shapes::find(words.text);
        let persons = secrets.persons(words.text).into_iter().map(|(range, secret)| (range, secret.what));
        // What the reader may not even see is PRV02.
        let leaks: Vec<Range<usize>> =
            secrets.above(reader(words, cx.plan), words.text).into_iter().map(|(range, _)| range).collect();
        for (range, (zh, en)) in shaped.into_iter().chain(persons) {
            if leaks.iter().any(|leak| leak.start < range.end && range.start < leak.end) {
                continue;
            }
            let message = say!("这里直接写了{zh}", "{en} is typed here");
            let help = say!(
                "登记到 contacts 或 people，文字里用 {{{{ phone('…') }}}}、{{{{ role('…') }}}}",
                "register it under contacts or people and pull it with {{{{ phone('…') }}}} or {{{{ role('…') }}}}"
            );
            let place = words.part(range, cx.sources);
            cx.report_in(words, Finding::error(names::personal_data_in_prose, place, message).help(help));
        }
    }
}
