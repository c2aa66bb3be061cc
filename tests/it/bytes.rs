//! Any bytes at all: no panic, and every text comes back as it was written.

use proptest::prelude::*;

use crate::small::Small;

/// Bytes that lean towards what YAML and Markdown take for signs.
fn junk() -> impl Strategy<Value = Vec<u8>> {
    let signs = prop::sample::select(vec![
        "roles:\n",
        "  - id: a\n",
        "name: ",
        "- ",
        "  ",
        "\n",
        ": ",
        "：",
        "[",
        "]",
        "{",
        "}",
        "{{ ",
        " }}",
        "\"",
        "'",
        "|",
        ">",
        "&a ",
        "*a ",
        "!t ",
        "# ",
        "---\n",
        "...\n",
        "\t",
        "\r\n",
        "\r",
        "\u{3000}",
        "\u{202E}",
        "\u{E000}",
        "甲",
        "phone('",
        "')",
        "**",
        "`",
        "<b>",
        "![",
        "](",
        "| ",
        "%YAML 1.2\n",
        "? ",
        "\\",
        "\u{FEFF}",
        "~",
        "plan:\n",
        "playbook:\n",
        "steps:\n",
        "30min",
    ]);
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..200),
        prop::collection::vec(signs, 0..60).prop_map(|signs| signs.concat().into_bytes()),
    ]
}

/// A plan that loads unless the extra file spoils it.
fn load_with(small: &Small, file: &str, bytes: &[u8]) -> plangen::load::Loaded {
    small.write(file, bytes);
    let loaded = plangen::load::load(&small.plan()).unwrap();
    for finding in &loaded.findings {
        assert!(finding.help.is_some(), "{finding:?}");
        // Every place can be shown.
        let _ends = (loaded.sources.start(finding.place), loaded.sources.end(finding.place));
    }
    let _told = plangen::report::json(&loaded.findings, &loaded.sources, plangen::finding::Language::Chinese);
    loaded
}

fn quoted(text: &str) -> String {
    // JSON strings are YAML strings.
    serde_json::to_string(text).unwrap()
}

#[test]
fn any_bytes_as_a_file_are_told_or_read() {
    let small = Small::new();
    proptest!(ProptestConfig::with_cases(600), |(bytes in junk())| {
        load_with(&small, "org/junk.yaml", &bytes);
        small.write("org/junk.yaml", "# 无\n");
        load_with(&small, "text/09-junk.md", &bytes);
        std::fs::remove_file(small.plan().join("text/09-junk.md")).unwrap();
    });
}

#[test]
fn any_piece_of_a_good_file_is_told_or_read() {
    let small = Small::new();
    let text = std::fs::read_to_string(small.plan().join("playbooks/network-outage.yaml")).unwrap();
    proptest!(ProptestConfig::with_cases(300), |(cut in 0..text.len(), gap in 0..40_usize)| {
        let (start, end) = (text.floor_char_boundary(cut), text.floor_char_boundary((cut + gap).min(text.len())));
        load_with(&small, "playbooks/network-outage.yaml", format!("{}{}", &text[..start], &text[end..]).as_bytes());
        load_with(&small, "playbooks/network-outage.yaml", &text.as_bytes()[..start]);
    });
}

#[test]
fn any_text_reaches_the_model_as_written() {
    let small = Small::new();
    let roles = std::fs::read_to_string(small.plan().join("org/roles.yaml")).unwrap();
    // No control, private or invisible character, and something to see.
    let text = "[ -~\u{A1}-\u{AC}\u{AE}-\u{2FF}\u{3001}-\u{312F}\u{3400}-\u{9FFF}\u{F900}-\u{FAFF}\u{FF01}-\u{FF60}\u{1F300}-\u{1F5FF}\u{20000}-\u{2A6DF}]{1,60}";
    proptest!(ProptestConfig::with_cases(400), |(text in text)| {
        prop_assume!(!text.trim().is_empty());
        small.write("org/roles.yaml", roles.replace("post: 局长", &format!("post: {}", quoted(&text))));
        let loaded = plangen::load::load(&small.plan()).unwrap();
        let plan = loaded.plan.unwrap_or_else(|| panic!("{text}: {:?}", loaded.findings));
        prop_assert_eq!(&plan.roles.find("commander").unwrap().post.as_ref().unwrap().value, &text);
    });
}
