//! A page of Markdown for a terminal: headings stand out, examples are set in, marks are gone.

/// The page; `colour` for a terminal that has some.
pub fn page(markdown: &str, colour: bool) -> String {
    let paint = |code: &str, text: &str| {
        if colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    };
    let mut out = String::new();
    let mut fenced = false;
    for line in markdown.lines() {
        if let Some(info) = line.strip_prefix("```") {
            fenced = !fenced;
            if fenced && let Some((_, path)) = info.split_once(' ') {
                out.push_str(&format!("    {}\n", paint("2", &format!("── {path}"))));
            }
        } else if fenced {
            let shown = match line.split_once("← 这里") {
                Some((before, after)) => format!("{before}{}", paint("1;31", &format!("← 这里{after}"))),
                None => line.to_owned(),
            };
            out.push_str(&format!("    {shown}\n"));
        } else if let Some(heading) = line.strip_prefix("# ").or_else(|| line.strip_prefix("## ")) {
            out.push_str(&format!("{}\n", paint("1", heading)));
        } else {
            let parts = line.split('`').enumerate();
            let line: String =
                parts.map(|(index, part)| if index % 2 == 1 { paint("36", part) } else { part.to_owned() }).collect();
            out.push_str(&line);
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# a（A01）\n\n查 `b` 项。\n\n```yaml x.yaml\nb: 1  # ← 这里\n```\n";

    #[test]
    fn a_page_is_read_without_its_marks() {
        assert_eq!(page(PAGE, false), "a（A01）\n\n查 b 项。\n\n    ── x.yaml\n    b: 1  # ← 这里\n");
        assert!(page(PAGE, true).contains("\u{1b}[36mb\u{1b}[0m 项"));
    }
}
