//! Starts plangen.

fn main() {
    let root = std::env::args().nth(1).unwrap_or("plan-source".into());
    let loaded = plangen::load::load(std::path::Path::new(&root)).unwrap();
    for f in &loaded.findings {
        let p = loaded.sources.start(f.place);
        println!(
            "{}:{}:{} {} {} — {}",
            loaded.sources.path(f.place.file),
            p.line,
            p.column,
            f.rule.code,
            f.message.zh,
            f.help.as_ref().map_or("", |h| &h.zh)
        );
    }
    println!("{} findings, plan: {}", loaded.findings.len(), loaded.plan.is_some());
}
