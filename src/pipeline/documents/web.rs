//! The plan as one page for a browser that has no network.

use super::{File, Ground};
use crate::model::Clearance;
use crate::render::{Fault, markup};
use crate::say;
use crate::views::web::page;

const TEMPLATE: &str = "web/plan.html.j2";

/// The page.
pub(super) fn files<'a>(ground: &Ground<'a>, clearance: Clearance) -> Vec<File<'a>> {
    let (plan, templates) = (ground.plan, ground.templates);
    vec![File::plain("plan.html", move || {
        let html = markup::fill(templates, TEMPLATE, &page(plan, clearance)).map_err(|(line, reason)| {
            vec![Fault::Template {
                file: format!("templates/{TEMPLATE}"),
                line,
                message: say!("模板不能填写：{reason}", "the template cannot be filled: {reason}"),
            }]
        })?;
        let text = markup::unescaped(&html);
        Ok((html.into_bytes(), text))
    })]
}
