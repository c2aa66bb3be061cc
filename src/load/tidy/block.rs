//! Texts below `|` and `>`: their lines move as one, and every blank behind their indentation is text.

/// How long a text is that begins with its sign, in bytes, without the line feed of its last line;
/// `outer` is the column of the collection it stands in.
pub(super) fn length(text: &str, outer: usize) -> usize {
    let header = text.find('\n').unwrap_or(text.len());
    let (keeps, margin) = (keeps(text), margin(text, outer));
    // Without a line of its own it ends with its sign; empty lines count where it keeps them.
    let mut end = text[..header].trim_end().len();
    let mut at = header + 1;
    while at <= text.len() && header < text.len() {
        let line = &text[at..at + text[at..].find('\n').unwrap_or(text.len() - at)];
        let blanks = line.len() - line.trim_start_matches(' ').len();
        let empty = blanks == line.len() && blanks <= margin;
        if !empty && blanks < margin {
            break;
        }
        // What follows the last line feed is no line.
        let last = at + line.len() == text.len() && empty;
        if !empty || keeps && !last {
            end = at + line.len();
        }
        at += line.len() + 1;
    }
    end
}

/// The text with its lines at the column they belong to, below a collection that stands in `new`.
pub(super) fn moved(text: &str, old: usize, new: usize) -> String {
    let was = margin(text, old);
    let now = indicator(text).map_or(new + 2, |own| new + own);
    let mut lines = text.split('\n');
    let mut moved = lines.next().unwrap_or("").trim_end().to_owned();
    for line in lines {
        moved.push('\n');
        if let Some(rest) = line.get(was..).filter(|rest| !rest.is_empty()) {
            moved.push_str(&" ".repeat(now));
            moved.push_str(rest);
        }
    }
    moved
}

/// Signs behind `|` or `>`.
fn signs(text: &str) -> &str {
    let line = text.lines().next().unwrap_or("");
    line.get(1..).unwrap_or("").split([' ', '\t']).next().unwrap_or("")
}

/// Whether empty lines at its end belong to the text.
pub(super) fn keeps(text: &str) -> bool {
    signs(text).contains('+')
}

/// How much deeper than the collection the text was said to stand.
fn indicator(text: &str) -> Option<usize> {
    signs(text).chars().find_map(|c| c.to_digit(10)).map(|digit| digit as usize)
}

/// The column of its lines.
fn margin(text: &str, outer: usize) -> usize {
    if let Some(own) = indicator(text) {
        return outer + own;
    }
    let first = text.lines().skip(1).find(|line| !line.trim_matches(' ').is_empty());
    let found = first.map(|line| line.len() - line.trim_start_matches(' ').len());
    // Where no line of text follows, blank lines are that and nothing more.
    found.filter(|found| *found > outer).unwrap_or(usize::MAX)
}
