//! What honest people do to approvals, which goes on counting through all of it.

mod company;
mod copies;
mod ways;
