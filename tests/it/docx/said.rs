//! What the official view says, in the order in which a reader meets it.

use plangen::views::official::Official;
use plangen::views::{Block, Inline};

/// Words that the document has of its own: labels, titles of columns, signs, what is filled in by
/// hand, the tabs before a caption and what stands at its right.
const OWN: [&str; 17] = [
    "\t",
    "附件：",
    "主送：",
    "抄送：",
    "序号",
    "处置动作",
    "责任岗位",
    "时限",
    "▲ ",
    "◇ ",
    "→ ",
    "◎ ",
    "■ ",
    "□",
    "　　　年　　月　　日",
    "　",
    "：",
];

/// The texts of the view; line ends are those of words.
pub(super) fn texts(view: &Official) -> Vec<String> {
    let mut said = Said::default();
    let head = &view.head;
    said.some(head.copy_number.as_deref());
    said.some(head.secrecy);
    said.some(head.urgency);
    said.add(&head.mark);
    said.add(&head.number);
    let notice = &view.notice;
    said.lines(&notice.title_lines);
    said.some(notice.addressed_to.as_deref());
    said.blocks(&notice.body);
    said.enclosures(&notice.enclosures);
    said.add(&notice.signature);
    said.add(&notice.date);
    said.some(notice.remark.as_deref());
    said.some(view.plan.label);
    said.lines(&view.plan.title_lines);
    said.blocks(&view.plan.blocks);
    said.enclosures(&view.plan.enclosures);
    for annex in &view.annexes {
        said.add(&annex.label);
        said.lines(&annex.title_lines);
        said.blocks(&annex.blocks);
    }
    said.some(view.imprint.addressed_to.as_deref());
    said.some(view.imprint.copied_to.as_deref());
    if view.imprint.addressed_to.is_some() || view.imprint.copied_to.is_some() {
        said.add("。");
    }
    said.add(&view.imprint.office);
    said.add(&view.imprint.printed);
    said.0
}

/// Holds what was read against what should be said.
pub(super) fn compare(read: &str, wanted: &[String]) {
    let mut rest = read;
    for (index, text) in wanted.iter().enumerate() {
        loop {
            if let Some(after) = rest.strip_prefix(text.as_str()) {
                rest = after;
                break;
            }
            let Some(after) = OWN.iter().find_map(|own| rest.strip_prefix(own)) else {
                let near: String = rest.chars().take(60).collect();
                panic!("wanted {text:?} after {:?}, read {near:?}", &wanted[index.saturating_sub(3)..index]);
            };
            rest = after;
        }
    }
    assert_eq!(rest, "", "something is said behind the end");
}

#[derive(Default)]
struct Said(Vec<String>);

impl Said {
    fn add(&mut self, text: &str) {
        if !text.is_empty() {
            self.0.push(text.to_owned());
        }
    }

    fn some(&mut self, text: Option<&str>) {
        self.add(text.unwrap_or_default());
    }

    fn lines(&mut self, lines: &[String]) {
        self.add(&lines.join("\n"));
    }

    fn runs(&mut self, runs: &[Inline]) {
        for run in runs {
            match run {
                Inline::Text { text } => self.add(text),
                Inline::Strong { body } | Inline::Emph { body } => self.runs(body),
                Inline::Deleted { body } | Inline::Added { body } => self.runs(body),
                Inline::Break => self.add("\n"),
            }
        }
    }

    fn enclosures(&mut self, names: &[String]) {
        for (index, name) in names.iter().enumerate() {
            self.add(&if names.len() > 1 { format!("{}.", index + 1) } else { String::new() });
            self.add(name);
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { number, body, .. } | Block::Item { number, body } => {
                self.add(number);
                self.runs(body);
            }
            Block::Paragraph { body } => self.runs(body),
            Block::Table { caption, unit, columns, rows, sections } => {
                self.some(caption.as_deref());
                self.some(unit.as_deref());
                columns.iter().for_each(|column| self.add(&column.title));
                for (index, row) in rows.iter().enumerate() {
                    sections.iter().filter(|own| own.before == index).for_each(|own| self.add(&own.title));
                    row.iter().for_each(|cell| self.runs(cell));
                }
            }
            Block::Chart { caption, nodes, .. } => {
                self.branch(nodes, None);
                self.some(caption.as_deref());
            }
            Block::Flow { caption, rows } => {
                self.add(caption);
                for row in rows {
                    self.add(&row.number);
                    self.add(&row.kind);
                    self.runs(&row.action);
                    self.runs(&row.particulars);
                    self.some(row.actor.as_deref());
                    self.some(row.limit.as_deref());
                }
            }
            Block::Form { rows, notes, seal, signatures } => {
                for cell in rows.iter().flat_map(|row| &row.cells) {
                    self.add(&cell.label);
                    cell.options.iter().for_each(|option| self.add(option));
                    self.add(&cell.fill);
                }
                signatures.iter().for_each(|label| self.add(label.trim_end_matches('：')));
                self.some(seal.as_deref());
                notes.iter().for_each(|note| self.add(note));
            }
        }
    }

    /// A node, then those below it.
    fn branch(&mut self, nodes: &[plangen::views::content::Node], above: Option<&str>) {
        for node in nodes.iter().filter(|node| node.parent.as_deref() == above) {
            self.add(&node.name);
            self.some(node.note.as_deref());
            self.branch(nodes, Some(&node.id));
        }
    }
}
