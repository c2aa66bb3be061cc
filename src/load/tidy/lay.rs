//! Tokens to text: every collection two columns deeper than the one around it, one blank between what
//! stands on a line. Which line a token stands on is the writer's.

use super::block;
use super::tokens::{Cut, Kind, Shape, Token};

/// Lays out a text that was cut.
pub(super) fn lay(text: &str, cut: &Cut) -> String {
    let flows = vec![None; cut.levels.len()];
    let after = following(cut);
    let mut laying = Laying { text, cut, out: String::new(), line: 0, flows, before: None, after, beside: None };
    for index in 0..cut.tokens.len() {
        laying.put(index);
    }
    if !laying.out.is_empty() {
        laying.out.push('\n');
    }
    laying.out
}

/// Where lines between two brackets stand.
#[derive(Debug, Clone, Copy)]
struct Flow {
    content: usize,
    close: usize,
}

struct Laying<'c> {
    text: &'c str,
    cut: &'c Cut,
    out: String,
    /// The column in which the line at hand begins.
    line: usize,
    flows: Vec<Option<Flow>>,
    /// The last token that is no comment, and for each the next one that is none.
    before: Option<usize>,
    after: Vec<Option<usize>>,
    /// The comment at the end of a line that lines right below may go on with.
    beside: Option<Beside>,
}

/// A comment at the end of a line: what stood before it, and what stands there now.
#[derive(Debug)]
struct Beside {
    old: String,
    new: String,
}

impl Laying<'_> {
    fn put(&mut self, index: usize) {
        let token = &self.cut.tokens[index];
        let before = index.checked_sub(1).and_then(|before| self.cut.tokens.get(before));
        let gap = &self.text[before.map_or(0, |before| before.end)..token.start];
        let feeds = gap.matches('\n').count();
        match before {
            Some(before) if feeds == 0 => {
                self.out.push_str(&between(before, token, gap));
                self.beside = (token.kind == Kind::Comment).then(|| Beside {
                    old: last_line(&self.text[..token.start]).to_owned(),
                    new: last_line(&self.out).to_owned(),
                });
            }
            _ => {
                if before.is_some() {
                    self.out.push_str(if feeds > 1 { "\n\n" } else { "\n" });
                }
                let further = self.further(token).filter(|_| feeds == 1);
                self.beside = self.beside.take().filter(|_| further.is_some());
                self.line = further.unwrap_or_else(|| self.column(index));
                self.out.push_str(&" ".repeat(self.line));
            }
        }
        let own = &self.text[token.start..token.end];
        match token.kind {
            Kind::Block => {
                let level = token.level.map(|level| &self.cut.levels[level]);
                self.out.push_str(&block::moved(own, level.map_or(0, |own| own.old), level.map_or(0, |own| own.new)));
            }
            Kind::Scalar if own.contains('\n') => self.lines(token, own),
            Kind::Scalar => self.out.push_str(&quoted(own)),
            Kind::Open => self.open(index, own),
            _ => self.out.push_str(own),
        }
        if token.kind != Kind::Comment {
            self.before = Some(index);
        }
    }

    /// A value over several lines: blanks at the beginning and the end of a line are none of its text.
    fn lines(&mut self, token: &Token, own: &str) {
        let column = match token.level.map(|level| (&self.cut.levels[level], self.flows[level])) {
            Some((_, Some(flow))) => flow.content + 2,
            Some((level, None)) => level.new + 2,
            None => 2,
        };
        let mut lines = own.split('\n');
        self.out.push_str(end_of_line(lines.next().unwrap_or("")));
        for line in lines {
            self.out.push('\n');
            let line = end_of_line(line.trim_start_matches([' ', '\t']));
            if !line.is_empty() {
                self.out.push_str(&" ".repeat(column));
                self.out.push_str(line);
            }
        }
    }

    fn open(&mut self, index: usize, own: &str) {
        let token = &self.cut.tokens[index];
        let bracket = last_line(&self.out).chars().count();
        self.out.push_str(own);
        let beside = self
            .cut
            .tokens
            .get(index + 1)
            .is_some_and(|next| next.kind != Kind::Comment && !self.text[token.end..next.start].contains('\n'));
        let Some(level) = token.level else { return };
        let outer = self.outer(level).map_or(0, |outer| self.cut.levels[outer].new);
        let close = self.line.max(outer);
        self.flows[level] = Some(match beside {
            true => Flow { content: bracket + 1, close: bracket },
            false => Flow { content: close + 2, close },
        });
    }

    /// The innermost collection around a bracket that is none between brackets.
    fn outer(&self, level: usize) -> Option<usize> {
        let mut outer = self.cut.levels[level].parent;
        while let Some(own) = outer.filter(|own| self.cut.levels[*own].shape == Shape::Flow) {
            outer = self.cut.levels[own].parent;
        }
        outer
    }

    /// The column of a token that begins a line.
    fn column(&self, index: usize) -> usize {
        let token = &self.cut.tokens[index];
        if token.kind == Kind::Comment {
            return self.comment(index);
        }
        // A bracket that opens stands in what is around it.
        let level = match token.kind {
            Kind::Open => token.level.and_then(|level| self.cut.levels[level].parent),
            _ => token.level,
        };
        let Some(level) = level else { return 0 };
        match (self.cut.levels[level].shape, self.flows[level]) {
            (Shape::Flow, Some(flow)) if token.kind == Kind::Close => flow.close,
            (Shape::Flow, Some(flow)) => flow.content,
            _ if token.kind == Kind::Marker => 0,
            _ => self.cut.levels[level].new + if token.value { 2 } else { 0 },
        }
    }

    /// A comment on a line of its own stands with what it was written beside: the deepest collection
    /// around it, or around what follows, that began no further right.
    fn comment(&self, index: usize) -> usize {
        let token = &self.cut.tokens[index];
        if let Some(level) = token.level
            && let Some(flow) = self.flows[level]
            && self.cut.levels[level].shape == Shape::Flow
        {
            return flow.content;
        }
        let old = self.written(token);
        let (before, after) = (self.before, self.after[index]);
        let mut best: Option<(usize, bool, usize)> = None;
        // In one column, what follows goes before what has ended.
        let mut offer = |own: usize, follows: bool, new: usize| {
            if own <= old && best.is_none_or(|best| (own, follows, new) > best) {
                best = Some((own, follows, new));
            }
        };
        for (near, follows) in [(before, false), (after, true)] {
            let mut level = near.and_then(|near| self.cut.tokens[near].level);
            while let Some(own) = level.map(|own| &self.cut.levels[own]) {
                if own.shape != Shape::Flow {
                    offer(own.old, follows, own.new);
                }
                level = own.parent;
            }
        }
        if let Some(value) = after.filter(|after| self.cut.tokens[*after].value) {
            offer(self.written(&self.cut.tokens[value]), true, self.column(value));
        }
        best.map_or(0, |(.., new)| new)
    }

    /// The column of a comment that goes on with the one at the end of the line above, because it was
    /// written right below it: as characters count, or as an editor draws Chinese ones.
    fn further(&self, token: &Token) -> Option<usize> {
        let Beside { old, new } = self.beside.as_ref().filter(|_| token.kind == Kind::Comment)?;
        let own = self.written(token);
        let counts: [fn(&str) -> usize; 2] = [|text| text.chars().count(), drawn];
        counts.into_iter().find(|count| count(old) == own).map(|count| count(new))
    }

    /// The column where a token was written.
    fn written(&self, token: &Token) -> usize {
        last_line(&self.text[..token.start]).len()
    }
}

