//! The texts that were read and places in them.

use std::borrow::Cow;
use std::sync::Arc;

/// A file of this run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A stretch of a file, in bytes; the end is not included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Place {
    /// The place between two byte offsets of `file`.
    pub fn new(file: FileId, range: std::ops::Range<usize>) -> Self {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { file, start: clamp(range.start), end: clamp(range.end) }
    }

    /// The part of this place from `start` to `end`, counted in bytes from its own start.
    #[must_use]
    pub fn part(self, range: std::ops::Range<usize>) -> Self {
        let base = self.start as usize;
        Self::new(self.file, base + range.start..base + range.end)
    }

    /// From the start of this place to the end of `other`, which lies in the same file.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { end: other.end.max(self.end), ..self }
    }
}

/// A line and a column as people count them: from 1, in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in characters.
    pub column: usize,
}

/// A cell of a sheet as people call it: `E7`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address {
    /// Row, from 0.
    pub row: u32,
    /// Column, from 0.
    pub column: u32,
}

impl Address {
    /// The letters of a column: A to Z, AA to …
    pub fn letters(column: u32) -> String {
        let mut letters = Vec::new();
        let mut rest = column;
        loop {
            letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
            if rest < 26 {
                break;
            }
            rest = rest / 26 - 1;
        }
        letters.into_iter().rev().collect()
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", Self::letters(self.column), u64::from(self.row) + 1)
    }
}

/// A text that was read, with the path under which messages name it.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// The path as shown: the plan folder as given, then the path in it, with `/`; of a sheet the
    /// workbook, `!` and the sheet.
    pub path: String,
    /// The text, without a byte-order mark, with line ends as they were.
    pub text: Arc<str>,
    line_starts: Vec<usize>,
    /// How many characters begin before each block of the text, so that a place in a line of a
    /// megabyte is found as fast as any other.
    characters: Vec<u32>,
    /// Of a sheet: where each cell begins. Its line and column are those of the cell.
    cells: Vec<(u32, Address)>,
    /// Which lines are not repeated; none of those past its end.
    withheld: Vec<bool>,
}

/// Bytes of a block.
const BLOCK: usize = 1 << 10;

impl SourceFile {
    fn new(path: String, text: Arc<str>) -> Self {
        let line_starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let mut total = 0;
        let mut characters = vec![0];
        for block in text.as_bytes().chunks(BLOCK) {
            total += begun(block);
            characters.push(total);
        }
        Self { path, text, line_starts, characters, cells: Vec::new(), withheld: Vec::new() }
    }

    /// Whether it is a sheet, whose places are cells.
    pub fn is_sheet(&self) -> bool {
        !self.cells.is_empty()
    }

    /// The cell that `offset` lies in; none where this is no sheet.
    fn cell(&self, offset: usize) -> Option<Address> {
        let after = self.cells.partition_point(|(start, _)| *start as usize <= offset);
        self.cells.get(after.saturating_sub(1)).map(|(_, address)| *address)
    }

    /// The lines of a stretch, from 0.
    fn lines(&self, start: u32, end: u32) -> std::ops::Range<usize> {
        let line = |offset: u32| self.line_starts.partition_point(|start| *start <= offset as usize);
        line(start) - 1..line(end.max(start))
    }

    /// How many characters begin before `offset`.
    fn before(&self, offset: usize) -> u32 {
        let block = offset / BLOCK;
        self.characters[block] + begun(&self.text.as_bytes()[block * BLOCK..offset])
    }
}

/// How many characters begin in `bytes` of a valid text.
fn begun(bytes: &[u8]) -> u32 {
    bytes.iter().map(|byte| u32::from(byte & 0b1100_0000 != 0b1000_0000)).sum()
}

