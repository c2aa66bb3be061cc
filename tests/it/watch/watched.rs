//! The program at work on a small plan, and a plain connection to it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use plangen::finding::Language;

use crate::small::Small;

/// How long anything may take before the test fails; the machine may be busy.
pub(super) const PATIENCE: Duration = Duration::from_secs(180);

/// The program at work on a small plan.
pub(super) struct Watched {
    pub(super) small: Small,
    pub(super) child: Child,
    pub(super) port: u16,
}

/// What came back.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) head: String,
    pub(super) body: Vec<u8>,
}

impl Reply {
    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _ended = self.child.wait();
    }
}

impl Watched {
    pub(super) fn on(small: Small, language: Language) -> Self {
        let language = if language == Language::Chinese { "zh" } else { "en" };
        let command = small.command(["watch", "--port", "0", "--no-open", "--only", "official", "--lang", language]);
        Self::by(small, command)
    }

    pub(super) fn by(small: Small, mut command: Command) -> Self {
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let mut told = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        told.read_line(&mut line).unwrap();
        let port = line.split("http://127.0.0.1:").nth(1).and_then(|rest| rest.split('/').next());
        let port = port.and_then(|port| port.parse().ok()).unwrap_or_else(|| panic!("no address: {line}"));
        // Somebody has to hear the rest.
        std::thread::spawn(move || told.read_to_end(&mut Vec::new()));
        Self { small, child, port }
    }

    pub(super) fn send(&self, bytes: &[u8]) -> Reply {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        // The reply may come before everything was sent.
        let _sent = stream.write_all(bytes);
        let _sent = stream.shutdown(Shutdown::Write);
        heard(&mut stream).unwrap()
    }

    pub(super) fn get(&self, target: &str) -> Reply {
        self.send(format!("GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", self.port).as_bytes())
    }

    /// The page, once it is as expected.
    pub(super) fn page(&self, expected: impl Fn(&str) -> bool) -> String {
        let start = Instant::now();
        loop {
            let page = self.get("/").text();
            if expected(&page) {
                return page;
            }
            assert!(start.elapsed() < PATIENCE, "the page never came to be as expected:\n{page}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// The page when nothing is being built and the last build was good.
    pub(super) fn good(&self) -> String {
        self.page(|page| page.contains("id=\"head\" class=\"good\""))
    }
}

pub(super) fn heard(stream: &mut TcpStream) -> std::io::Result<Reply> {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    let end = bytes.windows(4).position(|part| part == b"\r\n\r\n").unwrap_or_else(|| panic!("no head: {bytes:?}"));
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Ok(Reply { status, head, body: bytes[end + 4..].to_vec() })
}

/// The name of the state that a page shows.
pub(super) fn name(page: &str) -> String {
    page.split("data-name=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

/// Where a page finds the official document.
pub(super) fn official(page: &str) -> String {
    let rest = page.split("iframe").nth(1).unwrap().split("src=\"").nth(1).unwrap();
    rest.split('"').next().unwrap().replace("&#x2f;", "/").replace("#navpanes=0", "")
}
