//! A contact book: the rows of a sheet as entries, each value with its cell.
//!
//! Reads what the sheet says and reports, cell by cell, what cannot be taken over. Which column
//! holds what is told by its heading, and by a mapping where the heading is another one. What an
//! entry means to a plan is told by holding it against one ([`compare`]); what changes are edits
//! ([`edits`]) and records that are new ([`Fresh`]).

mod compare;
mod days;
mod edits;
mod field;
mod fresh;
mod header;
mod ids;
mod known;
mod layout;
mod living;
mod numbers;
pub mod returned;
mod rows;

use super::faults;
use super::findings::Findings;
use super::workbook::{Sheet, Workbook};
use crate::finding::{Address, Finding, Place, nearest};
use crate::model::contact::{ContactClass, PointKind, VerifiedHow, VerifiedResult};
use crate::model::org::Status;
use crate::model::{Date, Sourced};
use crate::say;

pub use compare::{Change, Comparison, Manner, compare};
pub use edits::edits;
pub use fresh::Fresh;
pub use layout::Layout;
pub(super) use living::{Import, join};

/// A row of a contact book.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The cell that names it.
    pub place: Place,
    /// Id of the contact.
    pub contact: Option<Sourced<String>>,
    /// Number of the person at the personnel office.
    pub staff: Option<Sourced<String>>,
    /// Chapter of the contact book.
    pub class: Option<ContactClass>,
    /// The person's name.
    pub name: Option<Sourced<String>>,
    /// What readers look for.
    pub label: Option<Sourced<String>>,
    /// The body, as the sheet calls it.
    pub unit: Option<Sourced<String>>,
    /// The post.
    pub post: Option<Sourced<String>>,
    /// Whether the person can serve.
    pub status: Option<Sourced<Status>>,
    /// Ways to reach it, best first.
    pub points: Vec<Way>,
    /// When it was last known to work.
    pub verified: Option<Checked>,
    /// What it helps with, by name.
    pub serves: Vec<Sourced<String>>,
    /// A remark.
    pub note: Option<Sourced<String>>,
}

/// One way to reach somebody.
#[derive(Debug, Clone)]
pub struct Way {
    /// What it is.
    pub kind: PointKind,
    /// The number or address, as the plan writes it.
    pub value: Sourced<String>,
    /// When it is answered.
    pub hours: Option<String>,
    /// Who answers.
    pub person: Option<String>,
    /// That others have the same number, and how it is shared.
    pub shared: Option<String>,
    /// Further facts.
    pub extra: Vec<(String, String)>,
}

impl Way {
    /// A bare number.
    fn new(kind: PointKind, value: Sourced<String>) -> Self {
        Self { kind, value, hours: None, person: None, shared: None, extra: Vec::new() }
    }
}

/// A verification.
#[derive(Debug, Clone)]
pub enum Checked {
    /// Somebody checked.
    Done {
        /// When.
        date: Sourced<Date>,
        /// The role, as the sheet calls it.
        by: Option<Sourced<String>>,
        /// How.
        how: Option<VerifiedHow>,
        /// What came of it.
        result: Option<VerifiedResult>,
    },
    /// It needs none, and why.
    Exempt(Sourced<String>),
}

/// What a contact book holds.
#[derive(Debug, Clone, Default)]
pub struct Book {
    /// Its rows, in reading order.
    pub entries: Vec<Entry>,
    /// Whether its rows have the ids of contacts, so that one that is not there has left.
    pub has_ids: bool,
}

/// Reads the sheets of a workbook that have the headings of a contact book; `area` is the area
/// code of the plan's own place.
pub fn read(workbook: &Workbook, layout: &Layout, area: &str) -> (Book, Vec<Finding>) {
    let mut findings = Findings::default();
    let book = take(workbook, layout, area, &mut findings);
    (book, findings.into_list())
}

pub(super) fn take(workbook: &Workbook, layout: &Layout, area: &str, findings: &mut Findings) -> Book {
    let mut book = Book::default();
    let Some(sheets) = chosen(workbook, layout, findings) else { return book };
    let mut seen = 0;
    for sheet in &sheets {
        let Some(columns) = header::find(sheet, layout, findings) else { continue };
        seen += 1;
        hidden(sheet, findings);
        book.has_ids |= columns.holds(field::Field::Contact);
        rows::take(sheet, &columns, workbook.since_1904, area, &mut book.entries, findings);
    }
    if seen == 0
        && let Some(first) = sheets.first().copied().or(workbook.sheets.first())
    {
        findings.push(no_header(first));
    }
    book
}

