//! The contact book as a workbook that is kept in Excel or WPS and can be read back.
//!
//! One contact a row, one point a cell; the headings are the words contact books have. Every value
//! is text: a number keeps its leading 0, nothing is taken for a formula, and the same book gives
//! the same bytes.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, XlsxError};

use crate::views::contact_book::{Check, ContactBook, Entry, Way};

/// The name of the sheet.
const SHEET: &str = "通讯录";
/// ISO A4 in the list of paper sizes (ECMA-376, 18.3.1.63).
const A4: u8 = 9;
/// Narrowest and widest column, in half-width characters.
const WIDTHS: (usize, usize) = (6, 34);

/// Whether a spreadsheet would take this text for a formula once somebody edits the cell or saves
/// it as CSV.
pub(super) fn formula(value: &str) -> bool {
    value.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// The cells of the book: the headings first.
pub fn rows(book: &ContactBook) -> Vec<Vec<String>> {
    let columns = point_columns(book);
    let mut rows = vec![head(&columns)];
    rows.extend(book.entries.iter().map(|entry| cells(entry, &columns)));
    rows
}

/// The workbook.
///
/// # Errors
/// When a value is longer than a cell or the book longer than a sheet, in words of the library.
pub fn workbook(book: &ContactBook) -> Result<Vec<u8>, String> {
    sheet(book).map_err(|error| error.to_string())
}

fn sheet(book: &ContactBook) -> Result<Vec<u8>, XlsxError> {
    let rows = rows(book);
    let title = format!("{}应急通讯录", book.organisation);
    let mut file = Workbook::new();
    // The only date in the file is that of the document.
    let made = ExcelDateTime::parse_from_str(&book.dated.to_string())?;
    file.set_properties(&DocProperties::new().set_title(&title).set_creation_datetime(&made));
    let cell = Format::new().set_num_format("@").set_text_wrap().set_border(FormatBorder::Thin);
    let plain = cell.clone().set_align(FormatAlign::Top);
    let escaped = plain.clone().set_quote_prefix();
    let head = cell.set_bold().set_align(FormatAlign::VerticalCenter).set_align(FormatAlign::Center);
    let sheet = file.add_worksheet();
    sheet.set_name(SHEET)?;
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    sheet.set_margins(0.4, 0.4, 0.8, 0.6, 0.3, 0.3);
    sheet.set_header(format!("&C&14{}", literal(&title)));
    let (number, version) = (literal(&book.number), literal(&book.version));
    sheet.set_footer(format!("&L{number} {version}版 {}&C第 &P 页，共 &N 页&R{}", book.dated, notice(book)));
    sheet.set_freeze_panes(1, 4)?;
    let mut widths = vec![WIDTHS.0; rows[0].len()];
    for (row, values) in (0..).zip(&rows) {
        for (column, (value, width)) in (0..).zip(values.iter().zip(&mut widths)) {
            let format = match (row, formula(value)) {
                (0, _) => &head,
                (_, true) => &escaped,
                (_, false) => &plain,
            };
            sheet.write_string_with_format(row, column, value, format)?;
            *width = (*width).max(columns_of(value) + 2).min(WIDTHS.1);
        }
    }
    for (column, width) in (0..).zip(widths) {
        sheet.set_column_width(column, u32::try_from(width).unwrap_or(34))?;
    }
    let last = (u32::try_from(rows.len() - 1).unwrap_or(u32::MAX), u16::try_from(rows[0].len() - 1).unwrap_or(0));
    sheet.autofilter(0, 0, last.0, last.1)?;
    sheet.set_print_area(0, 0, last.0, last.1)?;
    file.save_to_buffer()
}

/// What the foot of each page says of its readers.
fn notice(book: &ContactBook) -> &'static str {
    use crate::views::contact_book::Readers;
    match book.readers {
        Readers::Public => "公开",
        Readers::Internal => "内部资料",
        Readers::Restricted => "含个人信息，限应急使用",
    }
}

