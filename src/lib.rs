//! plangen keeps an emergency plan as structured data, checks it and prints it.
//!
//! The floors, from the bottom; a module imports only from those below it:
//!
//! | floor | does | may import |
//! |---|---|---|
//! | `finding`, `text`, `fonts` | findings and places; prose as blocks; the font supply | nothing of ours (`text`: `finding`) |
//! | `model` | a valid plan | `finding`, `text` |
//! | `load` | files to a valid plan | `finding`, `text`, `model` |
//! | `check` | a valid plan against the rules | `finding`, `text`, `model` |
//! | `diff` | what changed between two plans | `finding`, `text`, `model` |
//! | `views` | what each document shows, to whom | the above but `load`, `fonts` |
//! | `render` | views to bytes | `finding`, `text`, `fonts`, `views` |
//! | `report` | findings for people and machines | `finding` |
//! | `write` | the only writer | `finding`, `render` |
//! | `serve` | shows a build to a browser on this machine | `finding`, `render`, `report`, `write` |
//! | `pipeline` | joins the stages | all of the above but `serve` |
//! | `cli` | arguments in, exit code out | `pipeline`, `serve`, `report`, `finding`, `fonts`, `model` |

pub mod check;
pub mod cli;
pub mod diff;
pub mod finding;
pub mod fonts;
pub mod load;
pub mod model;
pub mod pipeline;
pub mod render;
pub mod report;
pub mod serve;
pub mod text;
pub mod views;
pub mod write;
