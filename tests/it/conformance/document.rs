//! A document that was set, with each element of its view found on the pages.

use plangen::render::typeset::{PageFacts, Pages};
use plangen::views::official::Official;
use plangen::views::{Block, Inline};

use super::geometry::{Row, bare, rows};

/// Where in the document an element stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Head,
    Notice,
    Plan,
    Annex(usize),
}

/// What an element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Element {
    CopyNumber,
    Secrecy,
    Urgency,
    Mark,
    Number,
    Label,
    Title,
    AddressedTo,
    ContentsTitle,
    Heading(u8),
    Paragraph,
    Item,
    Enclosure(usize),
    Signature,
    Date,
    Remark,
}

/// An element with the rows it fills.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) part: Part,
    pub(super) element: Element,
    /// What the view says.
    pub(super) text: String,
    /// Its block among those of its part.
    pub(super) block: Option<usize>,
    pub(super) rows: Vec<Row>,
}

impl Placed {
    pub(super) fn first(&self) -> &Row {
        &self.rows[0]
    }

    pub(super) fn last(&self) -> &Row {
        &self.rows[self.rows.len() - 1]
    }

    /// Whether it is running text.
    pub(super) fn is_text(&self) -> bool {
        matches!(self.element, Element::Paragraph | Element::Item)
    }
}

/// A document that was set.
pub(super) struct Document {
    pub(super) name: String,
    pub(super) view: Official,
    pub(super) pages: Vec<PageFacts>,
    pub(super) text: String,
    pub(super) pdf: Vec<u8>,
    pub(super) placed: Vec<Placed>,
}

impl Document {
    /// Finds every element of `view` on its pages.
    ///
    /// # Panics
    /// Where the pages do not say, in order and in full, what the view says.
    pub(super) fn new(name: String, view: Official, pages: &Pages) -> Self {
        let facts = pages.facts();
        // Tables, charts and forms are smaller; titles and the mark are larger.
        let mut rest = rows(&facts, |size| size > 15.0).into_iter().peekable();
        let mut placed = Vec::new();
        for (part, element, block, text) in script(&view) {
            let wanted = bare(&text);
            let mut rows = Vec::new();
            let mut said = String::new();
            while said != wanted {
                let fits = wanted.starts_with(&said);
                let Some(row) = rest.next_if(|_| fits) else {
                    panic!("{name}: the page says {said:?} where the view says {wanted:?}");
                };
                said.push_str(&bare(&row.text()));
                rows.push(row);
            }
            placed.push(Placed { part, element, text, block, rows });
        }
        assert!(
            rest.peek().is_none(),
            "{name}: the pages say more than the view: {:?}",
            rest.map(|row| row.text()).next()
        );
        let pdf = pages.pdf(&name).unwrap();
        Self { name, view, text: pages.text(), pages: facts, pdf, placed }
    }

    /// Left edge of the type area of a page.
    pub(super) fn left(&self, page: usize) -> f64 {
        if self.view.layout.mirrored && page.is_multiple_of(2) { 26.0 } else { super::geometry::LEFT }
    }

    /// Elements of a kind.
    pub(super) fn all(&self, wanted: impl Fn(Element) -> bool) -> impl Iterator<Item = &Placed> {
        self.placed.iter().filter(move |placed| wanted(placed.element))
    }

    /// The first element of a kind in a part.
    pub(super) fn first(&self, part: Part, element: Element) -> Option<&Placed> {
        self.placed.iter().find(|placed| placed.part == part && placed.element == element)
    }

    /// Lines of the title of a part.
    pub(super) fn title(&self, part: Part) -> Vec<&Row> {
        let lines = self.placed.iter().filter(|placed| placed.part == part && placed.element == Element::Title);
        lines.flat_map(|placed| &placed.rows).collect()
    }

    /// The last element of the notice's text.
    pub(super) fn end_of_notice(&self) -> Option<&Placed> {
        self.placed.iter().rfind(|placed| placed.part == Part::Notice && placed.is_text())
    }

