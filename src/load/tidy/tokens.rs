//! A file cut into tokens, each with the collection it stands in, so that nothing between two of them is
//! anything but blanks and line ends.
//!
//! The parser tells where values are; what stands between them can only be signs and comments.

use granit_parser::{Event, Parser, ScalarStyle};

use super::block;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `-` of an item.
    Dash,
    /// `:` behind a key.
    Colon,
    /// `,` between brackets.
    Comma,
    /// `[` or `{`.
    Open,
    /// `]` or `}`.
    Close,
    /// A value or a key on its own.
    Scalar,
    /// A text below `|` or `>`.
    Block,
    /// `#` up to the end of the line.
    Comment,
    /// `---`, `...` or a line that begins with `%`.
    Marker,
}

/// A token.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// Where it begins and ends, in bytes.
    pub(super) start: usize,
    pub(super) end: usize,
    /// The innermost collection it stands in; brackets stand in their own.
    pub(super) level: Option<usize>,
    /// Whether it is, or begins, what stands behind a key or a dash.
    pub(super) value: bool,
}

/// What a collection is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Items with dashes.
    Items,
    /// Keys, each on its line.
    Keys,
    /// Between brackets.
    Flow,
}

/// A collection.
#[derive(Debug, Clone)]
pub(super) struct Level {
    pub(super) parent: Option<usize>,
    pub(super) shape: Shape,
    /// The column where it was written.
    pub(super) old: usize,
    /// The column where it is to stand; of no meaning between brackets.
    pub(super) new: usize,
    /// Whether a key waits for its value.
    waiting: bool,
}

/// A file in tokens.
#[derive(Debug, Default)]
pub(super) struct Cut {
    pub(super) tokens: Vec<Token>,
    pub(super) levels: Vec<Level>,
}

/// Cuts a text that was parsed without an error; `None` where something stands in it that is not known here,
/// such as a key behind `?`, or a comment in the middle of a value.
pub(super) fn cut(text: &str) -> Option<Cut> {
    let mut cutting = Cutting { text, at: 0, cut: Cut::default(), open: Vec::new() };
    let options = granit_parser::options! { emit_comments: false };
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, span) = event.ok()?;
        let range = span.byte_range()?;
        match event {
            Event::Scalar(_, ScalarStyle::Literal | ScalarStyle::Folded, ..) => cutting.block()?,
            Event::Scalar(..) => {
                cutting.gap(range.start)?;
                let value = cutting.node();
                let mut below = text[range.clone()].lines().skip(1);
                let plain = !text[range.start..].starts_with(['"', '\'']);
                // A word at the margin must not become a mark.
                let marks = ["---", "..."].iter().any(|mark| text[range.start..].starts_with(mark));
                if plain && (marks || below.any(|line| line.trim_start().starts_with('#'))) {
                    return None;
                }
                if !range.is_empty() {
                    cutting.token(Kind::Scalar, range.end, value);
                }
            }
            Event::SequenceStart(..) => cutting.open(range.start, range.end, Shape::Items)?,
            Event::MappingStart(..) => cutting.open(range.start, range.end, Shape::Keys)?,
            Event::SequenceEnd | Event::MappingEnd => cutting.close(range.start, range.end)?,
            Event::StreamEnd => cutting.gap(text.len())?,
            _ => {}
        }
    }
    Some(cutting.cut)
}

struct Cutting<'t> {
    text: &'t str,
    at: usize,
    cut: Cut,
    /// The open collections, the innermost last; `None` for a pair between brackets that has none itself.
    open: Vec<Option<usize>>,
}

