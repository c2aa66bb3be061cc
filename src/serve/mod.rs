//! Shows a build to a browser on this machine.
//!
//! plangen never uses the network: a build asks nobody for anything. This floor is no exception. It
//! answers on 127.0.0.1 alone, which no other machine reaches; it connects to nothing, and no build
//! goes through it. Pages of others that a browser has open are kept out, too: what is answered is
//! asked for under a name of this machine (a foreign name may be made to lead here), may not be read
//! or framed by them, and changes nothing. What can be had are the page and the files that the
//! manifests of the output name; restricted ones as well, since whoever sits here can read the disk.
//! Other users of the machine are kept out.
//!
//! It builds nothing and writes nothing.

mod board;
mod page;
mod peer;
mod reply;
mod request;
mod route;

use std::fs;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

pub use board::{Board, Round};
use reply::Reply;
use request::{Refusal, Request};
use route::Route;

/// Most requests that are answered at a time; a page that waits for news is one.
const MOST: usize = 32;
/// How long a page waits for news before it asks again.
const NEWS: Duration = Duration::from_secs(25);
/// The port where none is asked for, so that a page left open finds the program again.
const USUAL: u16 = 8437;

/// A socket that browsers on this machine can reach.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
}

impl Server {
    /// Takes `port`, any free one where that is 0; where none is asked for the usual one, or a free
    /// one when that is taken.
    ///
    /// # Errors
    /// When the port is taken or may not be had.
    pub fn bind(port: Option<u16>) -> io::Result<Self> {
        let bind = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
        let listener = match port {
            Some(port) => bind(port)?,
            None => bind(USUAL).or_else(|_| bind(0))?,
        };
        let address = listener.local_addr()?;
        Ok(Self { listener, address })
    }

    /// Where a browser finds it.
    pub fn address(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Answers for as long as the program runs.
    pub fn run(self, board: &Arc<Board>) {
        let open = Arc::new(AtomicUsize::new(0));
        for stream in self.listener.incoming() {
            let Ok(stream) = stream else {
                // Out of files, for example; others may close some.
                std::thread::sleep(Duration::from_millis(50));
                continue;
            };
            let Some(place) = Place::take(&open) else {
                reply::turn_away(&stream);
                continue;
            };
            let board = Arc::clone(board);
            // Where no thread can be had the connection is closed.
            let _none = std::thread::Builder::new().name("reply".into()).spawn(move || {
                let (bare, reply) = answer(&stream, &board);
                reply::send(&stream, bare, &reply);
                drop(place);
            });
        }
    }
}

/// A place among those that are answered.
struct Place(Arc<AtomicUsize>);

impl Place {
    fn take(open: &Arc<AtomicUsize>) -> Option<Self> {
        let place = Self(Arc::clone(open));
        // Dropping it gives it back.
        (open.fetch_add(1, Ordering::SeqCst) < MOST).then_some(place)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// The reply to what comes, and whether its body is left out.
fn answer(stream: &TcpStream, board: &Board) -> (bool, Reply) {
    match request::read(stream) {
        Ok(_) if !peer::may_ask(stream) => {
            (false, Reply::plain(403, "this page belongs to another user of this machine"))
        }
        Ok(Request { target, bare }) => (bare, found(&route::route(&target), board)),
        Err(refusal) => (false, refused(refusal)),
    }
}

fn refused(refusal: Refusal) -> Reply {
    match refusal {
        Refusal::Broken => Reply::plain(400, "this is no request"),
        Refusal::Foreign => Reply::plain(403, "ask for 127.0.0.1 or localhost: this page is for this machine only"),
        Refusal::Method => Reply::plain(405, "GET and HEAD only").with("Allow", "GET, HEAD"),
        Refusal::Slow => Reply::plain(408, "the request did not come to its end"),
        Refusal::Long => Reply::plain(431, "the request is too long"),
    }
}

fn found(route: &Route, board: &Board) -> Reply {
    match route {
        Route::Page => match page::html(board) {
            Ok(html) => Reply::new("text/html; charset=utf-8", html.into_bytes()).with(reply::POLICY, page::POLICY),
            Err(fault) => Reply::plain(500, &fault),
        },
        Route::Style => Reply::new("text/css; charset=utf-8", page::STYLE.into()),
        Route::Script => Reply::new("text/javascript; charset=utf-8", page::SCRIPT.into()),
        Route::Icon => Reply::new("image/svg+xml", page::ICON.into()),
        Route::News(seen) => Reply::new("text/plain; charset=utf-8", board.news(seen, NEWS).into_bytes()),
        Route::File(path) => file(path, board).unwrap_or_else(|| Reply::plain(404, "no build wrote this file")),
        Route::Nowhere => Reply::plain(404, "there is nothing here"),
    }
}

/// A file that the last build names.
fn file(path: &str, board: &Board) -> Option<Reply> {
    let output = board.output();
    if !board.names(path) {
        return None;
    }
    // A link in a folder that was brought from elsewhere must not lead out of it.
    let (real, within) = (fs::canonicalize(output.join(path)).ok()?, fs::canonicalize(output).ok()?);
    let bytes = real.starts_with(within).then(|| fs::read(real).ok())??;
    // Its own page frames it, nobody else's.
    Some(Reply::new(route::kind(path), bytes).with(reply::POLICY, "frame-ancestors 'self'"))
}
