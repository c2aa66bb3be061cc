//! A confirmation sheet as a workbook: what the plan says is locked, what is asked for is open.
//!
//! One number a row; the headings are words that are found again when the workbook comes back. The
//! lock has no password: it keeps a hand from slipping, nothing else. Every value is text, and the
//! same sheet gives the same bytes.

use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, ProtectionOptions, Workbook,
    Worksheet, XlsxError,
};

use crate::views::confirmation::{Confirmation, Entry, TITLE, Way};
use crate::views::official::{Day, Meta};
use crate::views::sheet::{Edge, Sheet, SheetFile};

/// Headings, the widths of their columns in half-width characters, and whether they are filled in.
pub const COLUMNS: [(&str, u32, bool); 10] = [
    ("编号", 14, false),
    ("姓名或事项", 20, false),
    ("职务", 18, false),
    ("种类", 12, false),
    ("登记的号码", 20, false),
    ("说明", 18, false),
    ("上次核实", 22, false),
    ("无误", 6, true),
    ("更正", 20, true),
    ("备注", 16, true),
];

/// What is filled in below the table.
pub const SIGNED: [&str; 2] = ["核对人", "核对日期"];

/// ISO A4 in the list of paper sizes (ECMA-376, 18.3.1.63).
const A4: u8 = 9;
/// Row of the headings, from 0: title, whose it is, what to do, then they.
const HEAD: u32 = 3;
/// Height of a row, in points: two lines, and room for a hand when it is printed.
const ROW: u32 = 30;
/// Rows left open for what is new.
const SPARE: usize = 5;

/// The rows of numbers: what is locked of each.
pub fn rows(confirmation: &Confirmation) -> Vec<[String; 7]> {
    confirmation.entries.iter().flat_map(|entry| entry.ways.iter().map(move |way| row(entry, way))).collect()
}

fn row(entry: &Entry, way: &Way) -> [String; 7] {
    let checked = match (&entry.verified, &entry.until) {
        (Some(verified), Some(until)) => format!("{verified}\n有效至{until}"),
        (Some(verified), None) => verified.clone(),
        (None, _) => "没有核实过".to_owned(),
    };
    [
        entry.id.clone(),
        entry.name.clone(),
        entry.post.clone().unwrap_or_default(),
        way.kind.to_owned(),
        way.value.clone(),
        way.about.clone().unwrap_or_default(),
        checked,
    ]
}

/// The workbook of one sheet.
///
/// # Errors
/// When a value is longer than a cell, in words of the library.
pub fn workbook(file: &SheetFile<Confirmation>) -> Result<Vec<u8>, String> {
    let sheets = file.sheets.iter().map(|sheet| (sheet, &file.edge));
    write(&file.meta, sheets.collect()).map_err(|error| error.to_string())
}

fn write(meta: &Meta, sheets: Vec<(&Sheet<Confirmation>, &Edge)>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The only date in the file is that of the document.
    let Day { year, month, day } = meta.date;
    let made = ExcelDateTime::parse_from_str(&format!("{year:04}-{month:02}-{day:02}"))?;
    book.set_properties(&DocProperties::new().set_title(&meta.title).set_creation_datetime(&made));
    for (at, (sheet, edge)) in sheets.into_iter().enumerate() {
        let page = book.add_worksheet();
        page.set_name(if at == 0 { "核实表".to_owned() } else { format!("核实表{}", at + 1) })?;
        fill(page, sheet, edge)?;
    }
    book.save_to_buffer()
}

