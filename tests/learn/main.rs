//! The integration tests: one binary, a module for each thing a user can rely on.

#![allow(unreachable_pub)] // a test binary has no outside

mod agenda;
mod approvals;
mod attacks;
mod block;
mod cases;
mod check;
mod content;
mod daily;
mod demo;
mod dialects;
mod elsewhere;
mod example;
mod fixes;
mod forge;
mod formats;
mod gaps;
mod generated;
mod gitwork;
mod governing;
mod graph;
mod honest;
mod hostile;
mod house;
mod impact;
mod import;
mod keyring;
mod killed;
mod laws;
mod mentoring;
mod metrics;
mod people;
mod plan;
mod readiness;
mod readme;
mod rules;
mod schemas;
mod seals;
mod signatures;
mod site;
mod standing;
mod templates;
mod verbs;
mod verification;
mod workshop;
