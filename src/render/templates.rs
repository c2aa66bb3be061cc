//! The templates: those in the program, and those a bureau puts in their place one by one.

use std::collections::BTreeMap;

macro_rules! embedded {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../../templates/", $path)))),*]
    };
}

/// Every template of the program by its path; a test holds this list against the folder.
pub const EMBEDDED: &[(&str, &str)] = embedded![
    "binder/main.typ",
    "call-tree/main.typ",
    "cards/main.typ",
    "checklists/main.typ",
    "confirmation/main.typ",
    "contacts/main.typ",
    "forms/main.typ",
    "lib/annex-sheet.typ",
    "lib/binder.typ",
    "lib/blocks.typ",
    "lib/call-tree.typ",
    "lib/card.typ",
    "lib/chart-box.typ",
    "lib/chart.typ",
    "lib/checklist.typ",
    "lib/confirmation.typ",
    "lib/contents.typ",
    "lib/exchange.typ",
    "lib/flow-chart.typ",
    "lib/flow.typ",
    "lib/fonts.typ",
    "lib/form.typ",
    "lib/gongwen.typ",
    "lib/grid.typ",
    "lib/handbook.typ",
    "lib/imprint.typ",
    "lib/marks.typ",
    "lib/pass.typ",
    "lib/poster-kinds.typ",
    "lib/poster-table.typ",
    "lib/poster-tree.typ",
    "lib/poster.typ",
    "lib/qr.typ",
    "lib/sheet.typ",
    "lib/signs.typ",
    "lib/table.typ",
    "lib/text.typ",
    "official/main.typ",
    "posters/main.typ",
    "redline/main.typ",
    "revision/changes.html.j2",
    "revision/changes.md.j2",
    "revision/main.typ",
    "web/blocks.html.j2",
    "web/plan.css",
    "web/plan.html.j2",
    "web/plan.js",
];

/// Templates by path.
#[derive(Debug, Clone)]
pub struct Templates(BTreeMap<String, String>);

impl Templates {
    /// The program's own, with `replaced` in the place of those of the same path.
    pub fn with(replaced: BTreeMap<String, String>) -> Self {
        let mut all: BTreeMap<String, String> =
            EMBEDDED.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        all.extend(replaced);
        Self(all)
    }

    /// The template at `path`.
    pub(super) fn get(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(String::as_str)
    }

    /// Those with such an ending, by path.
    pub(super) fn ending(&self, endings: &[&str]) -> impl Iterator<Item = (&str, &str)> {
        let wanted = move |path: &str| endings.iter().any(|ending| path.ends_with(ending));
        self.0.iter().map(|(path, text)| (path.as_str(), text.as_str())).filter(move |(path, _)| wanted(path))
    }
}
