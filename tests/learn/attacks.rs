//! What somebody does who wants an approval that nobody gave, each beside what honest people do.
//!
//! A row that says nothing is the honest twin of the row above it: the same steps without the malice.

mod authority;
mod awards;
mod doubles;
mod forgeries;
mod formers;
mod identity;
mod judged;
mod kept;
mod landing;
mod larger;
mod meanings;
mod names;
mod noise;
mod partial;
mod policies;
mod raised;
mod resigning;
mod short_cuts;
mod signing;
mod targets;
mod tricks;
mod waivers;
