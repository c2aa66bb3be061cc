//! `plangen watch` as a browser and a stranger see it.

mod watched;

use std::fs;
use std::io::Write;
use std::net::TcpStream;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use plangen::finding::Language;
use plangen::pipeline::watch::Seen;

use crate::small::{Small, files};
use watched::{PATIENCE, Reply, Watched, heard, name, official};

#[test]
fn a_change_is_built_and_the_page_is_told() {
    let watched = Watched::on(Small::new(), Language::Chinese);
    let first = watched.good();
    assert!(first.contains("lang=\"zh-CN\"") && first.contains("已是最新"), "{first}");
    let pdf = watched.get(&official(&first));
    assert!(pdf.status == 200 && pdf.body.starts_with(b"%PDF-"), "{}", pdf.head);
    assert!(pdf.head.contains("Content-Type: application/pdf"), "{}", pdf.head);
    assert!(fs::read(watched.small.output().join("internal/official.pdf")).unwrap() == pdf.body);

    // As many editors save: beside the file first, then in its place.
    let units = watched.small.plan().join("text/01-总则.md");
    let text = fs::read_to_string(&units).unwrap();
    let beside = units.with_extension("md~");
    std::thread::scope(|scope| {
        let news = scope.spawn(|| watched.get(&format!("/news?{}", name(&first))).text());
        fs::write(&beside, text.replacen("\n\n", "\n\n本预案由办公室负责解释。\n\n", 1)).unwrap();
        fs::rename(&beside, &units).unwrap();
        assert_ne!(news.join().unwrap(), name(&first));
    });
    let second = watched.page(|page| page.contains("class=\"good\"") && name(page) != name(&first));
    assert!(second.contains("有变化"), "{second}");
    assert_ne!(official(&second), official(&first));
    assert!(watched.get(&official(&second)).body != pdf.body);

    // A file that is new, and one that is gone.
    watched.small.write("org/more.yaml", "units: [\n");
    watched.page(|page| page.contains("org&#x2f;more.yaml:"));
    fs::remove_file(watched.small.plan().join("org/more.yaml")).unwrap();
    watched.good();
}

#[test]
fn a_plan_with_errors_is_told_over_the_files_there_were() {
    let watched = Watched::on(Small::new(), Language::English);
    let first = watched.good();
    let before = files(&watched.small.output());
    watched.small.edit("org/roles.yaml", "holder: p001", "holdr: p001");
    let broken = watched.page(|page| page.contains("class=\"bad\""));
    for told in [
        "unknown key &#x27;holdr&#x27;",
        "plan-source&#x2f;org&#x2f;roles.yaml:6:5",
        "SYN02",
        "<mark>holdr</mark>",
        "help",
    ] {
        assert!(broken.contains(told), "{told}: {broken}");
    }
    assert!(broken.contains("the files below are still those of"), "{broken}");
    assert_eq!(official(&broken), official(&first));
    assert!(watched.get(&official(&broken)).body == before[Path::new("internal/official.pdf")]);
    assert!(files(&watched.small.output()) == before);
    watched.small.edit("org/roles.yaml", "holdr: p001", "holder: p001");
    let mended = watched.good();
    assert!(!mended.contains("holdr"), "{mended}");
    // A folder that is gone for a while, as when another branch is looked at.
    let aside = watched.small.folder().join("aside");
    fs::rename(watched.small.plan(), &aside).unwrap();
    let gone = watched.page(|page| page.contains("class=\"bad\""));
    assert!(gone.contains("--plan"), "{gone}");
    fs::rename(&aside, watched.small.plan()).unwrap();
    watched.good();
}

#[test]
fn what_an_earlier_build_made_is_shown_while_the_plan_has_errors() {
    let small = Small::new();
    assert_eq!(small.run(["build", "-q", "--only", "official"]).code(), Some(0));
    small.edit("org/roles.yaml", "holder: p001", "holdr: p001");
    let watched = Watched::on(small, Language::English);
    let page = watched.page(|page| page.contains("class=\"bad\""));
    assert!(page.contains("those of an earlier build"), "{page}");
    assert_eq!(watched.get(&official(&page)).status, 200);
}