fn fill(page: &mut Worksheet, sheet: &Sheet<Confirmation>, edge: &Edge) -> Result<(), XlsxError> {
    let looks = Looks::new();
    let confirmation = &sheet.body;
    let last_column = u16::try_from(COLUMNS.len() - 1).unwrap_or(0);
    for (column, (heading, width, _)) in (0..).zip(COLUMNS) {
        page.set_column_width(column, width)?;
        page.write_string_with_format(HEAD, column, heading, &looks.head)?;
    }
    page.write_string_with_format(0, 0, TITLE, &looks.title)?;
    page.write_string_with_format(1, 0, format!("单位：{}", confirmation.body), &looks.plain)?;
    let to = confirmation.collects.as_ref().map(|role| format!("，交{role}")).unwrap_or_default();
    let asked = format!(
        "请逐个号码核对：无误的在“无误”列选√；变动的把正确的写在“更正”列，停用的写“停用”；漏列的填在末尾的空行。填好“核对人”“核对日期”后交回{to}。"
    );
    page.merge_range(2, 0, 2, last_column, &asked, &looks.asked)?;
    page.set_row_height(2, 32)?;

    let rows = rows(confirmation);
    let mut at = HEAD + 1;
    for row in &rows {
        for (column, value) in (0..).zip(row) {
            let format = if super::xlsx::formula(value) { &looks.escaped } else { &looks.locked };
            page.write_string_with_format(at, column, value, format)?;
        }
        open(page, at, 7, last_column, &looks)?;
        page.set_row_height(at, ROW)?;
        at += 1;
    }
    let first_spare = at;
    for _ in 0..SPARE {
        // The id stays locked: a new contact has none yet.
        page.write_blank(at, 0, &looks.locked)?;
        open(page, at, 1, last_column, &looks)?;
        page.set_row_height(at, ROW)?;
        at += 1;
    }
    let ticks = DataValidation::new().allow_list_strings(&["√"])?.ignore_blank(true);
    let ticks = ticks.set_error_title("无误")?.set_error_message("无误的选√；变动的留空，写“更正”列")?;
    page.add_data_validation(HEAD + 1, 7, first_spare.saturating_sub(1).max(HEAD + 1), 7, &ticks)?;
    at += 1;
    for (index, what) in (0..).zip(SIGNED) {
        page.write_string_with_format(at + index, 0, what, &looks.plain)?;
        page.write_blank(at + index, 1, &looks.open)?;
        page.set_row_height(at + index, ROW)?;
    }
    let last = at + 1;

    page.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0).set_repeat_rows(0, HEAD)?;
    page.set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3).set_print_area(0, 0, last, last_column)?;
    page.set_freeze_panes(HEAD + 1, 2)?;
    let (number, version, code) = (literal(&edge.number), literal(&edge.version), sheet.code);
    page.set_footer(format!("&L{number} {version}版 编码 {code}&C第 &P 页，共 &N 页&R含个人信息，限应急使用"));
    // Rows may grow for a long remark; what the plan says stays as it is.
    let allowed = ProtectionOptions { format_rows: true, format_columns: true, ..ProtectionOptions::default() };
    page.protect_with_options(&allowed);
    Ok(())
}

/// Open cells from one column to the last.
fn open(page: &mut Worksheet, row: u32, from: u16, to: u16, looks: &Looks) -> Result<(), XlsxError> {
    for column in from..=to {
        page.write_blank(row, column, if column == 7 { &looks.tick } else { &looks.open })?;
    }
    Ok(())
}

/// How cells look.
struct Looks {
    title: Format,
    plain: Format,
    asked: Format,
    head: Format,
    locked: Format,
    escaped: Format,
    open: Format,
    tick: Format,
}

impl Looks {
    fn new() -> Self {
        let cell = Format::new().set_num_format("@").set_text_wrap().set_border(FormatBorder::Thin);
        let cell = cell.set_align(FormatAlign::VerticalCenter);
        let open = cell.clone().set_unlocked();
        Self {
            title: Format::new().set_bold().set_font_size(16),
            plain: Format::new(),
            asked: Format::new().set_text_wrap().set_align(FormatAlign::VerticalCenter),
            head: cell.clone().set_bold().set_align(FormatAlign::Center).set_background_color("#EBEBEB"),
            escaped: cell.clone().set_quote_prefix(),
            locked: cell,
            tick: open.clone().set_align(FormatAlign::Center),
            open,
        }
    }
}

/// A text in a footer: `&` begins an instruction there.
fn literal(text: &str) -> String {
    text.replace('&', "&&")
}
