//! The list of what is to be mended, as a workbook: one row a task, ready to be handed out.
//!
//! Every value is written as text, so that none is taken for a formula; the same list gives the
//! same bytes.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};

use crate::views::todo::{Task, Todo};

/// Headings and the widths of their columns, in characters.
const COLUMNS: [(&str, f64); 12] = [
    ("序号", 5.0),
    ("规则", 7.0),
    ("名称", 16.0),
    ("级别", 6.0),
    ("位置", 34.0),
    ("对象", 24.0),
    ("问题", 44.0),
    ("改法", 36.0),
    ("责任岗位", 16.0),
    ("建议期限", 12.0),
    ("状态", 8.0),
    ("完成情况", 16.0),
];

/// The workbook.
///
/// # Errors
/// When the list is longer than a sheet, in words of the library.
pub fn workbook(todo: &Todo) -> Result<Vec<u8>, String> {
    sheet(todo).map_err(|error| error.to_string())
}

fn sheet(todo: &Todo) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The only date in the file is the one the list was made for.
    let made = ExcelDateTime::parse_from_str(&todo.as_of.to_string())?;
    book.set_properties(&DocProperties::new().set_title("应急预案整改清单").set_creation_datetime(&made));
    let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::VerticalCenter);
    let plain = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    // Where somebody edits the cell or saves it as CSV, it stays text.
    let escaped = plain.clone().set_quote_prefix();
    let sheet = book.add_worksheet();
    sheet.set_name("整改清单")?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    sheet.set_freeze_panes(1, 0)?;
    for (column, (title, width)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(0, column, title, &head)?;
    }
    for (row, task) in (1..).zip(&todo.rows) {
        for (column, value) in (0..).zip(cells(row, task)) {
            let format = if super::xlsx::formula(&value) { &escaped } else { &plain };
            sheet.write_string_with_format(row, column, value, format)?;
        }
    }
    let last = u32::try_from(todo.rows.len()).unwrap_or(u32::MAX);
    sheet.autofilter(0, 0, last, 11)?;
    book.save_to_buffer()
}

fn cells(row: u32, task: &Task) -> [String; 12] {
    [
        row.to_string(),
        task.code.to_owned(),
        task.rule.to_owned(),
        task.severity.to_owned(),
        task.place.clone(),
        task.entity.clone(),
        task.what.clone(),
        task.mend.clone(),
        task.owner.clone(),
        task.due.to_string(),
        if task.known { "已知" } else { "" }.to_owned(),
        String::new(),
    ]
}