/// A text in a header: `&` begins an instruction there.
fn literal(text: &str) -> String {
    text.replace('&', "&&")
}

/// How many half-width characters the longest line takes.
fn columns_of(value: &str) -> usize {
    let line = |line: &str| line.chars().map(|character| if character.is_ascii() { 1 } else { 2 }).sum();
    value.lines().map(line).max().unwrap_or(0)
}

/// A column of points: the kind, and which of its kind it is.
struct PointColumn {
    kind: &'static str,
    index: usize,
}

impl PointColumn {
    /// 手机, 手机2
    fn title(&self) -> String {
        if self.index == 0 { self.kind.to_owned() } else { format!("{}{}", self.kind, self.index + 1) }
    }
}

/// As many columns of each kind as the fullest entry needs.
fn point_columns(book: &ContactBook) -> Vec<PointColumn> {
    let mut kinds: Vec<(&'static str, usize)> = Vec::new();
    for kind in ContactBook::kinds() {
        let most = book.entries.iter().map(|entry| entry.points.iter().filter(|way| way.kind == kind).count()).max();
        kinds.push((kind, most.unwrap_or(0)));
    }
    kinds.into_iter().flat_map(|(kind, most)| (0..most).map(move |index| PointColumn { kind, index })).collect()
}

fn head(columns: &[PointColumn]) -> Vec<String> {
    let before = ["编号", "类别", "姓名", "名称", "部门", "职务", "应急岗位"].map(str::to_owned);
    let after =
        ["优先次序", "接听时间", "接听人", "其他", "服务对象", "核实日期", "核实人", "核实方式", "核实结果", "备注"];
    before.into_iter().chain(columns.iter().map(PointColumn::title)).chain(after.map(str::to_owned)).collect()
}

fn cells(entry: &Entry, columns: &[PointColumn]) -> Vec<String> {
    let named = name_points(entry);
    let told = |what: &dyn Fn(&Way) -> String| {
        let parts = named.iter().map(|(title, way)| (title, what(way))).filter(|(_, what)| !what.is_empty());
        parts.map(|(title, what)| format!("{title}：{what}")).collect::<Vec<_>>().join("\n")
    };
    let roles =
        entry.roles.iter().map(|role| if role.backup { format!("{}（备岗）", role.name) } else { role.name.clone() });
    let mut row = vec![
        entry.id.clone(),
        entry.class.to_owned(),
        entry.person.clone().unwrap_or_default(),
        entry.label.clone(),
        entry.unit.clone(),
        entry.post.clone(),
        roles.collect::<Vec<_>>().join("\n"),
    ];
    for column in columns {
        let mut own = entry.points.iter().filter(|way| way.kind == column.kind);
        row.push(own.nth(column.index).map(|way| way.value.clone()).unwrap_or_default());
    }
    row.push(named.iter().map(|(title, _)| title.as_str()).collect::<Vec<_>>().join("、"));
    row.push(told(&|way| way.hours.clone()));
    row.push(told(&|way| way.person.clone()));
    row.push(told(&|way| {
        way.extra.iter().map(|(name, value)| format!("{name} {value}")).collect::<Vec<_>>().join("，")
    }));
    row.push(entry.serves.join("\n"));
    let checked = match &entry.verified {
        Some(Check::Done { date, by, how, result }) => {
            [date.to_string(), by.clone(), (*how).to_owned(), (*result).to_owned()]
        }
        Some(Check::Exempt(reason)) => [format!("免核实：{reason}"), String::new(), String::new(), String::new()],
        None => Default::default(),
    };
    row.extend(checked);
    row.push(entry.note.clone());
    row
}

/// The points of an entry with the titles of their columns, best first.
fn name_points(entry: &Entry) -> Vec<(String, &Way)> {
    let mut seen: Vec<&'static str> = Vec::new();
    let mut named = Vec::new();
    for way in &entry.points {
        let index = seen.iter().filter(|kind| **kind == way.kind).count();
        seen.push(way.kind);
        named.push((PointColumn { kind: way.kind, index }.title(), way));
    }
    named
}
