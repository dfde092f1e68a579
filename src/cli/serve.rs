//! `learn serve`: the site on this machine, always as the files are.

use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};

use self::present::{Desk, Word};
use self::studio::Studio;
use super::terminal::Terminal;
use super::{Globals, Outcome, Verdict, build};
use crate::base::date::Date;
use crate::catalog::layout::is_catalog_folder;
use crate::session::open;
use crate::trust::chain::Chain;
use crate::world::listen::{Answer, News, Server};
use crate::world::watch::Watch;

mod answers;
mod changes;
mod remembered;
mod present;
mod studio;

/// Show the site in a browser while you write, with every change
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  learn serve                            then open http://127.0.0.1:4000/
  learn serve --port 0                   on any port that is free
  learn serve --audience person:ada      what Ada may see

It listens on this machine alone, and pages load themselves again when a file changes. A catalog with
errors is shown all the same; the pages and the terminal say what is wrong, of a large catalog a moment
later. Ctrl-C ends it.")]
pub struct Args {
    /// Listen on this port; 0 takes any that is free
    #[arg(long, value_name = "PORT", default_value_t = 4000)]
    port: u16,
    /// As it stands on this day instead of today
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// For whom the site is: public, org, leads, `team:ID` or `person:ID`
    #[arg(long, value_name = "WHO", default_value = "org")]
    audience: String,
}

/// Runs the verb.
///
/// # Errors
/// When there is no catalog, the port is taken, or the folder cannot be watched.
pub fn run(args: &Args, terminal: &mut Terminal, globals: &Globals) -> Outcome {
    let opened = open::open(&globals.directory, None)?;
    let pinned = super::pinned(globals, &opened)?;
    super::heed_pin(terminal, &opened, &pinned, &Chain::of(&opened.catalog, pinned.pin()));
    let as_of = args.as_of.unwrap_or_else(|| opened.today());
    build::reader(&opened.catalog, &args.audience, as_of, terminal)?;
    let server = Server::bind(args.port)?;
    let studio = Studio {
        root: opened.root.clone(),
        audience: args.audience.clone(),
        as_of,
        pin: pinned.pin().cloned(),
        news: News::default(),
        beside: Arc::new(Mutex::new(changes::folders_beside(&opened.catalog))),
    };
    let beside = Arc::clone(&studio.beside);
    let enter = move |name: &str| {
        is_catalog_folder(name) || beside.lock().is_ok_and(|beside| beside.contains(name))
    };
    let mut watch = Watch::on(&opened.root, Box::new(enter))?;
    let (sender, words) = channel();
    let desk = Desk { sender, words };
    terminal.print(format!("http://{}/", server.address()));
    terminal.flush();
    let (asked, news) = (desk.sender.clone(), studio.news.clone());
    let answers = Arc::new(move |path: &str| ask(&asked, path));
    std::thread::spawn(move || server.run(answers, news));
    let changed = desk.sender.clone();
    std::thread::spawn(move || {
        while let Some(changes) = watch.wait() {
            if changed.send(Word::Changed(changes)).is_err() {
                break;
            }
        }
        let _ = changed.send(Word::Ended);
    });
    studio.work(opened.catalog, &desk, terminal)?;
    Ok(Verdict::Clean)
}

/// What the studio answers.
fn ask(desk: &Sender<Word>, path: &str) -> Answer {
    let (reply, answer) = channel();
    let asked = desk.send(Word::Asked(path.to_owned(), reply));
    let answer = asked.ok().and_then(|()| answer.recv().ok());
    answer.unwrap_or_else(|| Answer::Missing(Vec::new()))
}
