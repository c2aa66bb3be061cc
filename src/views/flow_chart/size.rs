//! How large a box has to be for its words.

/// Size of the words in millimetres: 8.5 pt, still 3 mm high.
pub(super) const EM: f64 = 3.0;
/// Distance of two lines.
const LINE: f64 = 4.0;
/// Room between words and edge, on both sides together.
const PAD_X: f64 = 4.0;
const PAD_Y: f64 = 3.0;

/// Height of a box `width` wide with these paragraphs.
pub(super) fn height(width: f64, paragraphs: &[&str]) -> f64 {
    let lines: f64 = paragraphs.iter().filter(|text| !text.is_empty()).map(|text| lines(text, width - PAD_X)).sum();
    lines.max(1.0) * LINE + PAD_Y
}

/// Lines a text takes. A mark that must not begin a line may drag a character along, and a number
/// with its unit is never broken, so a line is not counted on to be full.
fn lines(text: &str, width: f64) -> f64 {
    let room = (width / EM - 1.5).max(2.0);
    (ems(text) / room).ceil()
}

/// Width of a text in ems.
pub(super) fn ems(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() { 0.55 } else { 1.0 }).sum()
}
