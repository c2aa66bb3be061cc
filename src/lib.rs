//! plangen keeps an emergency plan as structured data, checks it and prints it.

pub mod check;
pub mod finding;
pub mod load;
pub mod model;
pub mod text;
