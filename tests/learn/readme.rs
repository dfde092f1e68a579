//! Every command of the README is run, in the README's order, in an empty folder.

use std::fs;
use std::path::Path;
use std::process::Command;

/// A command of the README and what it is said to print; `…` stands for any lines.
struct Step {
    command: String,
    prints: Vec<String>,
}

fn steps(readme: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut inside = false;
    for line in readme.lines() {
        if let Some(language) = line.strip_prefix("```") {
            inside = !inside && language == "console";
        } else if let (true, Some(command)) = (inside, line.strip_prefix("$ ")) {
            steps.push(Step { command: command.to_owned(), prints: Vec::new() });
        } else if let (true, Some(step)) = (inside, steps.last_mut()) {
            step.prints.push(line.to_owned());
        }
    }
    steps
}

/// The words of a command as a shell would split them; quotes may stand around a whole word.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut quoted = false;
    let mut word = String::new();
    for letter in command.chars() {
        match letter {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(std::mem::take(&mut word)),
            _ => word.push(letter),
        }
    }
    words.push(word);
    words
}

#[test]
fn every_command_of_the_readme_works_and_prints_what_it_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).expect("the README");
    let folder = crate::scratch::folder();
    let steps = steps(&readme);
    let own = Path::new(env!("CARGO_BIN_EXE_learn")).parent().expect("a folder").to_owned();
    let others = std::env::var_os("PATH").unwrap_or_default();
    let path = [own].into_iter().chain(std::env::split_paths(&others));
    let path = std::env::join_paths(path).expect("a path");
    assert!(steps.len() > 10, "the README shows the program at work");
    for step in steps {
        let mut typed = words(&step.command);
        let program = match typed.as_slice() {
            [cargo, run, dashes, ..] if cargo == "cargo" && run == "run" && dashes == "--" => {
                typed.drain(..3);
                env!("CARGO_BIN_EXE_learn").to_owned()
            }
            [learn, ..] if learn == "learn" => {
                typed.remove(0);
                env!("CARGO_BIN_EXE_learn").to_owned()
            }
            _ => typed.remove(0),
        };
        let output = Command::new(&program)
            .args(&typed)
            .current_dir(folder.path())
            .env("COLUMNS", "100")
            .env("PATH", &path)
            .output()
            .unwrap_or_else(|error| panic!("cannot run `{}`: {error}", step.command));
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            output.status.success(),
            "`{}` fails:\n{printed}{}",
            step.command,
            String::from_utf8_lossy(&output.stderr)
        );
        let mut lines = printed.lines();
        for expected in step.prints.iter().filter(|line| *line != "…" && !line.is_empty()) {
            assert!(
                lines.any(|line| line.trim_end() == expected.trim_end()),
                "`{}` does not print `{expected}`, or not there:\n{printed}",
                step.command
            );
        }
    }
}
