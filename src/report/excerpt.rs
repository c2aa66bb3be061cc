//! One finding with the lines it is about.
//!
//! Lines of the restricted folder, of what is restricted elsewhere, and rows of a sheet are not
//! repeated: a log travels further than the plan. Packs ship with the program and nobody can edit
//! them, so theirs are not shown either.

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str};

use super::text::Look;
use super::{is_pack, spot};
use crate::finding::{Finding, Place, Severity, Sources, Standing};

/// How far apart two places of a file may be, in lines, to be shown in one excerpt.
const NEAR: usize = 20;
/// Longest place that is shown from end to end, in lines; of a longer one the first line is.
const TALL: usize = 6;

/// The finding as several lines of text.
pub(super) fn excerpt(finding: &Finding, sources: &Sources, look: Look) -> String {
    let mut elements = Vec::new();
    let mut others: Vec<_> =
        finding.related.iter().map(|other| (other.place, other.message.in_language(look.language))).collect();
    if is_quotable(finding.place, sources) {
        let near = others.extract_if(.., |(place, _)| is_near(finding.place, *place, sources)).collect::<Vec<_>>();
        elements.push(lines(Some(finding.place), &near, sources));
    } else {
        elements.push(origin(finding.place, sources));
    }
    for (place, message) in others {
        if is_quotable(place, sources) {
            elements.push(lines(None, &[(place, message)], sources));
        } else {
            let text = format!("{} {message}", spot(place, sources));
            elements.push(remark(Level::NOTE, look.pick("另见", "see"), &text));
        }
    }
    if let Standing::Waived { by, reason } = &finding.standing {
        let text = format!("{reason}（{}）", spot(*by, sources));
        elements.push(remark(Level::NOTE, look.pick("豁免", "waived"), &text));
    }
    if let Some(help) = &finding.help {
        elements.push(remark(Level::HELP, look.pick("改法", "help"), help.in_language(look.language)));
    }
    let (id, code) = (finding.rule.id, finding.rule.code);
    let title = level(finding.severity, look).primary_title(finding.message.in_language(look.language));
    let group = Group::with_title(title.id(format!("{code} {id}"))).elements(elements);
    let renderer = if look.colour { Renderer::styled().hyperlink(false) } else { Renderer::plain() };
    renderer.render(&[group])
}

fn level(severity: Severity, look: Look) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR.with_name(look.pick("错误", "error")),
        Severity::Warning => Level::WARNING.with_name(look.pick("警告", "warning")),
        Severity::Info => Level::INFO.with_name(look.pick("提示", "info")),
    }
}

fn remark<'a>(level: Level<'a>, name: &'a str, text: &str) -> Element<'a> {
    level.with_name(name).message(normalize_untrusted_str(text)).into()
}

/// Whether the lines of a place may be repeated, and there are any.
pub(super) fn is_quotable(place: Place, sources: &Sources) -> bool {
    let file = sources.file(place.file);
    !sources.is_withheld(low(place, sources)) && !is_pack(&file.path) && !file.text.is_empty()
}

fn is_near(place: Place, other: Place, sources: &Sources) -> bool {
    let (line, other_line) = (sources.start(place).line, sources.start(other).line);
    // A single line between two that are shown is shown as well.
    let between = || Place { start: place.start.min(other.start), end: place.end.max(other.end), ..place };
    place.file == other.file && line.abs_diff(other_line) <= NEAR && !sources.is_withheld(between())
}

/// The place alone, where its lines are not shown.
fn origin<'a>(place: Place, sources: &'a Sources) -> Element<'a> {
    if sources.address(place).is_some() {
        return Origin::path(sources.named(place)).into();
    }
    let start = sources.start(place);
    Origin::path(sources.path(place.file)).line(start.line).char_column(start.column).into()
}

/// The lines of some places of a file, each with its marks.
fn lines<'a>(own: Option<Place>, others: &[(Place, &'a str)], sources: &'a Sources) -> Element<'a> {
    let places = own.iter().copied().chain(others.iter().map(|(place, _)| *place));
    let places: Vec<_> = places.map(|place| low(place, sources)).collect();
    let Some(first) = places.iter().min_by_key(|place| place.start).copied() else {
        unreachable!("an excerpt is asked for one place at least")
    };
    let file = sources.file(first.file);
    let last = places.iter().map(|place| place.end as usize).max().unwrap_or(0);
    let from = file.text[..first.start as usize].rfind('\n').map_or(0, |end| end + 1);
    let to = file.text[last..].find('\n').map_or(file.text.len(), |end| last + end);
    let span = |place: &Place| place.start as usize - from..place.end as usize - from;
    let own_count = places.len() - others.len();
    let (primary, related) = places.split_at(own_count);
    let primary = primary.iter().map(|place| AnnotationKind::Primary.span(span(place)));
    let related = related.iter().zip(others);
    let related = related.map(|(place, (_, label))| AnnotationKind::Context.span(span(place)).label(*label));
    Snippet::source(&file.text[from..to])
        .path(file.path.as_str())
        .line_start(sources.start(first).line)
        .annotations(primary.chain(related))
        .into()
}

/// The place within its text, and of a tall one its first line.
pub(super) fn low(place: Place, sources: &Sources) -> Place {
    let text = &sources.file(place.file).text;
    let (start, end) = (text.floor_char_boundary(place.start as usize), text.floor_char_boundary(place.end as usize));
    let tall = text[start..end].matches('\n').count() >= TALL;
    let end = if tall { text[start..end].find('\n').map_or(end, |line| start + line) } else { end };
    Place::new(place.file, start..end)
}
