//! The integration tests: one binary, a module for each thing a user can rely on.

#![allow(unreachable_pub)] // a test binary has no outside

// The program's own allocator: most of what is tested here is made of many small texts.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

mod absence;
mod again;
mod agenda;
mod approvals;
mod attacks;
mod audiences;
mod block;
mod budget;
mod cases;
mod charts;
mod check;
mod content;
mod daily;
mod demo;
mod dialects;
mod elsewhere;
mod example;
mod figures;
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
mod injection;
mod keyring;
mod killed;
mod laws;
mod maps;
mod mentoring;
mod metrics;
mod moments;
mod part;
mod people;
mod plan;
mod planted;
mod prepared;
mod readiness;
mod readme;
mod repositories;
mod rules;
mod schemas;
mod scratch;
mod seals;
mod serve;
mod signatures;
mod site;
mod site_dashboard;
mod site_people;
mod site_program;
mod site_reading;
mod standing;
mod templates;
mod unread;
mod verbs;
mod verification;
mod workshop;