impl Cutting<'_> {
    fn level(&self) -> Option<usize> {
        self.open.iter().rev().find_map(|level| *level)
    }

    fn token(&mut self, kind: Kind, end: usize, value: bool) {
        let level = self.level();
        self.cut.tokens.push(Token { kind, start: self.at, end, level, value });
        self.at = end;
    }

    /// A node begins: whether it stands behind a key or a dash.
    fn node(&mut self) -> bool {
        let level = self.level().and_then(|level| self.cut.levels.get_mut(level));
        match level {
            Some(Level { shape: Shape::Keys, waiting, .. }) => {
                *waiting = !*waiting;
                !*waiting
            }
            Some(Level { shape: Shape::Items, .. }) => true,
            _ => false,
        }
    }

    fn open(&mut self, start: usize, end: usize, shape: Shape) -> Option<()> {
        // Where dashes stand in the column of their key the parser tells the place behind the first.
        let keys = self.level().is_some_and(|level| self.cut.levels[level].shape == Shape::Keys);
        let flow = start < end;
        if flow && !self.text[start..].starts_with(['[', '{']) {
            return None;
        }
        let dash = self.sign(start, &['-']).filter(|_| shape == Shape::Items && keys && !flow);
        let start = dash.unwrap_or(start);
        self.gap(start)?;
        let value = self.node();
        let parent = self.level();
        if !flow && parent.is_some_and(|parent| self.cut.levels[parent].shape == Shape::Flow) {
            self.open.push(None);
            return Some(());
        }
        let line = self.text[..start].rfind('\n').map_or(0, |at| at + 1);
        let new = parent.map_or(0, |parent| self.cut.levels[parent].new + 2);
        let shape = if flow { Shape::Flow } else { shape };
        self.cut.levels.push(Level { parent, shape, old: start - line, new, waiting: false });
        self.open.push(Some(self.cut.levels.len() - 1));
        if flow {
            self.token(Kind::Open, end, value);
        }
        Some(())
    }

    fn close(&mut self, start: usize, end: usize) -> Option<()> {
        if start < end {
            self.gap(start)?;
            self.token(Kind::Close, end, false);
        }
        self.open.pop();
        Some(())
    }

    /// A text below `|` or `>`, whose first sign stands before what the parser tells.
    fn block(&mut self) -> Option<()> {
        let sign = self.sign(self.text.len(), &['|', '>'])?;
        self.gap(sign)?;
        let value = self.node();
        let outer = self.level().map_or(0, |level| self.cut.levels[level].old);
        let end = self.at + block::length(&self.text[self.at..], outer);
        // Whether blanks at the end of the file are a line is nowhere laid down.
        let rest = &self.text[end..];
        if block::keeps(&self.text[self.at..]) && rest.trim().is_empty() && rest.ends_with([' ', '\t']) {
            return None;
        }
        self.token(Kind::Block, end, value);
        Some(())
    }

    /// The first of these signs before `end` that stands in no comment.
    fn sign(&self, end: usize, signs: &[char]) -> Option<usize> {
        let mut at = self.at;
        while let Some(c) = self.text.get(at..end)?.chars().next() {
            match c {
                _ if signs.contains(&c) => return Some(at),
                '#' => at += self.text[at..].find('\n')?,
                _ => at += c.len_utf8(),
            }
        }
        None
    }

    /// Signs and comments up to `end`.
    fn gap(&mut self, end: usize) -> Option<()> {
        while self.at < end {
            let rest = &self.text[self.at..end];
            let first = rest.chars().next()?;
            let margin = self.at == 0 || self.text[..self.at].ends_with('\n');
            let line = self.at + rest.find('\n').unwrap_or(rest.len());
            let marker = ["---", "..."].iter().any(|sign| rest.starts_with(sign));
            match first {
                ' ' | '\t' | '\n' => self.at += 1,
                '#' => self.token(Kind::Comment, self.at + self.text[self.at..line].trim_end().len(), false),
                '%' if margin => self.token(Kind::Marker, self.at + self.text[self.at..line].trim_end().len(), false),
                _ if margin && marker => self.token(Kind::Marker, self.at + 3, false),
                '-' => self.token(Kind::Dash, self.at + 1, false),
                ':' => self.token(Kind::Colon, self.at + 1, false),
                ',' => self.token(Kind::Comma, self.at + 1, false),
                _ => return None,
            }
        }
        Some(())
    }
}
