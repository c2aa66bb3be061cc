//! Numbers of headings and clauses as lists of the word processor.
//!
//! An edited document has to number itself, and it has to print what the other documents print. So
//! every number is counted here as a word processor counts, and held against the one that the view
//! brings: where they differ a list begins anew at the view's number, and a number that is of no
//! known form stays a word.

use super::look::{Characters, First, Paragraph};
use super::xml::Xml;
use crate::fonts::Role;

/// How the number of a paragraph is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Number {
    /// By this list, at this level.
    List(usize, usize),
    /// As a word before the text.
    Word,
}

/// How the numbers of a level look: the format (ECMA-376, 17.18.59) and what stands around it.
#[derive(Debug, Clone, Copy)]
struct Form {
    format: &'static str,
    before: &'static str,
    after: &'static str,
}

const CHINESE: &str = "chineseCountingThousand";
const CIRCLED: &str = "decimalEnclosedCircle";

const fn form(format: &'static str, before: &'static str, after: &'static str) -> Form {
    Form { format, before, after }
}

/// Headings (GB/T 9704, 7.3.3).
const HEADINGS: [Form; 4] =
    [form(CHINESE, "", "、"), form(CHINESE, "（", "）"), form("decimal", "", "."), form("decimal", "（", "）")];
/// Clauses go on where headings end.
const CLAUSES: [Form; 3] = [HEADINGS[2], HEADINGS[3], form(CIRCLED, "", "")];

/// The list of headings, named by their styles.
const HEADING_LIST: usize = 1;

impl Form {
    fn print(self, value: usize) -> Option<String> {
        let digits = match self.format {
            CHINESE => chinese(value)?,
            CIRCLED => circled(value)?,
            _ => value.to_string(),
        };
        Some(format!("{}{digits}{}", self.before, self.after))
    }

    /// The value of which this is the print.
    fn value(self, number: &str) -> Option<usize> {
        (1..1000).find(|value| self.print(*value).as_deref() == Some(number))
    }
}

/// Up to ninety-nine, as far as programs agree.
fn chinese(value: usize) -> Option<String> {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (value / 10, DIGITS[value % 10]);
    match tens {
        0 if value > 0 => Some(ones.to_owned()),
        1 => Some(format!("十{ones}")),
        2..=9 => Some(format!("{}十{ones}", DIGITS[tens])),
        _ => None,
    }
}

fn circled(value: usize) -> Option<String> {
    let code = u32::try_from(value).ok().filter(|value| (1..=20).contains(value))?;
    char::from_u32(0x2460 + code - 1).map(String::from)
}

/// The lists of a document, and where each stands.
#[derive(Debug)]
pub(super) struct Lists {
    decimal: bool,
    headings: [usize; HEADINGS.len()],
    /// For each form of clauses the list that is open and its last number.
    clauses: [Option<(usize, usize)>; CLAUSES.len()],
    /// Level and first number of each list of clauses.
    begun: Vec<(usize, usize)>,
}

impl Lists {
    /// Lists of a document whose headings are numbered 1.1 or 一、（一）.
    pub(super) fn new(decimal: bool) -> Self {
        Self { decimal, headings: [0; HEADINGS.len()], clauses: [None; CLAUSES.len()], begun: Vec::new() }
    }

    /// The number of a heading of this level, from 1.
    pub(super) fn heading(&mut self, level: usize, number: &str) -> Number {
        self.clauses = [None; CLAUSES.len()];
        let at = level.clamp(1, HEADINGS.len()) - 1;
        let mut counts = self.headings;
        counts[at] += 1;
        counts[at + 1..].fill(0);
        let print = if self.decimal {
            let all = counts[..=at].iter().map(usize::to_string).collect::<Vec<_>>();
            Some(all.join("."))
        } else {
            HEADINGS[at].print(counts[at])
        };
        if print.as_deref() != Some(number) {
            return Number::Word;
        }
        self.headings = counts;
        Number::List(HEADING_LIST, at)
    }

    /// The number of a clause.
    pub(super) fn clause(&mut self, number: &str) -> Number {
        let found = CLAUSES.iter().enumerate().find_map(|(level, form)| Some((level, form.value(number)?)));
        let Some((level, value)) = found else { return Number::Word };
        let list = match self.clauses[level] {
            Some((list, last)) if last + 1 == value => list,
            _ => {
                self.begun.push((level, value));
                HEADING_LIST + self.begun.len()
            }
        };
        self.clauses[level] = Some((list, value));
        self.clauses[level + 1..].fill(None);
        Number::List(list, level)
    }

