//! Sends a reply.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

/// The header with what a page may load and who may frame it.
pub(super) const POLICY: &str = "Content-Security-Policy";

/// Stand in every reply: nothing is kept, nothing is guessed, and no page of others takes it in.
const ALWAYS: &str = "Cache-Control: no-store\r\n\
    X-Content-Type-Options: nosniff\r\n\
    Cross-Origin-Resource-Policy: same-origin\r\n\
    Referrer-Policy: no-referrer\r\n\
    Connection: close\r\n";

/// How long a reader may take over a part of a reply.
const PATIENCE: Duration = Duration::from_secs(10);
/// How much of what is still being sent is read after a reply, in bytes.
const REST: usize = 1 << 20;

/// A reply.
#[derive(Debug)]
pub(super) struct Reply {
    status: u16,
    kind: &'static str,
    more: Vec<(&'static str, &'static str)>,
    body: Vec<u8>,
}

impl Reply {
    /// What was asked for, of a type.
    pub(super) fn new(kind: &'static str, body: Vec<u8>) -> Self {
        Self { status: 200, kind, more: Vec::new(), body }
    }

    /// Why there is no other reply.
    pub(super) fn plain(status: u16, why: &str) -> Self {
        Self { status, ..Self::new("text/plain; charset=utf-8", format!("{why}\n").into_bytes()) }
    }

    /// The same with a header.
    #[must_use]
    pub(super) fn with(mut self, name: &'static str, value: &'static str) -> Self {
        self.more.push((name, value));
        self
    }

    fn head(&self) -> String {
        let Self { status, kind, more, body } = self;
        let more: String = more.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let (reason, length) = (reason(*status), body.len());
        format!("HTTP/1.1 {status} {reason}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n{ALWAYS}{more}\r\n")
    }
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        431 => "Request Header Fields Too Large",
        503 => "Service Unavailable",
        _ => "Internal Server Error",
    }
}

/// Sends `reply`, `bare` without its body. Whoever is gone misses it.
pub(super) fn send(stream: &TcpStream, bare: bool, reply: &Reply) {
    if send_within(stream, bare, reply, PATIENCE).is_ok() {
        hear_out(stream);
    }
}

/// The same where a reader may take `patience` over a part; an error where it takes longer or is gone.
fn send_within(mut stream: &TcpStream, bare: bool, reply: &Reply, patience: Duration) -> io::Result<()> {
    let body = if bare { &[][..] } else { &reply.body };
    stream
        .set_write_timeout(Some(patience))
        .and_then(|()| stream.write_all(reply.head().as_bytes()))
        .and_then(|()| stream.write_all(body))
        .and_then(|()| stream.shutdown(Shutdown::Write))
}

/// Says that there is no place, and waits but a moment for what was sent: others stand behind. A
/// fresh connection takes so little at once.
pub(super) fn turn_away(mut stream: &TcpStream) {
    let reply = Reply::plain(503, "too many requests at a time");
    let _gone = stream.write_all(&[reply.head().as_bytes(), &reply.body].concat());
    let _gone = stream.shutdown(Shutdown::Write);
    let _gone = stream.set_read_timeout(Some(Duration::from_millis(20)));
    let _unread = stream.read(&mut [0; 4 << 10]);
}

/// Closing on something unread would take the reply back from whoever is still sending.
fn hear_out(mut stream: &TcpStream) {
    let start = Instant::now();
    let mut part = [0; 4 << 10];
    let mut rest = REST;
    while rest > 0 && start.elapsed() < PATIENCE && stream.set_read_timeout(Some(Duration::from_secs(1))).is_ok() {
        match stream.read(&mut part) {
            Ok(count) if count > 0 => rest = rest.saturating_sub(count),
            _ => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    /// A reply larger than what a system keeps for a connection waits for its reader, and not for ever: no place
    /// is held by a page that was put to sleep.
    #[test]
    fn whoever_does_not_read_is_given_up() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let mut browser = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let stream = listener.accept().unwrap().0;
        let reply = Reply::new("text/plain", vec![b'a'; 64 << 20]);
        let error = send_within(&stream, false, &reply, Duration::from_millis(1)).unwrap_err();
        assert!(matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut), "{error}");
        drop(stream);
        let mut got = Vec::new();
        browser.read_to_end(&mut got).unwrap();
        assert!(got.starts_with(b"HTTP/1.1 200 OK\r\n") && got.len() < reply.body.len(), "{}", got.len());
    }

    #[test]
    fn a_reply_says_what_it_is_and_that_it_is_kept_by_nobody() {
        let head = Reply::new("text/plain", b"abc".to_vec()).with("Allow", "GET").head();
        assert!(head.starts_with("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n"), "{head}");
        assert!(head.ends_with("\r\nAllow: GET\r\n\r\n") && head.contains("\r\nCache-Control: no-store\r\n"), "{head}");
        assert!(!head.contains("Access-Control"), "{head}");
    }
}