/// All texts of a run.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Takes a text in and gives the id that places refer to.
    pub fn add(&mut self, path: String, text: impl Into<Arc<str>>) -> FileId {
        self.files.push(SourceFile::new(path, text.into()));
        FileId(u32::try_from(self.files.len() - 1).unwrap_or(u32::MAX))
    }

    /// Takes a sheet in: the text of its cells, in which each begins at the byte beside it, in the
    /// order of the text.
    pub fn add_sheet(&mut self, path: String, text: impl Into<Arc<str>>, cells: Vec<(u32, Address)>) -> FileId {
        let id = self.add(path, text);
        if let Some(file) = self.files.last_mut() {
            file.cells = cells;
        }
        id
    }

    /// The cell a place lies in; none where it is no place of a sheet.
    pub fn address(&self, place: Place) -> Option<Address> {
        self.file(place.file).cell(place.start as usize)
    }

    /// What messages call the file of a place: its path, in a sheet with the cell behind it,
    /// `通讯录.xlsx!名单!E7`.
    pub fn named(&self, place: Place) -> Cow<'_, str> {
        let path = self.path(place.file);
        self.address(place).map_or(Cow::Borrowed(path), |address| Cow::Owned(format!("{path}!{address}")))
    }

    /// The file behind `id`.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// The path under which messages name the file.
    pub fn path(&self, id: FileId) -> &str {
        &self.file(id).path
    }

    /// The text of `place`.
    pub fn slice(&self, place: Place) -> &str {
        let text = &self.file(place.file).text;
        text.get(place.start as usize..place.end as usize).unwrap_or("")
    }

    /// The whole lines that `place` lies in.
    pub fn lines(&self, place: Place) -> &str {
        let file = self.file(place.file);
        let lines = file.lines(place.start, place.end);
        let end = file.line_starts.get(lines.end).copied().unwrap_or(file.text.len());
        &file.text[file.line_starts[lines.start]..end]
    }

    /// Keeps the lines of `place` from being repeated.
    pub fn withhold(&mut self, place: Place) {
        self.keep(place, true);
    }

    /// Lets the lines of `place` be repeated again.
    pub fn release(&mut self, place: Place) {
        self.keep(place, false);
    }

    fn keep(&mut self, place: Place, withheld: bool) {
        let file = &mut self.files[place.file.0 as usize];
        let lines = file.lines(place.start, place.end);
        file.withheld.resize(file.line_starts.len(), false);
        file.withheld[lines].fill(withheld);
    }

    /// Whether what is written at `place` may not be repeated: its lines are withheld, the file lies
    /// in a restricted folder, or it is a sheet.
    pub fn is_withheld(&self, place: Place) -> bool {
        let file = self.file(place.file);
        let lines = file.lines(place.start, place.end);
        let mut marks = file.withheld.iter().skip(lines.start).take(lines.len());
        file.is_sheet() || file.path.split('/').any(|part| part == "restricted") || marks.any(|withheld| *withheld)
    }

    /// Every file with its id, in the order of reading.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(index, file)| (FileId(index as u32), file))
    }

    /// Line and column of the first character of `place`.
    pub fn start(&self, place: Place) -> Position {
        self.position(place.file, place.start as usize)
    }

    /// Line and column just after the last character of `place`.
    pub fn end(&self, place: Place) -> Position {
        self.position(place.file, place.end as usize)
    }

    fn position(&self, id: FileId, offset: usize) -> Position {
        let file = self.file(id);
        if let Some(Address { row, column }) = file.cell(offset) {
            return Position { line: row as usize + 1, column: column as usize + 1 };
        }
        let offset = offset.min(file.text.len());
        let line = file.line_starts.partition_point(|start| *start <= offset);
        let from = file.line_starts[line - 1];
        let column = file.before(offset) - file.before(from) + 1;
        Position { line, column: column as usize }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let mut sources = Sources::default();
        let file = sources.add("plan.yaml".into(), "a: 1\n名称: 甲\n");
        let place = Place::new(file, 5 + "名称: ".len().."a: 1\n名称: 甲".len());
        assert_eq!(sources.slice(place), "甲");
        assert_eq!(sources.start(place), Position { line: 2, column: 5 });
        assert_eq!(sources.end(place), Position { line: 2, column: 6 });
    }

    #[test]
    fn a_place_in_a_sheet_is_a_cell() {
        let mut sources = Sources::default();
        let cells = [(0, 2, 0), (4, 2, 4), (8, 9, 27)];
        let cells = cells.map(|(at, row, column)| (at, Address { row, column })).to_vec();
        let sheet = sources.add_sheet("a.xlsx!表".into(), "甲\t乙\n丙", cells);
        let place = Place::new(sheet, 8..11);
        assert_eq!((sources.named(place).as_ref(), sources.slice(place)), ("a.xlsx!表!AB10", "丙"));
        assert_eq!(sources.start(Place::new(sheet, 4..7)), Position { line: 3, column: 5 });
        assert_eq!([25, 26, 701, 702, 16_383].map(Address::letters), ["Z", "AA", "ZZ", "AAA", "XFD"]);
    }

    #[test]
    fn columns_of_a_long_line_are_counted_over_its_blocks() {
        let mut sources = Sources::default();
        let text = format!("甲\n{}", "乙a".repeat(2000));
        let file = sources.add("plan.yaml".into(), text.as_str());
        for (count, (offset, _)) in text.char_indices().skip(2).enumerate() {
            let place = Place::new(file, offset..text.len());
            assert_eq!(sources.start(place), Position { line: 2, column: count + 1 });
        }
        assert_eq!(sources.end(Place::new(file, 0..text.len())), Position { line: 2, column: 4001 });
    }
}
