//! Playbooks for other programs, one file each.

use super::{File, Ground};
use crate::model::Clearance;
use crate::render::json;
use crate::views::cacao::cacao;

/// The files of the playbooks.
pub(super) fn files<'a>(ground: &Ground<'a>, clearance: Clearance) -> Vec<File<'a>> {
    let playbooks = cacao(ground.plan, clearance).into_iter();
    let file = |playbook: crate::views::cacao::Cacao| {
        File::plain(format!("playbooks/{}.cacao.json", playbook.file), move || {
            let text = json::object(&playbook);
            Ok((text.clone().into_bytes(), text))
        })
    };
    playbooks.map(file).collect()
}
