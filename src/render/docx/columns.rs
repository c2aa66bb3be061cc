//! Widths of columns, estimated as the typeset tables estimate them.

use super::page::TYPE_WIDTH;
use super::story::plain;
use crate::views::Inline;
use crate::views::content::{Align, Column};

/// Left and right of a cell's words, together and with a little to spare.
const INSET: f64 = 180.0;

/// Columns of a table.
#[derive(Debug)]
pub(super) struct Columns {
    /// Widths in twips; together they fill the type area.
    pub(super) widths: Vec<i32>,
    /// Whether only small characters fit.
    pub(super) small: bool,
}

/// The width of a text in characters: a Han character is three bytes, a Latin one half as wide.
pub(super) fn ems(text: &str) -> f64 {
    let quarters = text.len() + text.chars().count();
    f64::from(u32::try_from(quarters).unwrap_or(u32::MAX)) / 4.0
}

/// The widest run of a text that no line break can divide; at least two characters.
fn longest_run(text: &str) -> f64 {
    let runs = text.split(|c: char| !c.is_ascii_graphic()).filter(|run| run.len() >= 4);
    let width = |run: &str| {
        let run: String = run.chars().take(12).collect();
        let wide = run.chars().filter(|c| c.is_ascii_uppercase() || "%mw@".contains(*c)).count();
        ems(&run) * 1.06 + 0.25 * f64::from(u32::try_from(wide).unwrap_or(0))
    };
    runs.map(width).fold(2.0, f64::max)
}

/// What a title or a centred text would like: a short one stands on one line, a longer one takes two.
fn liking(text: &str) -> f64 {
    let width = ems(text);
    if width <= 4.0 { width } else { (width / 2.0).ceil().min(6.0) }
}

/// Widths from shares, but none narrower than its least; none where that cannot be.
pub(super) fn widths(shares: &[f64], least: &[f64]) -> Option<Vec<f64>> {
    let total: f64 = shares.iter().sum();
    let want: Vec<f64> = shares.iter().map(|share| f64::from(TYPE_WIDTH) * share / total).collect();
    let pairs = || want.iter().zip(least);
    let lack: f64 = pairs().map(|(want, least)| (least - want).max(0.0)).sum();
    let spare: f64 = pairs().map(|(want, least)| (want - least).max(0.0)).sum();
    if lack > spare {
        return None;
    }
    let given = |(want, least): (&f64, &f64)| {
        if want < least { *least } else { want - if spare > 0.0 { lack * (want - least) / spare } else { 0.0 } }
    };
    Some(pairs().map(given).collect())
}

/// Whole twips that fill the type area.
pub(super) fn whole(widths: &[f64]) -> Vec<i32> {
    let mut edge = 0.0;
    let mut left = 0;
    let mut all = Vec::new();
    for (index, width) in widths.iter().enumerate() {
        edge += width;
        let right = if index + 1 == widths.len() { TYPE_WIDTH } else { edge.round() as i32 };
        all.push((right - left).max(1));
        left = right;
    }
    all
}

/// The columns of a data table.
pub(super) fn of(columns: &[Column], rows: &[Vec<Vec<Inline>>]) -> Columns {
    let shares: Vec<f64> = columns.iter().map(|column| f64::from(column.share.max(1))).collect();
    let texts = |at: usize| rows.iter().filter_map(move |row| row.get(at)).map(|cell| plain(cell));
    let must: Vec<f64> =
        (0..columns.len()).map(|at| texts(at).map(|text| longest_run(&text)).fold(2.0, f64::max)).collect();
    let like = columns.iter().zip(&must).enumerate().map(|(at, (column, must))| {
        let centred = texts(at).filter(|_| column.align == Align::Center).map(|text| liking(&text));
        centred.fold(must.max(liking(&column.title)), f64::max)
    });
    let like: Vec<f64> = like.collect();
    let least = |ems: &[f64], size: f64| ems.iter().map(|ems| ems * size + INSET).collect::<Vec<_>>();
    // Six columns and more are set in small characters.
    let size = if columns.len() >= 6 { SMALL } else { NORMAL };
    let found = [(size, &like), (size, &must), (SMALL, &must)]
        .into_iter()
        .find_map(|(size, ems)| Some((size, widths(&shares, &least(ems, size))?)));
    let (size, widths) =
        found.unwrap_or_else(|| (SMALL, widths(&shares, &vec![0.0; shares.len()]).unwrap_or_default()));
    Columns { widths: whole(&widths), small: size < NORMAL }
}

/// 小四 and 五号, in twips.
pub(super) const NORMAL: f64 = 240.0;
pub(super) const SMALL: f64 = 210.0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_fill_the_type_area_whatever_is_in_them() {
        let column = |share| Column { title: "名称".into(), share, align: Align::Left };
        for (shares, text) in
            [(vec![1, 2, 3], "值班"), (vec![9, 1], "SN-2026-ABCD-0001"), (vec![1; 24], "00000000000000")]
        {
            let columns: Vec<_> = shares.iter().map(|share| column(*share)).collect();
            let row = vec![vec![Inline::text(text)]; columns.len()];
            let made = of(&columns, &[row]);
            assert_eq!(made.widths.iter().sum::<i32>(), TYPE_WIDTH, "{made:?}");
            assert!(made.widths.iter().all(|width| *width > 200), "{made:?}");
        }
    }

    #[test]
    fn a_column_is_as_wide_as_its_longest_run() {
        assert_eq!(longest_run("电话"), 2.0);
        assert!(longest_run("0393-0000001") > 6.0);
        assert_eq!(widths(&[1.0, 1.0], &[9000.0, 0.0]), None);
        assert_eq!(widths(&[1.0, 1.0], &[6000.0, 0.0]), Some(vec![6000.0, f64::from(TYPE_WIDTH) - 6000.0]));
    }
}
