//! The blocks of a page, as data that a template sets.
//!
//! Every text here is verbatim: templates receive it as a value and never as markup.

use serde::Serialize;

/// A stretch of words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "t", rename_all = "lowercase")]
pub enum Inline {
    /// Words.
    Text {
        /// The words.
        text: String,
    },
    /// Strong words, in 黑体.
    Strong {
        /// What is strong.
        body: Vec<Inline>,
    },
    /// Stressed words, in 楷体.
    Emph {
        /// What is stressed.
        body: Vec<Inline>,
    },
    /// A line end.
    Break,
    /// Words that were taken out; only in a redline.
    Deleted {
        /// What is gone.
        body: Vec<Inline>,
    },
    /// Words that were put in; only in a redline.
    Added {
        /// What is new.
        body: Vec<Inline>,
    },
}

impl Inline {
    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into() }
    }

    /// Strong words.
    pub fn strong(text: impl Into<String>) -> Self {
        Self::Strong { body: vec![Self::text(text)] }
    }
}

/// One cell of a table.
pub(super) type Cell = Vec<Inline>;

/// A cell with plain words.
pub(super) fn cell(text: impl Into<String>) -> Cell {
    vec![Inline::text(text)]
}

/// A cell with one line for each text; a dash where there is none (an empty cell would leave the
/// reader to guess whether something was forgotten).
pub(super) fn lines(texts: impl IntoIterator<Item = String>) -> Cell {
    let mut out = Vec::new();
    for text in texts {
        if !out.is_empty() {
            out.push(Inline::Break);
        }
        out.push(Inline::text(text));
    }
    if out.is_empty() { cell("—") } else { out }
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Its title.
    pub title: String,
    /// Its share of the width.
    pub share: u32,
    /// How its cells are set.
    pub align: Align,
}

/// How a cell is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    /// Words.
    Left,
    /// Numbers and single words.
    Center,
}

/// A row that runs across a table and heads those below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// Before which row.
    pub before: usize,
    /// Its words.
    pub title: String,
}

/// A node of an org chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Node {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// A line under the name.
    pub note: Option<String>,
    /// The node above.
    pub parent: Option<String>,
    /// Whether it is a staff office hung beside the line.
    pub beside: bool,
}

/// A row of a procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FlowRow {
    /// Number, `4.1`; empty for a case.
    pub number: String,
    /// How deep it stands.
    pub depth: usize,
    /// What it looks like.
    pub mark: Mark,
    /// What it is for, 人身安全.
    pub kind: String,
    /// What is done.
    pub action: Vec<Inline>,
    /// What goes with it: procedure, equipment, what to verify.
    pub particulars: Vec<Inline>,
    /// Whether it may outgrow a third of a page and so has to be allowed to split.
    pub long: bool,
    /// By whom.
    pub actor: Option<String>,
    /// By when.
    pub limit: Option<String>,
    /// What to beware of; in the table it is part of the action.
    #[serde(skip)]
    pub warning: Option<String>,
    /// Where to go on after it; in the table it is part of the action.
    #[serde(skip)]
    pub onward: Option<String>,
}

/// What a row of a procedure looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Mark {
    /// An ordinary step.
    Step,
    /// A step that saves life.
    Safety,
    /// A decision.
    Decide,
    /// A case of a decision.
    Case,
    /// A watch.
    Watch,
    /// The end of a path.
    End,
}

/// A row of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FormRow {
    /// Its cells.
    pub cells: Vec<FormCell>,
    /// Its height in millimetres.
    pub height: u32,
}

/// A field of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FormCell {
    /// Label.
    pub label: String,
    /// What is printed for the writer, such as a unit.
    pub fill: String,
    /// Words to tick.
    pub options: Vec<String>,
    /// Share of the width.
    pub share: u32,
}

/// A block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Block {
    /// A heading on a line of its own.
    Heading {
        /// 1 for a chapter.
        level: u8,
        /// Its number, ready to print.
        number: String,
        /// Its words.
        body: Vec<Inline>,
        /// Its id.
        id: String,
    },
    /// A paragraph.
    Paragraph {
        /// Its words.
        body: Vec<Inline>,
    },
    /// A numbered clause.
    Item {
        /// Its number, ready to print.
        number: String,
        /// Its words.
        body: Vec<Inline>,
    },
    /// A table.
    Table {
        /// Its name.
        caption: Option<String>,
        /// At the right above it: the unit of its figures, or what this reader does not see.
        unit: Option<String>,
        /// Its columns.
        columns: Vec<Column>,
        /// Its rows.
        rows: Vec<Vec<Cell>>,
        /// Rows that head others.
        sections: Vec<Section>,
    },
    /// An org chart.
    Chart {
        /// Its name.
        caption: Option<String>,
        /// What it says, for those who cannot see it.
        alt: String,
        /// Its nodes.
        nodes: Vec<Node>,
    },
    /// A procedure as a table.
    Flow {
        /// Its name.
        caption: String,
        /// Its rows.
        rows: Vec<FlowRow>,
    },
    /// A form to fill by hand.
    Form {
        /// Its rows.
        rows: Vec<FormRow>,
        /// Notes under it.
        notes: Vec<String>,
        /// Whose seal.
        seal: Option<String>,
        /// Who signs.
        signatures: Vec<String>,
    },
}