/// For each token the next one, itself included, that is no comment.
fn following(cut: &Cut) -> Vec<Option<usize>> {
    let mut next = None;
    let mut following = vec![None; cut.tokens.len()];
    for (index, token) in cut.tokens.iter().enumerate().rev() {
        if token.kind != Kind::Comment {
            next = Some(index);
        }
        following[index] = next;
    }
    following
}

/// What stands behind the last line feed.
fn last_line(text: &str) -> &str {
    text.rsplit('\n').next().unwrap_or(text)
}

/// How many columns a text takes where Chinese characters are drawn two wide.
fn drawn(text: &str) -> usize {
    text.chars().map(|c| if c < '\u{2e80}' { 1 } else { 2 }).sum()
}

/// What stands between two tokens of a line. Blanks before a comment are the writer's: they line up what is
/// read together.
fn between(before: &Token, token: &Token, gap: &str) -> String {
    match (before.kind, token.kind) {
        (_, Kind::Comment) => " ".repeat(gap.chars().count().max(1)),
        (Kind::Open, _) | (Kind::Comma, Kind::Close) => String::new(),
        (Kind::Colon | Kind::Comma | Kind::Dash | Kind::Marker, _) => " ".to_owned(),
        (_, Kind::Close | Kind::Comma | Kind::Colon) => String::new(),
        _ => " ".to_owned(),
    }
}

/// A line of a value without the blanks at its end; one behind a backslash is text.
fn end_of_line(line: &str) -> &str {
    let bare = line.trim_end_matches([' ', '\t']);
    let slashes = bare.len() - bare.trim_end_matches('\\').len();
    if slashes % 2 == 1 { line.get(..bare.len() + 1).unwrap_or(bare) } else { bare }
}

/// A value in single quotes in double ones, where none of its characters means anything there.
fn quoted(own: &str) -> String {
    match own.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
        Some(inner) if !inner.contains(['\'', '"', '\\']) => format!("\"{inner}\""),
        _ => own.to_owned(),
    }
}
