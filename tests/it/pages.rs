//! Reads the page of a rule: its sections, its level, its examples.
//!
//! An example is a run of fences with nothing but empty lines between them; each fence names a file
//! of the plan in its info string, as in `yaml org/roles.yaml`. In a wrong example one line ends in
//! `← 这里` (behind `#` in YAML); the mark is taken off before the file is written.

/// The sections of a page, in order.
pub(crate) const SECTIONS: &[&str] = &["查什么", "为什么", "错例", "对例", "怎么改", "豁免"];

const MARK: &str = "← 这里";

/// A page.
pub(crate) struct Page<'a> {
    pub(crate) title: &'a str,
    /// 错误, 警告 or both.
    pub(crate) level: &'a str,
    pub(crate) sections: Vec<&'a str>,
    pub(crate) wrong: Vec<Example>,
    pub(crate) right: Vec<Example>,
}

/// Files that replace or join those of the smallest plan.
#[derive(Default)]
pub(crate) struct Example {
    pub(crate) files: Vec<(String, String)>,
    /// File, line and, where the page has both levels, the level of each finding to come.
    pub(crate) marks: Vec<(String, usize, Option<String>)>,
}

/// Takes a page apart.
pub(crate) fn parse(text: &str) -> Page<'_> {
    let mut page = Page { title: "", level: "", sections: Vec::new(), wrong: Vec::new(), right: Vec::new() };
    let mut lines = text.lines();
    let mut apart = true;
    while let Some(line) = lines.next() {
        if let Some(title) = line.strip_prefix("# ") {
            page.title = title;
        } else if let Some(level) = line.strip_prefix("级别：") {
            page.level = level;
        } else if let Some(section) = line.strip_prefix("## ") {
            page.sections.push(section);
            apart = true;
        } else if let Some(info) = line.strip_prefix("```") {
            let (_, path) = info.split_once(' ').expect("a fence names a file of the plan");
            let body: Vec<_> = lines.by_ref().take_while(|line| *line != "```").collect();
            let examples = match page.sections.last() {
                Some(&"错例") => &mut page.wrong,
                Some(&"对例") => &mut page.right,
                other => panic!("a fence under {other:?}"),
            };
            if std::mem::take(&mut apart) {
                examples.push(Example::default());
            }
            examples.last_mut().unwrap().add(path, &body);
        } else if !line.trim().is_empty() {
            apart = true;
        }
    }
    page
}

impl Example {
    fn add(&mut self, path: &str, body: &[&str]) {
        let mut text = String::new();
        for (index, line) in body.iter().enumerate() {
            let clean = match line.split_once(MARK) {
                Some((before, level)) => {
                    let level = level.strip_prefix('：').map(str::to_owned);
                    self.marks.push((path.to_owned(), index + 1, level));
                    let before = before.trim_end();
                    before.strip_suffix('#').unwrap_or(before).trim_end()
                }
                None => line,
            };
            text.push_str(clean);
            text.push('\n');
        }
        self.files.push((path.to_owned(), text));
    }

    /// The files as pairs of path and text.
    pub(crate) fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }
}

#[test]
fn fences_without_words_between_them_are_one_example() {
    let page = parse(
        "# a（A）\n级别：错误\n## 错例\n```yaml a.yaml\nx: 1  # ← 这里\n```\n\n```markdown b.md\ny\n```\n或\n```yaml c.yaml\nz: ← 这里：警告\n```\n",
    );
    assert_eq!((page.title, page.level, page.wrong.len()), ("a（A）", "错误", 2));
    assert_eq!(page.wrong[0].files[0].1, "x: 1\n");
    assert_eq!(page.wrong[0].marks, [("a.yaml".to_owned(), 1, None)]);
    assert_eq!(page.wrong[0].files.len(), 2);
    assert_eq!(page.wrong[1].marks, [("c.yaml".to_owned(), 1, Some("警告".to_owned()))]);
}
