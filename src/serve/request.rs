//! Reads a request, and refuses what no browser on this machine would send.

use std::io::{self, Read};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// Longest request, in bytes; those of a browser are shorter than one thousand.
const LIMIT: usize = 8 << 10;
/// Most header lines.
const LINES: usize = 64;
/// How long a request may take to come.
const PATIENCE: Duration = Duration::from_secs(10);

/// What is asked for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Request {
    /// The path with its query, as sent.
    pub(super) target: String,
    /// Whether the body of the reply is left out (`HEAD`).
    pub(super) bare: bool,
}

/// Why a request is not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It is no request.
    Broken,
    /// It is meant for another host.
    Foreign,
    /// It wants something done.
    Method,
    /// It did not come to its end in time.
    Slow,
    /// It is longer than any that is sent in earnest.
    Long,
}

/// Reads the request that comes on `stream`; a body is not read.
pub(super) fn read(stream: &TcpStream) -> Result<Request, Refusal> {
    let start = Instant::now();
    read_within(stream, || PATIENCE.saturating_sub(start.elapsed()))
}

/// The same while `left` says that there is time: for the whole request, not for each part of it, so that
/// nobody holds a place by sending a byte now and then.
fn read_within(mut stream: &TcpStream, mut left: impl FnMut() -> Duration) -> Result<Request, Refusal> {
    let mut bytes = Vec::new();
    let mut part = [0; 1 << 10];
    loop {
        let left = left();
        if left.is_zero() {
            return Err(Refusal::Slow);
        }
        stream.set_read_timeout(Some(left)).map_err(|_| Refusal::Broken)?;
        match stream.read(&mut part) {
            Ok(0) => return Err(Refusal::Broken),
            Ok(count) => bytes.extend_from_slice(&part[..count]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => {
                return Err(Refusal::Slow);
            }
            Err(_) => return Err(Refusal::Broken),
        }
        if let Some(request) = parse(&bytes)? {
            return Ok(request);
        }
    }
}

/// The request that `bytes` are; `None` where more is to come.
fn parse(bytes: &[u8]) -> Result<Option<Request>, Refusal> {
    let mut lines = [httparse::EMPTY_HEADER; LINES];
    let mut request = httparse::Request::new(&mut lines);
    match request.parse(&bytes[..bytes.len().min(LIMIT)]) {
        Ok(httparse::Status::Complete(_)) => {}
        Ok(httparse::Status::Partial) if bytes.len() >= LIMIT => return Err(Refusal::Long),
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(httparse::Error::TooManyHeaders) => return Err(Refusal::Long),
        Err(_) => return Err(Refusal::Broken),
    }
    let mut hosts = request.headers.iter().filter(|line| line.name.eq_ignore_ascii_case("host"));
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return Err(Refusal::Broken) };
    if !std::str::from_utf8(host.value).is_ok_and(is_own) {
        return Err(Refusal::Foreign);
    }
    let bare = match request.method {
        Some("GET") => false,
        Some("HEAD") => true,
        _ => return Err(Refusal::Method),
    };
    Ok(request.path.map(|target| Request { target: target.to_owned(), bare }))
}

