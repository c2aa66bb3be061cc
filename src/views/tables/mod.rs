//! Tables that the data fill.

mod assets;
mod events;
mod people;
mod records;

use super::content::{Align, Block, Cell, Column, Section, cell, lines};
use super::refer::Edition;
use crate::model::document::AnnexTable;
use crate::model::prose::{DataTable, PlainTable};
use crate::model::{Quantity, Sourced};

const LEFT: Align = Align::Left;
const CENTER: Align = Align::Center;

/// A table without rows yet.
fn table(caption: &str, columns: &[(&str, u32, Align)], rows: Vec<Vec<Cell>>) -> Block {
    let columns =
        columns.iter().map(|(title, share, align)| Column { title: (*title).to_owned(), share: *share, align: *align });
    Block::Table { caption: Some(caption.into()), unit: None, columns: columns.collect(), rows, sections: Vec::new() }
}

/// The table a reference asks for.
pub(super) fn data_table(edition: &Edition<'_>, which: &DataTable) -> Block {
    match which {
        DataTable::Seats(group) => people::seats(edition, group),
        DataTable::Contacts(class) => people::contacts(edition, *class),
        DataTable::Plain(which) => plain(edition, *which),
    }
}

/// The table of an annex.
pub(super) fn annex(edition: &Edition<'_>, which: AnnexTable) -> (&'static str, Block) {
    let block = match which {
        AnnexTable::Contacts => people::contacts(edition, None),
        AnnexTable::Resources => assets::resources(edition),
        AnnexTable::Vehicles => assets::vehicles(edition),
        AnnexTable::Contracts => assets::contracts(edition),
        AnnexTable::Absorbed => records::absorbed(edition),
    };
    (which.called(), block)
}

/// A table of the whole plan.
pub(super) fn plain(edition: &Edition<'_>, which: PlainTable) -> Block {
    match which {
        PlainTable::Triggers => events::triggers(edition),
        PlainTable::Levels => events::levels(edition),
        PlainTable::ResponseLevels => events::response_levels(edition),
        PlainTable::Warnings => events::warnings(edition),
        PlainTable::Postures => events::postures(edition),
        PlainTable::Reports => events::reports(edition),
        PlainTable::Roles => people::roles(edition),
        PlainTable::Resources => assets::resources(edition),
        PlainTable::Vehicles => assets::vehicles(edition),
        PlainTable::Contracts => assets::contracts(edition),
        PlainTable::Systems => assets::systems(edition),
        PlainTable::Accountability => records::accountability(edition),
        PlainTable::TrainingPlans => records::training_plans(edition),
        PlainTable::Drills => records::drills(edition),
        PlainTable::Laws => records::laws(edition),
        PlainTable::Glossary => records::glossary(edition),
        PlainTable::Absorbed => records::absorbed(edition),
        PlainTable::Subplans => records::subplans(edition),
        PlainTable::Authority => people::authority(edition),
        PlainTable::Duty => people::duty(edition),
    }
}

pub(super) use assets::facilities;
pub(super) use events::deadline;

fn text(text: &Sourced<String>) -> Cell {
    cell(&text.value)
}

fn optional(text: Option<&Sourced<String>>) -> Cell {
    text.map_or_else(|| cell("—"), |text| cell(&text.value))
}

fn quantity(quantity: Option<&Sourced<Quantity>>) -> Cell {
    quantity.map_or_else(|| cell("—"), |quantity| cell(quantity.value.to_string()))
}

/// A table whose rows stand in groups, each under a row that heads it.
struct Grouped {
    rows: Vec<Vec<Cell>>,
    sections: Vec<Section>,
}

impl Grouped {
    fn new() -> Self {
        Self { rows: Vec::new(), sections: Vec::new() }
    }

    /// Begins a group.
    fn head(&mut self, title: String) {
        self.sections.push(Section { before: self.rows.len(), title });
    }

    fn table(self, caption: &str, columns: &[(&str, u32, Align)]) -> Block {
        let mut block = table(caption, columns, self.rows);
        if let Block::Table { sections, .. } = &mut block {
            *sections = self.sections;
        }
        block
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_without_content_shows_a_dash() {
        assert_eq!(lines(Vec::new()), cell("—"));
        assert_eq!(optional(None), cell("—"));
    }
}
