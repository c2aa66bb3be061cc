//! The process that reads workbooks: this program started again, bounded by the system.
//!
//! A library that reads what strangers made cannot be trusted to end, to give back memory or not to
//! panic, and an abort cannot be caught. So it runs where that does not matter. The process is this
//! same program under a command of its own ([`serve`]), so that there is nothing to install and
//! nothing to find; it gets the bytes on standard input, answers on standard output, and before it
//! looks at them it gives up memory, time, and the rights to open, write or start anything. That
//! bounds what no check of ours foresees: archives that lie about their size, entities that name
//! files, loops in a chain of sectors.
//!
//! The limits are the program's own doing because the standard library sets none on a child without
//! `unsafe`; nothing hostile has been read when they are set.

#![allow(clippy::disallowed_methods, reason = "the one place that starts the reading process")]

use std::io::{Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use rustix::process::{Resource, Rlimit, Signal, getrlimit, setrlimit};

use super::refusal::Refusal;
use super::{FILE_LIMIT, Parts, cells, wire};
use crate::finding::Message;

/// The command of the program that reads; not for people.
pub const COMMAND: &str = "read-workbook";

/// What the process finds in its environment. The allocator of the program reserves a gigabyte when
/// it starts, all of which would count as taken.
pub const ENVIRONMENT: [(&str, &str); 1] = [("MIMALLOC_ARENA_RESERVE", "16MiB")];

/// Most memory the process may have for data, in bytes.
const MEMORY: u64 = 224 << 20;
/// Most address space, likewise: room for the program itself besides.
const SPACE: u64 = 768 << 20;
/// Most processor time, in seconds. The largest workbook that is allowed takes about a third; a
/// program that was not optimised takes several times as long for everything.
const SECONDS: u64 = if cfg!(debug_assertions) { 3 } else { 1 };
/// Longest time by the clock, likewise: on a machine that is busy the process waits most of it.
const PATIENCE: Duration = Duration::from_millis(if cfg!(debug_assertions) { 8_000 } else { 1_500 });
/// Longest answer, in bytes.
const ANSWER: u64 = 48 << 20;

/// Reads a workbook in a process of its own.
///
/// # Errors
/// When the file is refused, or the process did not live to answer.
pub(super) fn ask(bytes: Vec<u8>) -> Result<Parts, Refusal> {
    let mut child = start().map_err(|error| Refusal::NoReader(Message::of_system(&error).en))?;
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        unreachable!("both were asked for as pipes")
    };
    std::thread::spawn(move || {
        // A process that is gone takes nothing more; its answer or its end tells why.
        let _gone = input.write_all(&bytes);
    });
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let mut answer = Vec::new();
        let read = output.take(ANSWER).read_to_end(&mut answer);
        let _late = sender.send(read.map(|_| answer));
    });
    let answer = receiver.recv_timeout(PATIENCE);
    let late = answer.is_err();
    let ended = end(&mut child, late).map_err(|error| Refusal::NoReader(error.to_string()))?;
    if late {
        return Err(Refusal::OutOfTime);
    }
    let answer = answer.ok().and_then(Result::ok).and_then(|answer| wire::read(&answer));
    answer.unwrap_or_else(|| Err(died(ended)))
}

/// The program itself, under its command for reading.
fn start() -> std::io::Result<Child> {
    // On Linux this leads to the running program even where its file has been replaced since.
    let link = PathBuf::from("/proc/self/exe");
    let program = if link.exists() { link } else { std::env::current_exe()? };
    Command::new(program)
        .arg(COMMAND)
        .env_clear()
        .envs(ENVIRONMENT)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
}

/// Waits for the process; one that is late is ended.
fn end(child: &mut Child, late: bool) -> std::io::Result<ExitStatus> {
    if late {
        // It may have ended just now.
        let _over = child.kill();
    }
    child.wait()
}

/// Why a process gave no answer.
fn died(ended: ExitStatus) -> Refusal {
    let by = |signal: Signal| ended.signal() == Some(signal.as_raw());
    if by(Signal::XCPU) || by(Signal::KILL) {
        Refusal::OutOfTime
    } else if by(Signal::ABORT) {
        // Where memory is refused, the standard library aborts.
        Refusal::OutOfMemory
    } else if ended.success() {
        // A program that is linked with this library and is not plangen does not know the command.
        Refusal::NoReader("not plangen".to_owned())
    } else {
        Refusal::Crashed
    }
}

/// What the reading process does: gives up its rights, reads a workbook, answers. Gives the exit
/// code.
pub fn serve(input: impl Read, output: impl Write) -> u8 {
    let answer = confine()
        .map_err(|error| Refusal::NoReader(error.to_string()))
        .and_then(|()| take(input))
        .and_then(|bytes| cells::parts(&bytes));
    u8::from(wire::write(&answer, output).is_err())
}

fn take(input: impl Read) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let read = input.take(FILE_LIMIT + 1).read_to_end(&mut bytes);
    read.map_err(|error| Refusal::Broken(error.to_string()))?;
    Ok(bytes)
}

/// Gives up what reading does not need.
fn confine() -> rustix::io::Result<()> {
    let limits = [
        (Resource::Data, MEMORY),
        (Resource::As, SPACE),
        (Resource::Cpu, SECONDS),
        // No file, no socket, no program, no trace on the disk.
        (Resource::Nofile, 3),
        (Resource::Fsize, 0),
        (Resource::Nproc, 0),
        (Resource::Core, 0),
    ];
    for (resource, most) in limits {
        // A machine may allow less already.
        let most = getrlimit(resource).maximum.map_or(most, |allowed| allowed.min(most));
        setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })?;
    }
    Ok(())
}
