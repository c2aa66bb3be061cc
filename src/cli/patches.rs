//! What would change, on standard output: whole for the person at a terminal; for a file or the log of a CI,
//! which travel further than the plan, without what is restricted.

use std::io;

use clap::Args;

use super::terminal::{self, Terminal};
use crate::report::Patch;
use crate::say;

#[derive(Debug, Args)]
pub(super) struct Showing {
    /// 输出不到终端（到文件、管道、CI 日志）时，改动中受限的行也写出 · Write restricted lines of what changes even where the output goes to no terminal
    #[arg(long)]
    show_restricted: bool,
}

impl Showing {
    /// Prints patches, and says where lines of them are left out.
    ///
    /// # Errors
    /// When standard output takes nothing more.
    pub(super) fn print<'p>(&self, terminal: Terminal, patches: impl IntoIterator<Item = &'p Patch>) -> io::Result<()> {
        let (text, withheld) = text(patches, self.show_restricted || terminal::is_seen());
        terminal::print(&text)?;
        if withheld {
            terminal.always(&say!(
                "受限的行没有写出，以“…”代替，这样的补丁不能直接使用；要全部写出，用 --show-restricted",
                "restricted lines are left out, with … in their place, so that the patch cannot be applied; --show-restricted shows them"
            ));
        }
        Ok(())
    }
}

/// The text of patches, and whether something of them is left out.
fn text<'p>(patches: impl IntoIterator<Item = &'p Patch>, whole: bool) -> (String, bool) {
    let mut withheld = false;
    let texts = patches.into_iter().map(|patch| match &patch.discreet {
        Some(discreet) if !whole => {
            withheld = true;
            discreet.as_str()
        }
        _ => patch.whole.as_str(),
    });
    (texts.collect(), withheld)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_where_somebody_sees_it_is_everything_shown() {
        let patch = |whole: &str, discreet: Option<&str>| Patch {
            whole: whole.to_owned(),
            discreet: discreet.map(str::to_owned),
        };
        let patches = [patch("a\n", None), patch("b\n", Some("…\n"))];
        assert_eq!(text(&patches, true), ("a\nb\n".to_owned(), false));
        assert_eq!(text(&patches, false), ("a\n…\n".to_owned(), true));
        assert_eq!(text(&patches[..1], false), ("a\n".to_owned(), false));
    }
}
