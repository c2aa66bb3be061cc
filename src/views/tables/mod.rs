//! Tables that the data fill.

mod assets;
mod events;
mod people;
mod records;

use super::content::{Align, Block, Cell, Column, Section, cell, lines};
use super::prose;
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

/// What stands where a value is not for this reader.
const KEPT: &str = "（内部掌握）";

/// Without the columns of which this reader may see nothing: above the table stands which they are.
fn without_kept(mut block: Block) -> Block {
    let Block::Table { unit, columns, rows, .. } = &mut block else { return block };
    let mut said: Vec<String> = Vec::new();
    for at in (0..columns.len()).rev() {
        let mut values = rows.iter().map(|row| row.get(at));
        let Some(first) = values.next().flatten().cloned() else { continue };
        let words = prose::plain(&first);
        if !words.starts_with("（内部掌握") || !values.all(|value| value == Some(&first)) {
            continue;
        }
        let column = columns.remove(at);
        rows.iter_mut().for_each(|row| drop(row.remove(at)));
        said.insert(0, format!("{}{}", column.title, words.trim_matches(['（', '）'])));
    }
    if !said.is_empty() {
        *unit = Some(said.join("；"));
    }
    block
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
    fn a_column_of_which_nothing_is_for_the_reader_is_left_out_and_named() {
        let columns = [("资源", 4, LEFT), ("地点", 3, LEFT), ("数量", 2, CENTER)];
        let rows =
            |kept: &str| vec![vec![cell("灯"), cell(KEPT), cell("6盏")], vec![cell("车"), cell(kept), cell(KEPT)]];
        let shown = |kept: &str| match without_kept(table("表", &columns, rows(kept))) {
            Block::Table { unit, columns, rows, .. } => (unit, columns.len(), rows.concat().len()),
            _ => unreachable!("a table stays one"),
        };
        assert_eq!(shown(KEPT), (Some("地点内部掌握".into()), 2, 4));
        assert_eq!(shown("车库"), (None, 3, 6), "what one row tells stays");
    }

    #[test]
    fn a_cell_without_content_shows_a_dash() {
        assert_eq!(lines(Vec::new()), cell("—"));
        assert_eq!(optional(None), cell("—"));
    }
}