    /// The part that says how the lists count.
    pub(super) fn part(&self) -> Result<String, char> {
        let mut xml = Xml::new("w:numbering", &[("xmlns:w", &super::package::WORDS)]);
        kind(&mut xml, 0, &HEADINGS, self.decimal, true);
        kind(&mut xml, 1, &CLAUSES, false, false);
        xml.open("w:num", &[("w:numId", &HEADING_LIST)]);
        xml.leaf("w:abstractNumId", &[("w:val", &0)]);
        xml.close();
        for (index, (level, first)) in self.begun.iter().enumerate() {
            xml.open("w:num", &[("w:numId", &(HEADING_LIST + 1 + index))]);
            xml.leaf("w:abstractNumId", &[("w:val", &1)]);
            xml.open("w:lvlOverride", &[("w:ilvl", level)]);
            xml.leaf("w:startOverride", &[("w:val", first)]);
            xml.close();
            xml.close();
        }
        xml.finish()
    }
}

/// Writes a kind of list.
fn kind(xml: &mut Xml, id: usize, forms: &[Form], decimal: bool, headings: bool) {
    xml.open("w:abstractNum", &[("w:abstractNumId", &id)]);
    xml.leaf("w:multiLevelType", &[("w:val", &"multilevel")]);
    for (level, form) in forms.iter().enumerate() {
        xml.open("w:lvl", &[("w:ilvl", &level)]);
        xml.leaf("w:start", &[("w:val", &1)]);
        xml.leaf("w:numFmt", &[("w:val", &if decimal { "decimal" } else { form.format })]);
        if headings {
            xml.leaf("w:pStyle", &[("w:val", &super::styles::HEADINGS[level])]);
        }
        xml.leaf("w:suff", &[("w:val", &if decimal { "space" } else { "nothing" })]);
        let text = if decimal {
            (1..=level + 1).map(|part| format!("%{part}")).collect::<Vec<_>>().join(".")
        } else {
            format!("{}%{}{}", form.before, level + 1, form.after)
        };
        xml.leaf("w:lvlText", &[("w:val", &text)]);
        xml.leaf("w:lvlJc", &[("w:val", &"left")]);
        xml.open("w:pPr", &[]);
        Paragraph { left: Some(0), first: Some(First::In(2)), ..Paragraph::default() }.write(xml);
        xml.close();
        xml.open("w:rPr", &[]);
        let face = if headings { super::styles::FACES[level] } else { Role::Body };
        Characters { face: Some(face), ..Characters::default() }.write(xml);
        xml.close();
        xml.close();
    }
    xml.close();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_goes_on_while_it_counts_and_begins_anew_where_the_view_does() {
        let mut lists = Lists::new(false);
        let numbers = ["1.", "2.", "（1）", "（2）", "3.", "（1）", "1.", "5.", "①", "甲"];
        let made: Vec<_> = numbers.iter().map(|number| lists.clause(number)).collect();
        let list = |list, level| Number::List(list, level);
        let wanted = [list(2, 0), list(2, 0), list(3, 1), list(3, 1), list(2, 0), list(4, 1), list(5, 0), list(6, 0)];
        assert_eq!(made[..8], wanted);
        assert_eq!(made[8..], [list(7, 2), Number::Word]);
        assert_eq!(lists.begun, [(0, 1), (1, 1), (1, 1), (0, 1), (0, 5), (2, 1)]);
    }

    #[test]
    fn a_heading_whose_number_is_not_the_next_one_keeps_it_as_a_word() {
        let mut lists = Lists::new(false);
        let mut number = |level, number| lists.heading(level, number);
        assert_eq!(number(1, "一、"), Number::List(1, 0));
        assert_eq!(number(2, "（一）"), Number::List(1, 1));
        assert_eq!(number(3, "1."), Number::List(1, 2));
        assert_eq!(number(1, "二、"), Number::List(1, 0));
        assert_eq!(number(3, "1."), Number::List(1, 2));
        assert_eq!(number(2, "（二）"), Number::Word);
        assert_eq!(number(2, "（一）"), Number::List(1, 1));
        assert_eq!(number(2, ""), Number::Word);
        let mut decimal = Lists::new(true);
        assert_eq!(decimal.heading(1, "1"), Number::List(1, 0));
        assert_eq!(decimal.heading(2, "1.1"), Number::List(1, 1));
        assert_eq!(decimal.heading(2, "1.3"), Number::Word);
    }

    #[test]
    fn numbers_are_printed_as_in_the_standard() {
        let print: Vec<_> = [1, 10, 11, 20, 99].iter().map(|value| HEADINGS[1].print(*value).unwrap()).collect();
        assert_eq!(print, ["（一）", "（十）", "（十一）", "（二十）", "（九十九）"]);
        assert_eq!((HEADINGS[0].print(100), CLAUSES[2].print(21), HEADINGS[0].print(0)), (None, None, None));
    }
}