#[test]
#[cfg(target_os = "linux")]
fn the_page_is_opened_in_the_browser() {
    use std::os::unix::fs::PermissionsExt;
    let small = Small::new();
    let opener = small.folder().join("xdg-open");
    fs::write(&opener, "#!/bin/sh\nprintf %s \"$1\" > \"$0.new\" && mv \"$0.new\" \"$0.asked\"\n").unwrap();
    fs::set_permissions(&opener, fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = small.command(["watch", "--port", "0", "--only", "official"]);
    let path = std::env::var("PATH").unwrap();
    command.env("PATH", format!("{}:{path}", small.folder().display())).env("DISPLAY", ":0");
    let watched = Watched::by(small, command);
    let (asked, start) = (watched.small.folder().join("xdg-open.asked"), Instant::now());
    while !asked.exists() {
        assert!(start.elapsed() < PATIENCE);
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(fs::read_to_string(asked).unwrap(), format!("http://127.0.0.1:{}/", watched.port));
}

#[test]
fn strangers_are_turned_away_and_nothing_else_is_served() {
    let watched = Watched::on(Small::new(), Language::English);
    let page = watched.good();
    let port = watched.port;
    let own = format!("Host: localhost:{port}\r\n");
    let status = |request: String| watched.send(request.as_bytes()).status;

    // A request that does not come to its end keeps nobody else from being answered.
    let mut half = TcpStream::connect(("127.0.0.1", port)).unwrap();
    half.write_all(b"GET / HTTP/1.1\r\nHo").unwrap();

    assert_eq!(status(format!("GET / HTTP/1.1\r\n{own}\r\n")), 200);
    for host in ["example.test", "example.test:80", "127.0.0.1.example.test", ""] {
        assert_eq!(status(format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n")), 403, "{host}");
    }
    assert_eq!(status("GET / HTTP/1.1\r\n\r\n".into()), 400);
    assert_eq!(status(format!("POST / HTTP/1.1\r\n{own}Content-Length: 3\r\n\r\na=b")), 405);
    assert_eq!(status(format!("DELETE /internal/official.pdf HTTP/1.1\r\n{own}\r\n")), 405);
    assert_eq!(status(format!("GET / HTTP/1.1\r\n{own}A: {}\r\n\r\n", "b".repeat(200_000))), 431);
    assert_eq!(status(format!("GET /{} HTTP/1.1\r\n{own}\r\n", "b".repeat(200_000))), 431);
    assert_eq!(status("\u{16}\u{3}\u{1}\u{2}\0\u{1}".into()), 400);
    assert_eq!(status("GET / HTTP/1.1\r\nHo".into()), 400);
    for target in [
        "/../plan-source/plan.yaml",
        "/internal/../../plan-source/plan.yaml",
        "/internal/%2e%2e/%2e%2e/plan-source/plan.yaml",
        "/internal/..%2f..%2fplan-source/plan.yaml",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/internal/",
        "/internal",
        "/internal/manifest.json",
        "/internal/official.pdf/",
        "/internal/./official.pdf",
        "/plan-source/plan.yaml",
        "/%",
        "/internal/official.pdf%00",
    ] {
        let reply = watched.get(target);
        assert_eq!(reply.status, 404, "{target}");
        assert!(reply.body.len() < 100, "{target}: {}", reply.text());
    }

    let whole = watched.get("/internal/official.pdf");
    let bare = watched.send(format!("HEAD /internal/official.pdf HTTP/1.1\r\n{own}\r\n").as_bytes());
    assert_eq!((whole.status, &whole.head, bare.body.len()), (200, &bare.head, 0));
    assert!(whole.head.contains("frame-ancestors 'self'"), "{}", whole.head);
    for target in ["/", "/watch.css", "/watch.js", "/watch.svg", "/internal/official.pdf", "/nowhere"] {
        let Reply { head, .. } = watched.get(target);
        assert!(head.contains("\r\nCache-Control: no-store\r\n"), "{target}: {head}");
        assert!(head.contains("\r\nCross-Origin-Resource-Policy: same-origin\r\n"), "{target}: {head}");
        assert!(!head.contains("Access-Control-"), "{target}: {head}");
    }
    let head = watched.get("/").head;
    assert!(head.contains("default-src 'none'") && head.contains("frame-ancestors 'none'"), "{head}");
    for outside in ["http:", "https:", "//", "style=", "onclick"] {
        assert!(!page.contains(outside), "{outside}: {page}");
    }
    drop(half);
}

#[test]
fn only_so_many_are_answered_at_a_time() {
    let watched = Watched::on(Small::new(), Language::English);
    let connect = || TcpStream::connect(("127.0.0.1", watched.port)).unwrap();
    let silent: Vec<TcpStream> = (0..32).map(|_| connect()).collect();
    assert_eq!(heard(&mut connect()).unwrap().status, 503);
    drop(silent);
    // Each place is free again when its thread has seen that nobody is there.
    let start = Instant::now();
    let answered = || {
        let mut stream = connect();
        stream.write_all(b"GET /watch.css HTTP/1.1\r\nHost: localhost\r\n\r\n")?;
        heard(&mut stream)
    };
    while !answered().is_ok_and(|reply| reply.status == 200) {
        assert!(start.elapsed() < PATIENCE);
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
#[cfg(target_os = "linux")]
fn other_users_of_the_machine_are_kept_out() {
    use std::os::unix::process::CommandExt;
    let watched = Watched::on(Small::new(), Language::English);
    watched.good();
    let ask = format!(
        "exec 3<>/dev/tcp/127.0.0.1/{}; printf 'GET / HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n' >&3; head -n 1 <&3",
        watched.port
    );
    let nobody = 65534;
    let Ok(asked) = Command::new("bash").args(["-c", &ask]).uid(nobody).gid(nobody).output() else {
        // Only root can be somebody else.
        return;
    };
    assert_eq!(String::from_utf8_lossy(&asked.stdout), "HTTP/1.1 403 Forbidden\r\n", "{asked:?}");
}

#[test]
fn signals_end_it_with_their_own_codes() {
    for (signal, code) in [("TERM", 143), ("INT", 130)] {
        let mut watched = Watched::on(Small::new(), Language::English);
        watched.good();
        let sent = Command::new("kill").arg(format!("-{signal}")).arg(watched.child.id().to_string()).status();
        assert!(sent.unwrap().success());
        assert_eq!(watched.child.wait().unwrap().code(), Some(code));
        let left: Vec<_> =
            fs::read_dir(watched.small.folder()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert!(left.len() == 2, "{left:?}");
    }
}

#[test]
fn what_is_wrong_from_the_start_ends_it() {
    let taken = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let small = Small::new();
    let run = small.run(["watch", "--no-open", "--lang", "zh", "--port", &port]);
    assert!(run.code() == Some(4) && run.err.contains(&port) && run.err.contains("--port"), "{}", run.err);
    assert!(!small.output().exists());
    for (arguments, code) in [
        (&["--only", "officail"][..], 2),
        (&["--port", "65536"], 2),
        (&["--plan", "nowhere"], 3),
        (&["--output", "plan-source/output"], 4),
    ] {
        let run = small.run([&["watch", "--no-open", "--port", "0"], arguments].concat());
        assert_eq!(run.code(), Some(code), "{arguments:?}: {}", run.err);
        assert!(run.out.is_empty());
    }
}

/// Whether a folder is seen to be another one after this was done in it.
fn seen(act: impl Fn(&Path)) -> bool {
    let place = tempfile::tempdir().unwrap();
    fs::create_dir(place.path().join("org")).unwrap();
    fs::write(place.path().join("org/roles.yaml"), "a: 1\n").unwrap();
    let before = Seen::now([place.path()]);
    assert_eq!(before, Seen::now([place.path()]));
    act(place.path());
    before != Seen::now([place.path()])
}

#[test]
fn whatever_a_build_would_read_otherwise_is_seen() {
    assert!(seen(|place| fs::write(place.join("org/roles.yaml"), "a: 12\n").unwrap()));
    assert!(seen(|place| fs::write(place.join("org/units.yaml"), "").unwrap()));
    assert!(seen(|place| fs::remove_file(place.join("org/roles.yaml")).unwrap()));
    assert!(seen(|place| fs::rename(place.join("org"), place.join("organs")).unwrap()));
    assert!(seen(|place| fs::create_dir(place.join("x.yaml")).unwrap()));
    assert!(seen(|place| fs::remove_dir_all(place.join("org")).unwrap()));
    // Put in its place, of the same size and time.
    assert!(seen(|place| {
        let (old, new) = (place.join("org/roles.yaml"), place.join("org/roles.yaml.tmp"));
        fs::write(&new, "a: 2\n").unwrap();
        let time = fs::metadata(&old).unwrap().modified().unwrap();
        fs::File::options().write(true).open(&new).unwrap().set_modified(time).unwrap();
        fs::rename(&new, &old).unwrap();
    }));
    assert!(!seen(|place| fs::write(place.join("org/.roles.yaml.swp"), "").unwrap()));
    assert!(!seen(|place| fs::write(place.join("org/roles.yaml~"), "").unwrap()));
}