/// The sheets to read: the one that is named, else all that are not hidden.
fn chosen<'w>(workbook: &'w Workbook, layout: &Layout, findings: &mut Findings) -> Option<Vec<&'w Sheet>> {
    if let Some(asked) = &layout.sheet {
        let found = workbook.sheets.iter().find(|sheet| sheet.name == asked.value);
        if found.is_none() {
            let name = &asked.value;
            let names: Vec<&str> = workbook.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
            let all = names.join("、");
            let help = match nearest(name, names.into_iter()) {
                Some(near) => say!("是不是“{near}”？共有：{all}", "did you mean '{near}'? there are: {all}"),
                None => say!("共有：{all}", "there are: {all}"),
            };
            let message = say!("文件里没有工作表“{name}”", "the file has no sheet '{name}'");
            findings.push(Finding::error(faults::UNKNOWN_LAYOUT, asked.place, message).help(help));
        }
        return found.map(|sheet| vec![sheet]);
    }
    for sheet in workbook.sheets.iter().filter(|sheet| sheet.hidden && !sheet.cells.is_empty()) {
        let name = &sheet.name;
        let message = say!("工作表“{name}”是隐藏的，没有读", "the sheet '{name}' is hidden and was not read");
        let help = say!(
            "要读它，取消隐藏，或在对照文件里写 sheet: {name}",
            "to have it read, show it, or name it in a mapping: sheet: {name}"
        );
        findings.push(Finding::warning(faults::HIDDEN_CELLS, top(sheet), message).help(help));
    }
    Some(workbook.sheets.iter().filter(|sheet| !sheet.hidden).collect())
}

/// The first cell that holds something.
fn top(sheet: &Sheet) -> Place {
    sheet.cells.values().next().map_or(Place::new(sheet.file, 0..0), |cell| cell.place)
}

fn no_header(sheet: &Sheet) -> Finding {
    let (message, help) = if sheet.cells.is_empty() {
        (
            say!("工作表是空的", "the sheet is empty"),
            say!("检查是不是给错了文件", "check whether this is the right file"),
        )
    } else {
        (
            say!(
                "没有认出表头：要有“姓名”或“名称”，还要有“手机”“办公电话”“部门”之类的列",
                "no row of headings was found: there has to be 姓名 or 名称, and a column such as 手机, 办公电话 or 部门"
            ),
            say!(
                "列名特殊的，写一个对照文件，用 --map 指明哪一列是什么",
                "where the headings are others, say with --map and a mapping file what each column holds"
            ),
        )
    };
    // A file that is no contact book cannot be read as one.
    Finding::error(faults::UNREADABLE_FILE, top(sheet), message).help(help)
}

/// Rows and columns that nobody sees are read all the same, and told.
fn hidden(sheet: &Sheet, findings: &mut Findings) {
    let help = say!(
        "这些内容照样读入；不该有的，取消隐藏或筛选后删掉",
        "they are read all the same; show them, or end the filter, and delete what should not be there"
    );
    let filled = |own: &dyn Fn(&Address) -> bool| {
        sheet.cells.iter().find(|(address, _)| own(address)).map(|(_, cell)| cell.place)
    };
    if let Some(place) = filled(&|address| sheet.is_row_hidden(address.row)) {
        let rows = stretches(&sheet.hidden_rows, |row| (u64::from(row) + 1).to_string());
        let message = say!("有隐藏或筛选掉的行：{rows}", "rows are hidden or filtered away: {rows}");
        findings.push(Finding::warning(faults::HIDDEN_CELLS, place, message).help(help.clone()));
    }
    if let Some(place) = filled(&|address| sheet.is_column_hidden(address.column)) {
        let columns = stretches(&sheet.hidden_columns, Address::letters);
        let message = say!("有隐藏的列：{columns}", "columns are hidden: {columns}");
        findings.push(Finding::warning(faults::HIDDEN_CELLS, place, message).help(help));
    }
}

/// `3、7–9`, a few of them.
fn stretches(all: &[(u32, u32)], name: impl Fn(u32) -> String) -> String {
    const SHOWN: usize = 8;
    let mut words: Vec<String> = all
        .iter()
        .take(SHOWN)
        .map(|(first, last)| if first == last { name(*first) } else { format!("{}–{}", name(*first), name(*last)) })
        .collect();
    if all.len() > SHOWN {
        words.push("…".to_owned());
    }
    words.join("、")
}