/// Whether a `Host` names this machine. The port is not looked at: a tunnel may have another one, and
/// no page elsewhere gains by it.
fn is_own(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if !port.is_empty() && port.bytes().all(|digit| digit.is_ascii_digit()) => name,
        _ => host,
    };
    name == "127.0.0.1" || name == "[::1]" || name.eq_ignore_ascii_case("localhost")
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::net::TcpListener;

    use super::*;

    fn parsed(text: &str) -> Result<Option<Request>, Refusal> {
        parse(text.as_bytes())
    }

    #[test]
    fn a_request_is_read_to_its_end() {
        let whole = "GET /a?b HTTP/1.1\r\nHost: 127.0.0.1:8437\r\nAccept: */*\r\n\r\n";
        let request = |bare| Ok(Some(Request { target: "/a?b".into(), bare }));
        assert_eq!(parsed(whole), request(false));
        assert_eq!(parsed(&whole.replace("GET", "HEAD")), request(true));
        assert_eq!(parsed(&format!("{whole}a body that is not read")), request(false));
        for end in 0..whole.len() {
            assert_eq!(parsed(&whole[..end]), Ok(None), "{end}");
        }
    }

    #[test]
    fn a_host_is_a_name_of_this_machine() {
        for host in ["127.0.0.1", "127.0.0.1:8437", "localhost", "LocalHost:80", "[::1]:9000", "[::1]"] {
            assert!(is_own(host), "{host}");
        }
        for host in [
            "",
            ":",
            ":80",
            "example.test",
            "example.test:8437",
            "127.0.0.1.example.test",
            "localhost.example.test",
            "127.0.0.1:",
            "127.0.0.1:80:80",
            "127.0.0.1:8x",
            "127.0.0.2",
            "0.0.0.0",
            "10.0.0.1",
            "localhost.",
            "a@127.0.0.1",
            "127.0.0.1 ",
            "::1",
        ] {
            assert!(!is_own(host), "{host}");
        }
    }

    #[test]
    fn everything_else_is_refused() {
        let with = |first: &str, lines: &str| parsed(&format!("{first}\r\n{lines}\r\n"));
        let own = "Host: localhost\r\n";
        assert_eq!(with("GET / HTTP/1.1", "Host: example.test\r\n"), Err(Refusal::Foreign));
        assert_eq!(with("GET / HTTP/1.1", "Host: \u{e9}\r\n"), Err(Refusal::Foreign));
        assert_eq!(with("GET / HTTP/1.1", ""), Err(Refusal::Broken));
        assert_eq!(with("GET / HTTP/1.1", &own.repeat(2)), Err(Refusal::Broken));
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "CONNECT", "TRACE", "get"] {
            assert_eq!(with(&format!("{method} / HTTP/1.1"), own), Err(Refusal::Method), "{method}");
        }
        for first in ["GET /", "GET / HTTP/9.9", "GET  HTTP/1.1", "\u{16}\u{3}\u{1}", "GET / HTTP/1.1 x"] {
            assert_eq!(with(first, own), Err(Refusal::Broken), "{first}");
        }
        assert_eq!(with("GET / HTTP/1.1", &format!("{own}{}", "A: b\r\n".repeat(LINES))), Err(Refusal::Long));
        assert_eq!(with("GET / HTTP/1.1", &format!("{own}A: {}\r\n", "b".repeat(LIMIT))), Err(Refusal::Long));
        assert_eq!(with(&format!("GET /{} HTTP/1.1", "b".repeat(LIMIT)), own), Err(Refusal::Long));
        assert_eq!(parse(&vec![b'\n'; LIMIT]), Err(Refusal::Long));
    }

    /// Two ends of a connection: the one of a browser, and the one it is answered on.
    fn connection() -> (TcpStream, TcpStream) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let browser = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        (browser, listener.accept().unwrap().0)
    }

    /// The limit is for the whole: what comes bit by bit is refused once the time is over, though every bit came
    /// in time. No clock is asked here; the browser sends the next bit whenever it is asked what is left.
    #[test]
    fn a_request_that_does_not_end_in_time_is_refused() {
        let whole = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
        let by_bytes = |time: usize| {
            let (mut browser, stream) = connection();
            let (mut asked, mut bytes) = (0, whole.iter());
            read_within(&stream, || {
                asked += 1;
                if let Some(byte) = bytes.next() {
                    browser.write_all(&[*byte]).unwrap();
                }
                if asked <= time { Duration::from_secs(60) } else { Duration::ZERO }
            })
        };
        assert_eq!(by_bytes(whole.len()), Ok(Request { target: "/".into(), bare: false }));
        assert_eq!(by_bytes(whole.len() - 1), Err(Refusal::Slow));
        assert_eq!(by_bytes(0), Err(Refusal::Slow));
        // Whoever sends nothing more is waited for as long as there is time.
        let (mut browser, stream) = connection();
        browser.write_all(&whole[..20]).unwrap();
        assert_eq!(read_within(&stream, || Duration::from_millis(1)), Err(Refusal::Slow));
        drop(browser);
        assert_eq!(read_within(&stream, || Duration::from_secs(60)), Err(Refusal::Broken));
    }

    proptest::proptest! {
        #[test]
        fn nothing_that_comes_is_a_surprise(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
            let _any = parse(&bytes);
            let framed = [b"GET /", &bytes[..], b" HTTP/1.1\r\nHost: localhost\r\n\r\n"].concat();
            if let Ok(Some(request)) = parse(&framed) {
                let _any = super::super::route::route(&request.target);
            }
        }
    }
}