    /// Each part after the notice with its blocks.
    pub(super) fn parts(&self) -> impl Iterator<Item = (Part, &[Block])> {
        let notice = (Part::Notice, self.view.notice.body.as_slice());
        let plan = (Part::Plan, self.view.plan.blocks.as_slice());
        let annexes = self.view.annexes.iter().enumerate();
        let annexes = annexes.map(|(index, annex)| (Part::Annex(index), annex.blocks.as_slice()));
        [notice, plan].into_iter().chain(annexes)
    }
}

type Step = (Part, Element, Option<usize>, String);

/// Everything set in third size or larger, in order.
fn script(view: &Official) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut say = |part, element, text: &str| steps.push((part, element, None, text.to_owned()));
    let head = &view.head;
    let corner = [
        (Element::CopyNumber, head.copy_number.as_deref()),
        (Element::Secrecy, head.secrecy),
        (Element::Urgency, head.urgency),
        (Element::Mark, Some(head.mark.as_str())),
        (Element::Number, Some(head.number.as_str())),
    ];
    for (element, text) in corner {
        text.into_iter().for_each(|text| say(Part::Head, element, text));
    }
    let notice = &view.notice;
    notice.title_lines.iter().for_each(|line| say(Part::Notice, Element::Title, line));
    notice.addressed_to.iter().for_each(|names| say(Part::Notice, Element::AddressedTo, names));
    blocks(&mut steps, Part::Notice, &notice.body);
    enclosures(&mut steps, Part::Notice, &notice.enclosures);
    let mut say = |part, element, text: &str| steps.push((part, element, None, text.to_owned()));
    say(Part::Notice, Element::Signature, &notice.signature);
    say(Part::Notice, Element::Date, &notice.date);
    notice.remark.iter().for_each(|remark| say(Part::Notice, Element::Remark, remark));
    let plan = &view.plan;
    plan.label.iter().for_each(|label| say(Part::Plan, Element::Label, label));
    plan.title_lines.iter().for_each(|line| say(Part::Plan, Element::Title, line));
    if view.layout.contents {
        say(Part::Plan, Element::ContentsTitle, "目录");
    }
    blocks(&mut steps, Part::Plan, &plan.blocks);
    enclosures(&mut steps, Part::Plan, &plan.enclosures);
    for (index, annex) in view.annexes.iter().enumerate() {
        let part = Part::Annex(index);
        steps.push((part, Element::Label, None, annex.label.clone()));
        steps.extend(annex.title_lines.iter().map(|line| (part, Element::Title, None, line.clone())));
        blocks(&mut steps, part, &annex.blocks);
    }
    steps
}

fn blocks(steps: &mut Vec<Step>, part: Part, blocks: &[Block]) {
    for (index, block) in blocks.iter().enumerate() {
        let (element, text) = match block {
            Block::Heading { level, number, body, .. } => (Element::Heading(*level), number.clone() + &plain(body)),
            Block::Paragraph { body } => (Element::Paragraph, plain(body)),
            Block::Item { number, body } => (Element::Item, number.clone() + &plain(body)),
            _ => continue,
        };
        steps.push((part, element, Some(index), text));
    }
}

fn enclosures(steps: &mut Vec<Step>, part: Part, names: &[String]) {
    for (index, name) in names.iter().enumerate() {
        let label = if index == 0 { "附件：" } else { "" };
        let number = if names.len() > 1 { format!("{}.", index + 1) } else { String::new() };
        steps.push((part, Element::Enclosure(index), None, format!("{label}{number}{name}")));
    }
}

/// What the contents list: chapters, their sections, annexes.
pub(super) fn listed(view: &Official) -> Vec<String> {
    let headings = view.plan.blocks.iter().filter_map(|block| match block {
        Block::Heading { level: 1..=2, number, body, .. } => Some(number.clone() + &plain(body)),
        _ => None,
    });
    let annexes = view.annexes.iter().map(|annex| annex.label.clone() + &annex.title_lines.concat());
    headings.chain(annexes).collect()
}

/// The words of inline runs.
pub(super) fn plain(runs: &[Inline]) -> String {
    let words = runs.iter().map(|run| match run {
        Inline::Text { text } => text.clone(),
        Inline::Strong { body } | Inline::Emph { body } | Inline::Added { body } => plain(body),
        Inline::Break | Inline::Deleted { .. } => String::new(),
    });
    words.collect()
}
