//! Opens a page in the browser of whoever sits here.

#![allow(clippy::disallowed_methods, reason = "looks whether there is a screen and starts the browser")]

use std::process::{Command, Stdio};

/// Opens `address`. Where there is no screen or no browser nothing happens: the address was told.
pub(super) fn open(address: &str) {
    if !has_screen() {
        return;
    }
    let (program, before) = if cfg!(target_os = "macos") {
        ("open", &[][..])
    } else if cfg!(windows) {
        ("rundll32", &["url.dll,FileProtocolHandler"][..])
    } else {
        ("xdg-open", &[][..])
    };
    let mut command = Command::new(program);
    command.args(before).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if let Ok(mut child) = command.spawn() {
        // Only so that it is not left behind as a name without a process.
        std::thread::spawn(move || child.wait());
    }
}

/// Without one a browser for terminals would take this terminal.
fn has_screen() -> bool {
    let there = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(any(windows, target_os = "macos")) || there("DISPLAY") || there("WAYLAND_DISPLAY")
}
